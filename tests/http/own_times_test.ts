import assert from "node:assert/strict";
import { setException } from "../../lib/assignments/exceptions.ts";
import { overrideId } from "../../lib/process/ids.ts";
import type { RoomView } from "../../lib/model/live/live.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { formPost } from "../worlds/people_world.ts";
import { takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MIN = 60_000;
const HOUR = 60 * MIN;
const TIMES = { opensAt: T0, closesAt: T0 + HOUR, limitMs: 40 * MIN, lateStart: "cut" as const };

interface Opened {
  test: TestApp;
  world: World;
  path: string;
  text(who: Person, path: string): Promise<string>;
  json<T>(who: Person, path: string): Promise<T>;
  start(who: Person, form?: Record<string, string>): Promise<{ status: number; text: string }>;
}

async function opened(
  test: TestApp,
  assignment: WorldOptions["assignment"] = TIMES,
): Promise<Opened> {
  const world = await takingWorld(test.deps.tables, T0, { assignment });
  const path = `/assignments/${world.assignment.id}`;
  const headersOf = async (who: Person) => ({ ...await test.as(who), accept: "text/html" });
  return {
    test,
    world,
    path,
    async text(who, path) {
      return await (await test.app.request(path, { headers: await headersOf(who) })).text();
    },
    async json<T>(who: Person, path: string): Promise<T> {
      const response = await test.app.request(path, { headers: await test.as(who) });
      assert.equal(response.status, 200, path);
      return await response.json();
    },
    async start(who, form = {}) {
      const response = await test.app.request(
        `${path}/start`,
        formPost(form, await headersOf(who)),
      );
      return { status: response.status, text: await response.text() };
    },
  };
}

/** What the start page says beside a word. */
function fact(html: string, name: string): string | null {
  return new RegExp(`<dt[^>]*>${name}</dt><dd[^>]*>(.*?)</dd>`).exec(html)?.[1] ?? null;
}

/** Gives the student extra time: a half more. */
async function grant({ test, world }: Opened, student: Person): Promise<void> {
  await test.deps.tables.accommodations.insert({
    id: student.id,
    schoolId: student.schoolId,
    createdAt: T0,
    personId: student.id,
    timeFactor: 1.5,
    display: { scale: 1, contrast: "normal", font: "system" },
    hideTimer: false,
    validFromAt: 0,
    validToAt: null,
    grantedBy: world.teacher.id,
    note: "",
    rev: 0,
  });
}

Deno.test("the start page says what one will really have", async (t) => {
  using test = await testApp();
  const it = await opened(test);
  const { student, others: [other] } = it.world;
  const time = async (who = student) => fact(await it.text(who, it.path), "Your time");

  await t.step("the whole limit while the window is long enough", async () => {
    assert.equal(await time(), "40 min");
  });
  await t.step("what the window leaves of it, and until when", async () => {
    test.setNow(T0 + 50 * MIN - 10_000);
    assert.equal(await time(), "10 min, until 12:00");
  });
  await t.step("with extra time in both", async () => {
    await grant(it, other!);
    assert.equal(await time(other), "30 min, until 12:20");
  });
  await t.step("and of a test that runs what is left", async () => {
    assert.equal((await it.start(student)).status, 303);
    test.setNow(T0 + 53 * MIN);
    assert.equal(await time(), "7 min, until 12:00");
  });
  await t.step("of one without a limit the time to its end", async () => {
    using second = await testApp();
    const endless = await opened(second, { ...TIMES, limitMs: null });
    second.setNow(T0 + 15 * MIN);
    const page = await endless.text(endless.world.student, endless.path);
    assert.equal(fact(page, "Your time"), "45 min, until 12:00");
  });
});

Deno.test("a start of seconds is warned of, and asked about again", async (t) => {
  using test = await testApp();
  const it = await opened(test);
  const { student, others: [other] } = it.world;
  await t.step("also of a page that was opened when there was more", async () => {
    const page = await it.text(student, it.path);
    const has = /name="has" value="(\d+)"/.exec(page)![1]!;
    assert.equal(Number(has), 40 * MIN);
    test.setNow(T0 + 50 * MIN);
    const asked = await it.start(student, { has });
    assert.equal(asked.status, 409);
    assert.match(asked.text, /If you start now, you have 10 min/);
    assert.match(await it.text(student, it.path), /Start the test/);
  });
  await t.step("in words on the page, and not without them", async () => {
    test.setNow(T0 + HOUR - 40_000);
    const page = await it.text(student, it.path);
    assert.match(page, /If you start now, you have 40 s/);
    assert.match(page, /Start all the same/);
    assert.equal((await it.start(other!)).status, 409);
  });
  await t.step("whoever read it starts", async () => {
    assert.equal((await it.start(student, { has: "40000", sure: "1" })).status, 303);
  });
});

Deno.test("an excused student waits for nothing", async () => {
  using test = await testApp();
  const it = await opened(test);
  const { student, teacher } = it.world;
  test.setNow(T0 - HOUR);
  assert.match(await it.text(student, it.path), /id="start"/);
  await setException(test.deps, {
    user: { ...teacher, locale: "en-IN" },
    assignmentId: it.world.assignment.id,
    studentId: student.id,
    exception: {
      ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 0, attemptsAllowed: null },
      ...{ excused: true, makeUp: false, reason: "Ill" },
    },
    rev: null,
  });
  const page = await it.text(student, it.path);
  assert.doesNotMatch(page, /id="start"/);
  assert.match(page, /You are excused from this test\./);
});

Deno.test("GET /api/assignments and its times give a student the own ones", async () => {
  using test = await testApp();
  const it = await opened(test);
  const { student, others: [other], stranger, teacher, assignment } = it.world;
  await grant(it, other!);
  const base = { schoolId: assignment.schoolId, createdAt: T0, assignmentId: assignment.id };
  await test.deps.tables.overrides.insert({
    ...base,
    id: overrideId(assignment.id, student.id),
    studentId: student.id,
    ...{ opensAt: T0 + HOUR, closesAt: T0 + 3 * HOUR, limitMs: 30 * MIN, extraMs: 5 * MIN },
    ...{
      attemptsAllowed: 2,
      excused: false,
      makeUp: true,
      reason: "Ill",
      byId: teacher.id,
      rev: 1,
    },
  });
  type Item = { opensAt: number; closesAt: number; limitMs: number; attemptsAllowed: number };
  const listed = async (who: Person) => {
    const { items } = await it.json<{ items: Item[] }>(who, "/api/assignments");
    return items.map((it) => [it.opensAt, it.closesAt, it.limitMs, it.attemptsAllowed]);
  };
  assert.deepEqual(await listed(student), [[T0 + HOUR, T0 + 3 * HOUR, 30 * MIN, 2]]);
  assert.deepEqual(await listed(other!), [[T0, T0 + 80 * MIN, 60 * MIN, 1]]);
  const times = `/api${it.path}/times`;
  assert.deepEqual((await it.json<{ times: unknown }>(student, times)).times, {
    ...{ opensAt: T0 + HOUR, closesAt: T0 + 3 * HOUR, limitMs: 30 * MIN, addedMs: 5 * MIN },
    mayStart: true,
  });
  for (const who of [stranger, teacher]) {
    const response = await test.app.request(times, { headers: await test.as(who) });
    assert.equal(response.status, 404);
  }
});

Deno.test("the room's clock says when it opens, when it is over, and that no end is set", async (t) => {
  const clock = async (it: Opened) =>
    /room-bar__clock"><strong>(.*?)<\/strong><span>(.*?)<\/span>/.exec(
      await it.text(it.world.teacher, `${it.path}/room`),
    )?.slice(1);

  await t.step("of a window with a limit", async () => {
    using test = await testApp();
    const it = await opened(test);
    test.setNow(T0 - 20 * MIN);
    assert.deepEqual(await clock(it), ["Opens 11:00", "in 20 min"]);
    test.setNow(T0 + 5 * MIN);
    assert.deepEqual(await clock(it), ["55:00", "left, ends 12:00"]);
    test.setNow(T0 + HOUR);
    assert.deepEqual(await clock(it), ["Over", "ended 12:00"]);
    const view = await it.json<RoomView>(it.world.teacher, `/api${it.path}/room`);
    assert.deepEqual([view.opensAt, view.endsAt, view.isCancelled], [T0, T0 + HOUR, false]);
  });
  await t.step("of one without an end, limit or not", async () => {
    for (const limitMs of [null, 40 * MIN]) {
      using test = await testApp();
      const it = await opened(test, { opensAt: T0, closesAt: null, limitMs });
      assert.deepEqual(await clock(it), ["No end is set", "open until you end it"]);
      test.setNow(T0 - 30 * HOUR);
      assert.deepEqual(await clock(it), ["Opens 11:00", "Mon 23 Nov, in 1 day"]);
      test.setNow(T0);
      assert.equal((await it.start(it.world.student)).status, 303);
      const expected = limitMs === null
        ? ["No end is set", "open until you end it"]
        : ["40:00", "left, ends 11:40"];
      assert.deepEqual(await clock(it), expected);
    }
  });
  await t.step("of a cancelled one", async () => {
    using test = await testApp();
    const it = await opened(test, { ...TIMES, cancelledAt: T0 });
    assert.deepEqual(await clock(it), ["Cancelled", "nobody can start it"]);
  });
});

Deno.test("a student's tests and a child's stand by what is due first, with that day before them", async () => {
  using test = await testApp();
  const it = await opened(test, { ...TIMES, closesAt: T0 + 9 * 24 * HOUR, limitMs: null });
  const { assignment, student } = it.world;
  const { tables } = test.deps;
  const more = [
    { id: "soon", title: "Due tomorrow", opensAt: T0 - 9 * HOUR, closesAt: T0 + 24 * HOUR },
    { id: "later", title: "Comes, due in two days", opensAt: T0 + HOUR, closesAt: T0 + 48 * HOUR },
    { id: "never", title: "Never due", opensAt: T0 - 20 * HOUR, closesAt: null },
  ];
  for (const one of more) await tables.assignments.insert({ ...assignment, ...one });
  const guardian = { ...student, id: "mum", username: "mum", role: "parent" as const };
  await tables.people.insert(guardian);
  const link = { id: "g1", guardianId: "mum", studentId: student.id, sinceAt: 0 };
  await tables.guardianLinks.insert({ schoolId: student.schoolId, createdAt: T0, ...link });
  const titles = ["Due tomorrow", "Comes, due in two days", assignment.title, "Never due"];
  for (const [who, path] of [[student, "/tests"], [guardian, "/due"]] as const) {
    const page = await it.text(who, path);
    const rows = [...page.matchAll(/class="day-mark(.*?)rows__title">(.*?)<\/span>/gs)];
    assert.deepEqual(rows.map(([, , title]) => title!.trim()), titles, path);
    const days = rows.map(([, mark]) => /day-mark__day">(\d+)/.exec(mark!)?.[1] ?? null);
    assert.deepEqual(days, ["24", "25", "2", null], path);
  }
});

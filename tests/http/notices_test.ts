import assert from "node:assert/strict";
import { formPost, jsonSend } from "../worlds/people_world.ts";
import { anAssignment, SCHOOL } from "../worlds/marking_builders.ts";
import { choose, type MarkingWorld, markingWorld, write } from "../worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

interface Told {
  title: string;
  /** Where it leads. */
  way: string;
}

/** The pages of a world, as who opens them. */
function doors(test: TestApp, world: MarkingWorld) {
  const headersOf = async (who: string) => ({
    ...await test.as(world.people.get(who)!),
    accept: "text/html",
  });
  const get = async (who: string, path: string) =>
    await (await test.app.request(path, { headers: await headersOf(who) })).text();
  return {
    get,
    async post(who: string, path: string, form: Record<string, string>) {
      const response = await test.app.request(path, formPost(form, await headersOf(who)));
      assert.equal(response.status, 303, path);
    },
    async send(who: string, method: "POST" | "PUT", path: string, body: unknown) {
      const response = await test.app.request(path, jsonSend(method, body, await headersOf(who)));
      assert.ok(response.ok, `${path}: ${response.status} ${await response.text()}`);
    },
    /** What the person's list of notices says, and where each leads. */
    async told(who: string): Promise<Told[]> {
      const html = await get(who, "/notifications");
      const rows = [
        ...html.matchAll(/href="(\/notifications\/[\w-]+)".*?rows__title">(.*?)<\/span>/gs),
      ];
      return await Promise.all(rows.map(async ([, href, title]) => {
        const response = await test.app.request(href!, { headers: await headersOf(who) });
        return {
          title: title!.replaceAll(/<[^>]*>/g, "").trim(),
          way: response.headers.get("location") ?? `${response.status}`,
        };
      }));
    },
  };
}

const CLOSED = T0 + 3_700_000;
const RELEASE = "/assignments/as1/release";

Deno.test("the plan of a release counts who will have something to see", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { get } = doors(test, world);
  const { tables } = test.deps;
  // `st3` and its guardian, who is suspended; `st1` and `st2`, who have one each, sat nothing.
  await world.handIn("st3", { sc: choose("a") });
  const p3 = { ...world.people.get("p1")!, id: "p3", username: "p3", status: "suspended" as const };
  await tables.people.insert(p3);
  const link = { id: "g3", guardianId: "p3", studentId: "st3", sinceAt: 0 };
  await tables.guardianLinks.insert({ schoolId: SCHOOL, createdAt: T0, ...link });
  test.setNow(CLOSED);
  assert.match(await get("t1", RELEASE), /1 student and 0 guardians/);
  await tables.people.update(p3, (it) => ({ ...it, status: "active" }));
  assert.match(await get("t1", RELEASE), /1 student and 1 guardian/);
  const never = { ...(await world.assignment()).review, mark: "never", response: "never" } as const;
  await tables.assignments.update(await world.assignment(), (it) => ({ ...it, review: never }));
  assert.match(await get("t1", RELEASE), /The rules of this test show nobody a result\./);
});

Deno.test("a notice of a result leads to the attempt that counts, also when that becomes another", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, post } = doors(test, world);
  const { tables } = test.deps;
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("st1", { sc: choose("b") }, { number: 2 });
  test.setNow(CLOSED);
  await post("t1", RELEASE, {});
  const best = { title: "Result: Light", way: "/attempts/at-st1/review" };
  assert.deepEqual(await told("st1"), [best]);
  assert.deepEqual(await told("p1"), [
    { title: "Result of Person st1: Light", way: "/attempts/at-st1/review" },
  ]);
  await tables.assignments.update(await world.assignment(), (it) => ({ ...it, counts: "last" }));
  assert.deepEqual((await told("st1")).map(({ way }) => way), ["/attempts/at-st1-2/review"]);
  assert.deepEqual((await told("p1")).map(({ way }) => way), ["/attempts/at-st1-2/review"]);
});

Deno.test("a make-up marked after the release tells its student and the guardians, once", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, post, send } = doors(test, world);
  await world.handIn("st1", { sc: choose("a") });
  await post("t1", RELEASE, {});
  test.setNow(T0 + 60_000);
  await world.handIn("st2", { se: write("Why") });
  assert.deepEqual(await told("st2"), [], "nothing is told before it is marked");
  const marks = { attemptId: "at-st2", slotId: "se", comment: "" };
  const mark = { ...marks, rev: 0, mark: null, rubric: { ra: "ra2", rb: "rb1" } };
  test.setNow(T0 + 120_000);
  for (let i = 0; i < 2; i++) await send("t1", "PUT", "/api/grading/marks", mark);
  const result = { way: "/attempts/at-st2/review" };
  assert.deepEqual(await told("st2"), [{ ...result, title: "Result: Light" }]);
  assert.deepEqual(await told("p2"), [{ ...result, title: "Result of Person st2: Light" }]);
  assert.equal((await told("st1")).length, 1);
  await post("t1", "/assignments/as1/unrelease", {});
  for (const who of ["st1", "st2", "p1", "p2"]) assert.deepEqual(await told(who), [], who);
});

Deno.test("a make-up that the rules mark whole after the release tells its student", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, post, send } = doors(test, world);
  await post("t1", RELEASE, {});
  test.setNow(T0 + 60_000);
  await world.handIn("st2", { sc: choose("a") }, { open: true });
  const submission = { writerId: "page0000", n: 0, heads: {} };
  await send("st2", "POST", "/api/test-attempts/at-st2/submit", submission);
  assert.deepEqual(await told("st2"), [
    { title: "Result: Light", way: "/attempts/at-st2/review" },
  ]);
});

Deno.test("a guardian's notices go with the link to the child", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, post, get } = doors(test, world);
  const { notices, guardianLinks } = test.deps.tables;
  await world.handIn("st1", { sc: choose("a") });
  await post("t1", RELEASE, {});
  assert.equal((await told("p1")).length, 1);
  const left = () => notices.count("byPerson", SCHOOL, ["p1"]);

  await t.step("when the office takes it away, though it was cut off before", async () => {
    await post("office", "/people/st1/guardians/p1/remove", {});
    assert.equal(await left(), 0);
  });

  await t.step(
    "and what was left by an earlier version is shown and counted to nobody",
    async () => {
      const row = {
        id: "old1",
        schoolId: SCHOOL,
        createdAt: T0,
        personId: "p1",
        at: T0,
        readAt: null,
      };
      const words = { title: "Result of Person st1: Light", link: "/children/st1" };
      await notices.insert({ ...row, kind: "released", ...words });
      assert.equal(await guardianLinks.findBy("pair", SCHOOL, "p1/st1"), null);
      assert.deepEqual(await told("p1"), []);
      const headers = await test.as(world.people.get("p1")!);
      assert.equal((await test.app.request("/notifications/old1", { headers })).status, 404);
      assert.doesNotMatch(await get("p1", "/account"), /class="count"/);
      await notices.insert({ ...row, id: "old3", kind: "message", title: "Hello", link: "/" });
      assert.match(await get("p1", "/account"), /class="count"/);
    },
  );

  await t.step("while a child's own parents keep theirs, in the words of then", async () => {
    const row = {
      id: "old2",
      schoolId: SCHOOL,
      createdAt: T0,
      personId: "p2",
      at: T0,
      readAt: null,
    };
    const words = { title: "Result of Old Name: Light", link: "/children/st2" };
    await notices.insert({ ...row, kind: "released", ...words });
    assert.deepEqual(await told("p2"), [{ title: words.title, way: "/children/st2" }]);
  });
});

Deno.test("a cancelled test and an excuse that is taken back are told, once", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, send, post } = doors(test, world);
  const excuse = {
    ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 0, attemptsAllowed: null },
    ...{ excused: true, makeUp: false, reason: "Ill", rev: null },
  };
  const titles = async (who: string) => (await told(who)).map(({ title }) => title);
  await send("t1", "PUT", "/api/assignments/as1/overrides/st1", excuse);
  test.setNow(T0 + 1_000);
  await post("t1", "/assignments/as1/settings/st1/remove", {});
  assert.deepEqual(await titles("st1"), [
    "You are no longer excused from Light",
    "You are excused from Light",
  ]);
  test.setNow(T0 + 2_000);
  for (let i = 0; i < 2; i++) await send("t1", "POST", "/api/assignments/as1/cancel", {});
  assert.equal((await titles("st1"))[0], "Cancelled: Light");
  assert.deepEqual(await titles("st2"), ["Cancelled: Light"]);
  assert.deepEqual(await told("p2"), [
    { title: "Person st2: Cancelled: Light", way: "/children/st2" },
  ]);
});

Deno.test("an excuse that is taken back by changing the exception is told as such, once", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, send } = doors(test, world);
  const exception = {
    ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 0, attemptsAllowed: null },
    ...{ excused: true, makeUp: false, reason: "Ill", rev: null },
  };
  const path = "/api/assignments/as1/overrides/st1";
  await send("t1", "PUT", path, exception);
  test.setNow(T0 + 1_000);
  const back = { ...exception, excused: false, extraMs: 60_000, rev: 1 };
  for (let i = 0; i < 2; i++) await send("t1", "PUT", path, back);
  test.setNow(T0 + 2_000);
  await send("t1", "PUT", path, { ...back, extraMs: 120_000, rev: 2 });
  assert.deepEqual((await told("st1")).map(({ title }) => title), [
    "Your times for Light have changed",
    "You are no longer excused from Light",
    "You are excused from Light",
  ]);
});

Deno.test("notices and the audit log speak with today's names and times", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { told, post, get } = doors(test, world);
  const { tables } = test.deps;
  const office = "office";
  await tables.assignments.insert(anAssignment({ id: "as2", title: "Heat", closesAt: null }));
  await post("t1", RELEASE, {});
  await world.handIn("st1", { sc: choose("a") });
  await post("t1", "/assignments/as1/unrelease", {});
  await post("t1", RELEASE, {});
  await post(office, "/people/st3/guardians", { guardianId: "p2" });
  await tables.people.update(world.people.get("st1")!, (it) => ({ ...it, name: "Zoya Khan" }));
  await tables.people.update(world.people.get("st3")!, (it) => ({ ...it, name: "Arjun Rao" }));
  await tables.assignments.update(await world.assignment(), (it) => ({ ...it, title: "Optics" }));
  assert.deepEqual((await told("p1")).map(({ title }) => title), ["Result of Zoya Khan: Optics"]);
  const log = (await get(office, "/audit")).replaceAll(/<\/?a\b[^>]*>/g, "");
  assert.match(log, /Made Person p2 guardian of Arjun Rao/);
  assert.match(log, /Released Optics, release 2/);
  assert.doesNotMatch(log, /Released Light/);
  const { items } = await tables.audits.list("all", SCHOOL, []);
  assert.ok(items.length > 3 && items.every((it) => it.summary === undefined));
});

import assert from "node:assert/strict";
import { EXAM_PAGE, MOST_LOOKED_AT } from "../../lib/exams/exam_page.ts";
import { MOST_PARTS, PAGE } from "../../lib/assignments/given_tests.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { GivenTest } from "../../lib/model/assignments/given_test_schema.ts";
import type { Tables } from "../../lib/store/tables.ts";
import { anAssignment, aPerson, SCHOOL } from "../worlds/marking_builders.ts";
import { type MarkingWorld, markingWorld } from "../worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { testStores } from "../worlds/test_stores.ts";
import { watched } from "../worlds/watched_table.ts";

const DAY = 86_400_000;
const row = (id: string) => ({ id, schoolId: SCHOOL, createdAt: T0 });

/** The world of marking with two school years, and what else was given in them. */
async function worldWith(test: TestApp, given: readonly Assignment[]): Promise<MarkingWorld> {
  const world = await markingWorld(test);
  const { tables } = test.deps;
  const year = { fromAt: T0 - 100 * DAY, untilAt: T0 + 200 * DAY };
  await tables.years.insert({ ...row("y1"), name: "2026-27", ...year });
  const before = { fromAt: T0 - 465 * DAY, untilAt: T0 - 165 * DAY };
  await tables.years.insert({ ...row("y0"), name: "2025-26", ...before });
  for (const it of given) await tables.assignments.insert(it);
  return world;
}

/** Given on the days before today, one each. */
function older(count: number, overrides: Partial<Assignment> = {}): Assignment[] {
  return Array.from({ length: count }, (_, n) => {
    const opensAt = T0 - (n + 1) * 60_000;
    const id = `${overrides.teacherId ?? "old"}-${n}`;
    return anAssignment({
      id,
      opensAt,
      closesAt: opensAt + 30_000,
      title: `Test ${n}`,
      ...overrides,
    });
  });
}

function reader(test: TestApp, world: MarkingWorld) {
  const get = async (path: string, who: string, accept = "text/html") => {
    const headers = { ...await test.as(world.people.get(who)!), accept };
    const response = await test.app.request(path, { headers });
    return { status: response.status, text: await response.text() };
  };
  return {
    html: (path: string, who: string) => get(path, who),
    async list(query: Record<string, string>, who: string) {
      const path = `/api/given-tests?${new URLSearchParams(query)}`;
      const { status, text } = await get(path, who, "application/json");
      const body: { items: GivenTest[]; next: string | null } = status === 200
        ? JSON.parse(text)
        : { items: [], next: null };
      return { status, ...body };
    },
  };
}

Deno.test("/tests/given lists what a teacher gave, year by year and page by page, with its ways", async () => {
  using test = await testApp();
  const summer = anAssignment({ id: "summer", title: "Summer", opensAt: T0 - 150 * DAY });
  const world = await worldWith(test, [
    ...older(60),
    { ...summer, closesAt: T0 - 149 * DAY, releasedAt: T0 - 140 * DAY, releasedBy: "t1" },
    anAssignment({ id: "gone", cancelledAt: T0, opensAt: T0 - 1 }),
    anAssignment({ id: "soon", opensAt: T0 + DAY, closesAt: null, limitMs: 600_000 }),
    anAssignment({ id: "theirs", teacherId: "t2" }),
  ]);
  const { html, list } = reader(test, world);

  const seen: GivenTest[] = [];
  let after: string | undefined;
  do {
    const page = await list(after === undefined ? {} : { after }, "t1");
    assert.equal(page.status, 200);
    assert.ok(page.items.length <= PAGE);
    seen.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  assert.deepEqual(seen.map(({ id }) => id), [
    "soon",
    "as1",
    "gone",
    ...Array.from({ length: 60 }, (_, n) => `old-${n}`),
  ]);
  assert.deepEqual(seen.slice(0, 4).map(({ phase }) => phase), [
    "scheduled",
    "open",
    "cancelled",
    "closed",
  ]);

  const first = await html("/tests/given", "t1");
  for (const way of ["room", "marking", "results"]) {
    assert.ok(first.text.includes(`href="/assignments/old-0/${way}"`), way);
  }
  assert.match(first.text, /Class 10 A/);
  assert.match(first.text, /Mon 23 Nov 2026, 11:00 to 12:00/);
  assert.ok(!first.text.includes("Summer") && !first.text.includes("theirs"));
  const more = /href="(\/tests\/given\?[^"]*after=[^"]*)"/.exec(first.text)![1]!;
  const second = await html(more.replaceAll("&amp;", "&"), "t1");
  assert.ok(second.text.includes("/assignments/old-30/room"));
  assert.ok(!second.text.includes("/assignments/old-0/room"));

  const old = await html("/tests/given?year=y0", "t1");
  assert.match(old.text, /Summer/);
  assert.match(old.text, /Released/);
  assert.ok(!old.text.includes("/assignments/as1/"));
});

Deno.test("the list of given tests is for who may see each: its teacher, editors, class teacher, the principal", async (t) => {
  using test = await testApp();
  const world = await worldWith(test, [
    ...older(2, { teacherId: "t5", examId: "e5", subjectId: "sub1" }),
  ]);
  const { tables } = test.deps;
  const colleague = aPerson("t5", { role: "teacher" });
  await tables.people.insert(colleague);
  world.people.set("t5", colleague);
  const teaching = { teacherId: "t5", classId: "c1", subjectId: "sub1" };
  await tables.teachings.insert({ ...row("te5"), ...teaching });
  const { html, list } = reader(test, world);
  const ids = async (query: Record<string, string>, who: string) => {
    const { status, items } = await list(query, who);
    return status === 200
      ? items.map(({ id, runs, results }) =>
        `${id}${runs ? " runs" : ""}${results ? " results" : ""}`
      )
      : status;
  };
  const of = { classId: "c1" };
  const cases: [who: string, query: Record<string, string>, sees: unknown][] = [
    ["t1", of, ["as1 runs results"]],
    ["t5", of, ["t5-0 runs results", "t5-1 runs results"]],
    ["t3", of, ["as1 results", "t5-0 results", "t5-1 results"]],
    ["head", of, ["as1 results", "t5-0 results", "t5-1 results"]],
    ["office", of, ["as1 runs results", "t5-0 runs results", "t5-1 runs results"]],
    ["t4", of, 404],
    ["st1", of, 404],
    ["p1", of, 404],
    ["t1", { classId: "none" }, 404],
    ["t2", { examId: "e1" }, ["as1 runs results"]],
    ["t3", { examId: "e1" }, 404],
    ["head", { examId: "e1" }, 404],
    ["t2", {}, []],
    ["head", {}, 403],
    ["t1", { examId: "e1", classId: "c1" }, 400],
  ];
  for (const [who, query, sees] of cases) {
    await t.step(`${who} asks for ${JSON.stringify(query)}`, async () => {
      assert.deepEqual(await ids(query, who), sees);
    });
  }

  await t.step("the page of the class shows the same", async () => {
    const own = await html("/classes/c1/tests", "t1");
    assert.ok(
      own.text.includes("/assignments/as1/room") && !own.text.includes("/assignments/t5-0"),
    );
    const led = await html("/classes/c1/tests", "t3");
    assert.ok(led.text.includes("/assignments/t5-0/results"));
    assert.ok(!led.text.includes("/room"));
    assert.equal((await html("/classes/c1/tests", "t4")).status, 404);
  });

  await t.step("the editor of a test shows every time it was given", async () => {
    const editor = await html("/tests/e1", "t2");
    assert.match(editor.text, /given once/);
    assert.ok(
      editor.text.replaceAll("&quot;", '"').includes('"id":"as1"'),
      "the island has the line itself",
    );
    const page = await html("/tests/given?test=e1", "t2");
    assert.ok(page.text.includes("/assignments/as1/marking"));
  });
});

/** Rows that were read of each table, by any call that gives several. */
function counting(
  tables: Tables,
): { tables: Tables; rows: Map<string, number>; calls: () => number } {
  const rows = new Map<string, number>();
  let calls = 0;
  const count = (name: string) => async (read: () => Promise<unknown>) => {
    const found = await read();
    const list: unknown = Array.isArray(found) ? found : Object(found).items;
    calls++;
    rows.set(name, (rows.get(name) ?? 0) + (Array.isArray(list) ? list.length : 1));
    return found;
  };
  const watchedOnes = (["assignments", "exams"] as const).map((name) => {
    const table = (["list", "findMany", "find"] as const).reduce<object>(
      (it, call) => watched(it, call, count(name)),
      tables[name],
    );
    return [name, table];
  });
  return { tables: { ...tables, ...Object.fromEntries(watchedOnes) }, rows, calls: () => calls };
}

Deno.test("a page of tests reads so many rows at most, however many were written and given", async () => {
  const kept = await testStores(() => T0);
  const counted = counting(kept.stores.tables);
  using test = await testApp({
    kept: {
      ...kept,
      stores: { ...kept.stores, tables: counted.tables },
      [Symbol.dispose]: () => kept[Symbol.dispose](),
    },
  });
  const world = await worldWith(test, older(MOST_PARTS * PAGE + 30, { teacherId: "t4" }));
  const { tables } = test.deps;
  const exam = (await tables.exams.find({ schoolId: SCHOOL, id: "e1" }))!;
  for (let n = 0; n < MOST_LOOKED_AT + 30; n++) {
    await tables.exams.insert({ ...exam, id: `e-${n}`, updatedAt: T0 - n, editorIds: [] });
  }
  const { html } = reader(test, world);
  const readBy = async (path: string, who: string) => {
    counted.rows.clear();
    const { status } = await html(path, who);
    assert.equal(status, 200, path);
    return counted.rows;
  };
  assert.ok(MOST_PARTS * PAGE <= 200, "what is called bounded");
  const own = await readBy("/tests/given", "t1");
  // The badge looks at the latest times of the test that others gave too.
  assert.ok(own.get("assignments")! <= 2 * PAGE, `${own.get("assignments")} for own tests`);
  const ofClass = await readBy("/classes/c1/tests", "t1");
  const most = MOST_PARTS * PAGE + PAGE;
  assert.ok(ofClass.get("assignments")! <= most, `${ofClass.get("assignments")} for a class`);
  const written = await readBy("/tests", "t1");
  assert.ok((written.get("assignments") ?? 0) <= PAGE, "given ones are counted, not read");
  assert.ok(written.get("exams")! <= 3 * EXAM_PAGE, `${written.get("exams")} for a page of tests`);
  const archived = await readBy("/tests?archived=true", "t1");
  assert.ok(archived.get("exams")! <= MOST_LOOKED_AT + 2 * EXAM_PAGE);
});

Deno.test("/tests goes on where its page ended, each test once, also those changed in the same moment", async () => {
  using test = await testApp();
  const world = await worldWith(test, []);
  const { tables } = test.deps;
  const exam = (await tables.exams.find({ schoolId: SCHOOL, id: "e1" }))!;
  for (let n = 0; n < 70; n++) {
    const shared = n % 3 === 0;
    await tables.exams.insert({
      ...exam,
      id: `e-${n}`,
      title: `Test number ${n}.`,
      updatedAt: T0 - Math.floor(n / 40),
      ownerId: shared ? "t2" : "t1",
      editorIds: shared ? ["t1"] : [],
    });
  }
  const { html } = reader(test, world);
  const seen: string[] = [];
  let path: string | undefined = "/tests";
  while (path !== undefined) {
    const { text }: { text: string } = await html(path, "t1");
    seen.push(...text.matchAll(/>Test number (\d+)\.</g).map((it) => it[1]!));
    const next: RegExpExecArray | null = /href="(\/tests\?after[^"]*)"/.exec(text);
    path = next?.[1]?.replaceAll("&amp;", "&");
  }
  assert.equal(seen.length, 70);
  assert.equal(new Set(seen).size, 70);
  assert.equal((await html("/tests?after=nonsense", "t1")).status, 400);
});

import assert from "node:assert/strict";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { ClassWork } from "../../lib/model/results/class_work_schema.ts";
import { WORK_TESTS } from "../../lib/results/class_work.ts";
import { anAssignment, anExamVersion, aPerson, SCHOOL } from "../worlds/marking_builders.ts";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  type,
  write,
} from "../worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const DAY = 86_400_000;
const row = (id: string) => ({ id, schoolId: SCHOOL, createdAt: T0 });
const ALL_RIGHT = { sc: choose("a"), sn: type("2.5") };

function released(id: string, days: number, overrides: Partial<Assignment> = {}): Assignment {
  const opensAt = T0 - days * DAY;
  const release = { releasedAt: opensAt + DAY, releasedBy: "t1" };
  const times = { opensAt, closesAt: opensAt + 3_600_000 };
  return anAssignment({ id, title: `Test ${id}`, ...times, ...release, ...overrides });
}

async function ask(test: TestApp, world: MarkingWorld, who: string, path: string) {
  const accept = path.startsWith("/api/") ? "application/json" : "text/html";
  const headers = { ...await test.as(world.people.get(who)!), accept };
  const response = await test.app.request(path, { headers });
  return { status: response.status, text: await response.text() };
}

async function work(test: TestApp, world: MarkingWorld, who: string, query = "") {
  const { status, text } = await ask(test, world, who, `/api/classes/c1/work${query}`);
  assert.equal(status, 200, text);
  const found: ClassWork = JSON.parse(text);
  return found;
}

/** Science by `t1`, English by `t5`, in the class of `t3`. */
async function twoSubjects(test: TestApp): Promise<MarkingWorld> {
  const world = await markingWorld(test);
  const { tables } = test.deps;
  const colleague = aPerson("t5", { role: "teacher" });
  await tables.people.insert(colleague);
  world.people.set("t5", colleague);
  await tables.subjects.insert({ ...row("sub2"), name: "English" });
  const teaching = { teacherId: "t5", classId: "c1", subjectId: "sub2" };
  await tables.teachings.insert({ ...row("te5"), ...teaching });
  const exam = (await tables.exams.find({ schoolId: SCHOOL, id: "e1" }))!;
  await tables.exams.insert({ ...exam, id: "e5", ownerId: "t5", editorIds: [] });
  await tables.examVersions.insert(anExamVersion({ id: "e5-1", examId: "e5" }));
  await tables.assignments.insert(released("sci", 3));
  const english = { teacherId: "t5", examId: "e5", subjectId: "sub2" };
  await tables.assignments.insert(released("eng", 2, english));
  await tables.assignments.insert(released("off", 1, { cancelledAt: T0 }));
  await tables.assignments.insert(released("try", 1, { practice: true }));
  return world;
}

Deno.test("the page of a class shows its students' work, to each reader what they may see", async (t) => {
  using test = await testApp();
  const world = await twoSubjects(test);
  await world.handIn("st1", { ...ALL_RIGHT, se: null }, { assignmentId: "sci" });
  await world.handIn("st1", { sc: choose("a") }, { assignmentId: "eng" });
  await world.handIn("st2", { se: write("waits") }, { assignmentId: "sci" });
  await world.handIn("st3", ALL_RIGHT, { assignmentId: "as1" });

  await t.step("percent, what waits for marks, nothing; and the mean of what counts", async () => {
    const { tests, students } = await work(test, world, "t3");
    assert.deepEqual(tests.map(({ assignmentId }) => assignmentId), ["sci", "eng"]);
    assert.equal(students.length, CLASS_OF.length);
    const of = (id: string) => students.find(({ studentId }) => studentId === id)!;
    assert.deepEqual(of("st1").cells.map(({ percent }) => percent && Math.round(percent)), [
      50,
      17,
    ]);
    assert.equal(Math.round(of("st1").meanPercent!), 33);
    assert.deepEqual(of("st2").cells.map(({ state }) => state), ["waits", "none"]);
    assert.deepEqual([of("st3").meanPercent, of("st3").cells[0]?.state], [null, "none"]);
  });
  const sees: [who: string, tests: string[]][] = [
    ["t1", ["sci"]],
    ["t5", ["eng"]],
    ["t3", ["sci", "eng"]],
    ["office", ["sci", "eng"]],
  ];
  for (const [who, ids] of sees) {
    await t.step(`${who} sees ${ids.join(", ")}`, async () => {
      const { tests } = await work(test, world, who);
      assert.deepEqual(tests.map(({ assignmentId }) => assignmentId), ids);
      const { text } = await ask(test, world, who, "/classes/c1");
      assert.equal(text.includes("/assignments/sci/results"), ids.includes("sci"));
      assert.equal(text.includes("/assignments/eng/results"), ids.includes("eng"));
      assert.doesNotMatch(text, /people\/[^"]+\/password/, "passwords stand apart");
    });
  }
  await t.step("one subject at a time", async () => {
    const { tests } = await work(test, world, "t3", "?subjectId=sub2");
    assert.deepEqual(tests.map(({ assignmentId }) => assignmentId), ["eng"]);
    const { text } = await ask(test, world, "t3", "/classes/c1?subject=sub1");
    assert.ok(text.includes("Test sci") && !text.includes("Test eng"));
    assert.ok(text.includes('href="/classes/c1?subject=sub2"'));
  });
  await t.step("the principal opens students one by one", async () => {
    assert.equal((await ask(test, world, "head", "/api/classes/c1/work")).status, 403);
    const { status, text } = await ask(test, world, "head", "/classes/c1");
    assert.equal(status, 200);
    assert.ok(text.includes('href="/people/st1"') && !text.includes("%"));
  });
  for (const who of ["t2", "t4", "st1", "p1"]) {
    await t.step(`${who} sees nothing of it`, async () => {
      assert.equal((await ask(test, world, who, "/api/classes/c1/work")).status, 404);
    });
  }
});

Deno.test("the page of a class shows its newest tests, however many there were", async () => {
  using test = await testApp();
  const world = await twoSubjects(test);
  for (let n = 0; n < 70; n++) {
    await test.deps.tables.assignments.insert(released(`more-${n}`, 10 + n));
  }
  const { tests } = await work(test, world, "t1");
  assert.deepEqual(tests.map(({ assignmentId }) => assignmentId), [
    ...Array.from({ length: WORK_TESTS - 1 }, (_, n) => `more-${WORK_TESTS - 2 - n}`),
    "sci",
  ]);
});

/** Ways of a page that lead to pages of the product. */
function waysOf(html: string): string[] {
  const main = html.slice(html.indexOf("<main"));
  const found = main.matchAll(/<a [^>]*href="(\/[^"#]*)"/g);
  return [...new Set([...found].map((it) => it[1]!.replaceAll("&amp;", "&")))];
}

Deno.test("no page about a class, a student or a test leads to what its reader may not open", async (t) => {
  using test = await testApp();
  const world = await twoSubjects(test);
  await world.handIn("st1", { ...ALL_RIGHT, se: null }, { assignmentId: "sci" });
  await world.handIn("st1", { sc: choose("a") }, { assignmentId: "eng" });
  await world.handIn("st2", { sc: choose("a") });
  const pages = [
    "/classes",
    "/classes/c1",
    "/classes/c1/tests",
    "/classes/c1/passwords",
    "/people/st1",
    "/tests",
    "/tests/given",
    "/tests/given?test=e1",
    ...["as1", "sci", "eng"].flatMap((id) =>
      ["room", "marking", "results", "settings", "results/sc"].map((it) =>
        `/assignments/${id}/${it}`
      )
    ),
    "/assignments/sci/attempts/at-sci-st1",
    "/assignments/eng/attempts/at-eng-st1",
  ];
  for (const who of ["t1", "t3", "t5", "head", "office"]) {
    await t.step(who, async () => {
      let followed = 0;
      for (const page of pages) {
        const { status, text } = await ask(test, world, who, page);
        if (status !== 200) continue;
        for (const way of waysOf(text)) {
          const answer = await ask(test, world, who, way);
          assert.ok(answer.status < 400, `${page} leads to ${way}: ${answer.status}`);
          followed++;
        }
      }
      assert.ok(followed > 30, String(followed));
    });
  }
});

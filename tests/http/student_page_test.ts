import assert from "node:assert/strict";
import type { StudentWork } from "../../lib/model/results/student_work_schema.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import { listAll } from "../../lib/store/store.ts";
import { homeWorld } from "../worlds/home_world.ts";
import { anAssignment, anExamVersion, aPerson, SCHOOL } from "../worlds/marking_builders.ts";
import { choose, type MarkingWorld, markingWorld, type, write } from "../worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";

const DAY = 86_400_000;
const row = (id: string) => ({ id, schoolId: SCHOOL, createdAt: T0 });

async function ask(test: TestApp, who: Person, path: string) {
  const accept = path.startsWith("/api/") ? "application/json" : "text/html";
  const response = await test.app.request(path, { headers: { ...await test.as(who), accept } });
  const html = await response.text();
  const text = html.replace(/<[^>]+>/g, " ").replaceAll("&amp;", "&").replace(/\s+/g, " ");
  return { status: response.status, html, text };
}

async function workOf(test: TestApp, who: Person, id: string, query = ""): Promise<StudentWork> {
  const { status, html } = await ask(test, who, `/api/people/${id}/work${query}`);
  assert.equal(status, 200, html.slice(0, 300));
  return JSON.parse(html);
}

/** A released test of before. */
function before(id: string, days: number, overrides: Partial<Assignment> = {}): Assignment {
  const opensAt = T0 - days * DAY;
  const times = { opensAt, closesAt: opensAt + 3_600_000 };
  return anAssignment({
    id,
    title: `Test ${id}`,
    ...times,
    releasedAt: opensAt + DAY,
    releasedBy: "t1",
    ...overrides,
  });
}

/** English in the same class, taught and set by `t5`, who does not teach science. */
async function withEnglish(test: TestApp, world: MarkingWorld): Promise<Person> {
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
  const set = { teacherId: "t5", examId: "e5", subjectId: "sub2" };
  await tables.assignments.insert(before("en", 4, { ...set, title: "A poem" }));
  await world.handIn("st1", { sc: choose("a") }, { assignmentId: "en" });
  return colleague;
}

Deno.test("who may need the teacher is found from home with results, trend and what is open", async () => {
  using test = await testApp();
  const world = await homeWorld(test);
  const teacher = world.person("meera.rao");
  const home = await ask(test, teacher, "/");
  const section = home.html.slice(home.html.indexOf('id="attention"'));
  const path = /href="(\/people\/[^"]+)"/.exec(section)![1]!;
  const page = await ask(test, teacher, path);
  assert.equal(page.status, 200);
  assert.match(page.html, /id="results"/);
  assert.match(page.text, /Results \d+/);
  assert.match(page.html, /href="\/assignments\/[\w-]+\/attempts\/[\w-]+"/);
  assert.match(page.text, /Mathematics percent in each released test/);
  assert.match(page.text, /(Up|Down) [\d.]+ points since|The same as in/);
  assert.match(page.html, /id="open"/);
  const work = await workOf(test, teacher, path.split("/")[2]!);
  assert.ok(work.results.length >= 3 && work.open.length > 0);
  assert.equal(work.year?.name, "2026-27");
});

Deno.test("a student's page tells what is open: to write, coming, handed in, missed", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { assignments, enrolments } = test.deps.tables;
  const at = (id: string, from: number, to: number, more: Partial<Assignment> = {}) =>
    assignments.insert(
      anAssignment({ id, title: id, opensAt: T0 + from, closesAt: T0 + to, ...more }),
    );
  await at("coming", DAY, 2 * DAY);
  await at("later", 3 * DAY, 4 * DAY);
  await at("open", -DAY, DAY);
  await at("named", -DAY, 2 * DAY, { audience: { kind: "people", studentIds: ["st1"] } });
  await at("missed", -2 * DAY, -DAY);
  await at("cancelled", -2 * DAY, -DAY, { cancelledAt: T0 });
  await at("practice", -3 * DAY, -2 * DAY, { practice: true });
  await at("waits", -DAY, DAY, { anonymous: false });
  await world.handIn("st1", { sc: choose("a") }, { open: true });
  await world.handIn("st1", { se: write("Why") }, { assignmentId: "waits" });
  const states = async (who: string, id: string) => {
    const { open } = await workOf(test, world.people.get(who)!, id);
    return open.map((it) => [it.assignmentId, it.state, it.at && it.at - T0]);
  };
  assert.deepEqual(await states("t1", "st1"), [
    ["as1", "writing", 3_600_000],
    ["open", "open", DAY],
    ["named", "open", 2 * DAY],
    ["waits", "handed_in", 0],
    ["coming", "coming", DAY],
    ["later", "coming", 3 * DAY],
    ["missed", "missed", -DAY],
  ]);
  const joined = (await enrolments.find({ schoolId: SCHOOL, id: "en-st2" }))!;
  await enrolments.update(joined, (it) => ({ ...it, fromAt: T0 - 1 }));
  assert.deepEqual((await states("t1", "st2")).filter(([, state]) => state === "missed"), []);
  const page = await ask(test, world.people.get("t1")!, "/people/st1");
  assert.match(page.text, /waits Handed in Science, Mon 23 Nov, 11:00, 1 answer waits for marks/);
  assert.ok(page.html.includes('href="/assignments/as1/room"'));
  assert.ok(page.html.includes('href="/assignments/waits/attempts/at-waits-st1"'));
});

Deno.test("a class teacher sees all of the class; a subject's teacher what they run; others nothing", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  await test.deps.tables.assignments.insert(before("sci", 8));
  await world.handIn("st1", { sc: choose("a"), sn: type("2.5") }, { assignmentId: "sci" });
  await withEnglish(test, world);
  const named = { kind: "people" as const, studentIds: ["st1"] };
  await test.deps.tables.assignments.insert(before("extra", 2, { audience: named }));
  await world.handIn("st1", { sc: choose("b") }, { assignmentId: "extra" });
  const seen: [who: string, tests: string[]][] = [
    ["t1", ["extra", "sci"]],
    ["t2", []],
    ["t3", ["extra", "en", "sci"]],
    ["t5", ["en"]],
    ["head", ["extra", "en", "sci"]],
    ["office", ["extra", "en", "sci"]],
  ];
  for (const [who, tests] of seen.filter(([who]) => who !== "t2")) {
    await t.step(`${who} sees ${tests.join(", ")}`, async () => {
      const { results } = await workOf(test, world.people.get(who)!, "st1");
      assert.deepEqual(results.map(({ assignmentId }) => assignmentId), tests);
      const { html } = await ask(test, world.people.get(who)!, "/people/st1");
      for (const title of ["Test extra", "A poem", "Test sci"]) {
        const id = { "Test extra": "extra", "A poem": "en", "Test sci": "sci" }[title]!;
        assert.equal(html.includes(title), tests.includes(id), title);
      }
    });
  }
  await t.step("what the class teacher may not open is no link", async () => {
    const { html } = await ask(test, world.people.get("t3")!, "/people/st1");
    assert.ok(html.includes('href="/assignments/en/attempts/at-en-st1"'));
    assert.ok(!html.includes("/assignments/extra/"));
    assert.ok(!html.includes("/room"), "reads only");
    const opened = await ask(test, world.people.get("t3")!, "/assignments/en/attempts/at-en-st1");
    assert.equal(opened.status, 200);
    assert.ok(!opened.html.includes("/marks"), "and marks nothing");
  });
  for (const who of ["t2", "t4", "st1", "st2", "p1"]) {
    await t.step(`${who} opens nothing`, async () => {
      const person = world.people.get(who)!;
      assert.equal((await ask(test, person, "/api/people/st1/work")).status, 404);
      assert.ok([403, 404].includes((await ask(test, person, "/people/st1")).status));
    });
  }
  await t.step("who left the class is no longer the teacher's", async () => {
    const { enrolments } = test.deps.tables;
    const enrolment = (await enrolments.find({ schoolId: SCHOOL, id: "en-st1" }))!;
    await enrolments.update(enrolment, (it) => ({ ...it, untilAt: T0 }));
    for (const who of ["t1", "t3"]) {
      const person = world.people.get(who)!;
      assert.equal((await ask(test, person, "/api/people/st1/work")).status, 404);
    }
  });
});

Deno.test("what a principal opens of a student is written down, and of the others nothing", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const lines = async () =>
    (await listAll(test.deps.tables.audits, "all", SCHOOL, []))
      .filter(({ action }) => action === "student.view");
  for (const who of ["t1", "office"]) await workOf(test, world.people.get(who)!, "st1");
  assert.deepEqual(await lines(), []);
  const head = world.people.get("head")!;
  assert.equal((await ask(test, head, "/people/st1")).status, 200);
  await ask(test, head, "/people/t1");
  assert.deepEqual((await lines()).map(({ actorId, targetId }) => [actorId, targetId]), [
    ["head", "st1"],
  ]);
});

Deno.test("a student's page gives away no answer while names are hidden", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Mine") });
  const teacher = world.people.get("t1")!;
  const { open } = await workOf(test, teacher, "st1");
  assert.deepEqual(open.map(({ state, attemptId, runs }) => [state, attemptId, runs]), [
    ["handed_in", null, true],
  ]);
  const { html } = await ask(test, teacher, "/people/st1");
  assert.ok(!html.includes("at-st1"));
  assert.ok(html.includes('href="/assignments/as1/marking"'));
});

Deno.test("a student's page shows one year, with the others to choose", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { tables } = test.deps;
  const year = { fromAt: T0 - 100 * DAY, untilAt: T0 + 200 * DAY };
  await tables.years.insert({ ...row("y1"), name: "2026-27", ...year });
  await tables.years.insert({
    ...row("y0"),
    name: "2025-26",
    fromAt: T0 - 465 * DAY,
    untilAt: T0 - 165 * DAY,
  });
  await tables.assignments.insert(before("new", 3));
  await tables.assignments.insert(before("old", 200));
  await world.handIn("st1", { sc: choose("a") }, { assignmentId: "new" });
  test.setNow(T0 - 200 * DAY);
  await world.handIn("st1", { sc: choose("a") }, { assignmentId: "old" });
  test.setNow(T0);
  const teacher = world.people.get("t1")!;
  const ids = async (query: string) =>
    (await workOf(test, teacher, "st1", query)).results.map(({ assignmentId }) => assignmentId);
  assert.deepEqual(await ids(""), ["new"]);
  assert.deepEqual(await ids("?year=y0"), ["old"]);
  for (const path of ["/people/st1", "/api/people/st1/work", "/tests/given", "/api/given-tests"]) {
    const asked = await test.app.request(`${path}?year=y9`, { headers: await test.as(teacher) });
    assert.equal(asked.status, 404, path);
  }
  const { html, text } = await ask(test, teacher, "/people/st1");
  assert.ok(html.includes('href="/people/st1?year=y0"') && !text.includes("Test old"));
});

import assert from "node:assert/strict";
import { anAssignment, aNumber, aVersion, SCHOOL } from "../../tests/worlds/marking_builders.ts";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  type Responses,
  type,
  write,
} from "../../tests/worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const HOUR = 3_600_000;

function reader(test: TestApp, world: MarkingWorld) {
  return async (who: string, path: string) => {
    const headers = { ...await test.as(world.people.get(who)!), accept: "text/html" };
    const response = await test.app.request(path, { headers });
    return { status: response.status, text: await response.text() };
  };
}

/** Text as it is read: what stands in the markup between blanks. */
const plain = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

/** So many join the class of the test, and hand these in. */
async function classWrites(world: MarkingWorld, given: readonly Responses[]): Promise<void> {
  const { people, enrolments } = world.deps.tables;
  const first = (await people.find({ schoolId: SCHOOL, id: "st1" }))!;
  for (const [n, responses] of given.entries()) {
    const id = `sx${n}`;
    await people.insert({ ...first, id, username: id, name: id });
    const row = { id: `e-${id}`, schoolId: SCHOOL, createdAt: 0, studentId: id, classId: "c1" };
    await enrolments.insert({ ...row, fromAt: 0, untilAt: null });
    await world.handIn(id, responses);
  }
}

async function withSlots(world: MarkingWorld, marks: { sc: number; sn: number; se: number }) {
  await world.deps.tables.examVersions.update({ schoolId: SCHOOL, id: "e1-1" }, (it) => ({
    ...it,
    sections: it.sections.map((section) => ({
      ...section,
      slots: section.slots.map((slot) => ({
        ...slot,
        maxMark: marks[slot.slotId as keyof typeof marks],
      })),
    })),
  }));
}

Deno.test("a principal reads of nine results on each page and in the API that they are not shown", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const open = reader(test, world);
  const seen = async (who: string) => ({
    page: await open(who, "/assignments/as1/results"),
    question: await open(who, "/assignments/as1/results/sc"),
    api: await open(who, "/api/assignments/as1/results"),
  });
  for (const id of CLASS_OF.slice(0, 9)) await world.handIn(id, { sc: choose("a") });
  const few = await seen("head");
  for (const [where, { status, text }] of Object.entries(few)) {
    assert.deepEqual([status, text.includes("Fewer than 10: not shown")], [200, true], where);
    assert.doesNotMatch(text, /16\.7|16\.66|Counted|meanRest/, where);
  }
  const hidden = JSON.parse(few.api.text);
  assert.deepEqual([hidden.n, hidden.mean, hidden.median, hidden.questions], [
    null,
    null,
    null,
    [],
  ]);
  const teacher = await seen("t1");
  for (const { status, text } of Object.values(teacher)) {
    assert.deepEqual([status, text.includes("not shown")], [200, false]);
  }
  assert.deepEqual([JSON.parse(teacher.api.text).n, JSON.parse(teacher.api.text).notShown], [
    9,
    null,
  ]);
  await world.handIn("st10", { sc: choose("a") });
  const enough = await seen("head");
  for (const [where, { status, text }] of Object.entries(enough)) {
    assert.deepEqual([status, text.includes("Fewer than 10")], [200, false], where);
  }
  assert.equal(JSON.parse(enough.api.text).n, 10);
});

Deno.test("a principal finds no small group by subtracting one class from all", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const open = reader(test, world);
  const audience = { kind: "people" as const, studentIds: ["stx"] };
  await world.deps.tables.assignments.insert(anAssignment({ id: "as2", audience }));
  for (const id of CLASS_OF.slice(0, 10)) await world.handIn(id, { sc: choose("a") });
  const pooled = async () =>
    JSON.parse((await open("head", "/api/assignments/as1/results?pool=1")).text);
  assert.deepEqual([(await pooled()).n, (await pooled()).notShown], [10, null]);
  await world.handIn("stx", { sc: choose("b") }, { assignmentId: "as2" });
  assert.deepEqual([(await pooled()).n, (await pooled()).notShown], [
    null,
    "Fewer than 10: not shown",
  ]);
  assert.equal(JSON.parse((await open("head", "/api/assignments/as1/results")).text).n, 10);
  assert.match((await open("head", "/assignments/as1/results?pool=1")).text, /Fewer than 10/);
});

Deno.test("39.98 % is shown as under the pass mark of 40 % wherever it stands", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const open = reader(test, world);
  await world.deps.tables.schools.update(
    { schoolId: SCHOOL, id: SCHOOL },
    (it) => ({ ...it, passPercent: 40 }),
  );
  // 39.98 and 99.98 of 100 marks.
  await withSlots(world, { sc: 39.98, sn: 60, se: .02 });
  for (const id of CLASS_OF.slice(0, 11)) await world.handIn(id, { sc: choose("a") });
  await world.handIn("st12", { sc: choose("a"), sn: type("2.5") });
  const page = plain((await open("t1", "/assignments/as1/results")).text);
  assert.match(page, /Person st1 39\.9%, under the pass mark of 40%/);
  assert.match(page, /Person st1 39\.98 of 100 39\.9% counted/);
  assert.match(page, /Person st12 99\.98 of 100 99\.9% counted/);
  assert.match(page, /Median 39\.9%/);
  assert.doesNotMatch(page, /\b40% counted|100% counted|Median 40%/);
  const csv = (await open("t1", "/assignments/as1/results.csv")).text;
  assert.match(csv, /"Person st1","Marked","39\.98","100","39\.9"/);
  assert.match(csv, /"Person st12","Marked","99\.98","100","99\.9"/);
});

Deno.test("a discrimination a little under 0 is not shown as 0, nor as -0", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const table = [[7, "a", "2.5"], [8, "a", "1"], [8, "b", "2.5"], [9, "b", "1"]] as const;
  const given = table.flatMap(([count, option, text]) =>
    Array.from({ length: count }, () => ({ sc: choose(option), sn: type(text) }))
  );
  await classWrites(world, given);
  const open = reader(test, world);
  const api = JSON.parse((await open("t1", "/api/assignments/as1/results")).text);
  assert.equal(Math.round(api.questions[0].discrimination * 1_000), Math.round(-1_000 / 2.55));
  const page = plain((await open("t1", "/assignments/as1/results")).text);
  assert.match(page, /Which\? 1 46\.9% -0\.4 /);
  assert.doesNotMatch(page, /-0(?![.\d])/);
});

Deno.test("the API gives the median in the unit of the mean", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a"), sn: type("2.5") });
  await world.handIn("st2", { sc: choose("a"), sn: type("2.5") });
  const { text } = await reader(test, world)("t1", "/api/assignments/as1/results");
  const { mean, median } = JSON.parse(text);
  assert.deepEqual([mean, median], [50, 50]);
});

Deno.test("who may still sit has not started, and who can no more is absent", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { enrolments, overrides, people } = world.deps.tables;
  const figures = async () =>
    JSON.parse((await reader(test, world)("t1", "/api/assignments/as1/results")).text);
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("st2", { sc: choose("a") });
  await overrides.insert({
    ...{ id: "as1-st3", schoolId: SCHOOL, createdAt: T0, assignmentId: "as1", studentId: "st3" },
    ...{ opensAt: T0 + 2 * HOUR, closesAt: T0 + 3 * HOUR, limitMs: null, extraMs: 0 },
    ...{ attemptsAllowed: null, excused: false, makeUp: true, reason: "", byId: "t1", rev: 0 },
  });

  await t.step("while the window is open", async () => {
    const { of, leftOut } = await figures();
    assert.deepEqual([of, leftOut], [12, { not_started: 10 }]);
    const page = (await reader(test, world)("t1", "/assignments/as1/results")).text;
    assert.match(page, /10 not started/);
  });

  await t.step("after it, all but a make-up still to come", async () => {
    test.setNow(T0 + HOUR);
    const { of, leftOut } = await figures();
    assert.deepEqual([of, leftOut], [12, { not_started: 1, absent: 9 }]);
  });

  await t.step("whoever joins or leaves the class afterwards changes nothing", async () => {
    test.setNow(T0 + 4 * HOUR);
    for (let n = 0; n < 4; n++) {
      const id = `new${n}`;
      const first = (await people.find({ schoolId: SCHOOL, id: "st1" }))!;
      await people.insert({ ...first, id, username: id, name: `New ${n}` });
      const times = { fromAt: T0 + 4 * HOUR - 1, untilAt: null };
      const row = { id: `e-${id}`, schoolId: SCHOOL, createdAt: 0, studentId: id, classId: "c1" };
      await enrolments.insert({ ...row, ...times });
    }
    for (const studentId of ["st1", "st4"]) {
      await enrolments.update(
        { schoolId: SCHOOL, id: `en-${studentId}` },
        (it) => ({ ...it, untilAt: T0 + 3 * HOUR }),
      );
    }
    const { n, of, leftOut } = await figures();
    assert.deepEqual([n, of, leftOut], [2, 12, { absent: 10 }]);
    for (const where of ["results", "room"]) {
      const { text } = await reader(test, world)("t1", `/assignments/as1/${where}`);
      assert.match(text, /Class 10 A, 12 students/, where);
      assert.doesNotMatch(text, /New \d/, where);
    }
  });

  await t.step("nobody is absent from a test that was cancelled", async () => {
    await world.deps.tables.assignments.update(
      { schoolId: SCHOOL, id: "as1" },
      (it) => ({ ...it, cancelledAt: T0 + HOUR }),
    );
    assert.deepEqual((await figures()).leftOut, { not_started: 10 });
  });
});

Deno.test("answers graded as the same are one line, with the unit, as most of them typed it", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const units = [{ id: "cm", label: "cm" }, { id: "m", label: "m" }];
  const number = aNumber({ body: { units } });
  await world.deps.tables.questionVersions.update(
    { schoolId: SCHOOL, id: "qn-1" },
    (it) => ({ ...it, content: number }),
  );
  const give = (id: string, text: string, unitId: string | null = null) =>
    world.handIn(id, { sn: { kind: "numerical", text, unitId } });
  await give("st1", "16,5", "cm");
  await give("st2", "16.5 cm");
  await give("st3", "16.5", "cm");
  await give("st4", "16.5", "m");
  await give("st5", "16.5");
  await give("st6", "1,650");
  await give("st7", "1.650");
  const page = plain((await reader(test, world)("t1", "/assignments/as1/results/sn")).text);
  const table = page.slice(page.indexOf("What was written"));
  assert.match(table, /16\.5 cm 3 0 /);
  assert.match(table, /16\.5 m 1 0 /);
  assert.match(table, /16\.5 1 0 /);
  assert.match(table, /1,650 1 0 /);
  assert.match(table, /1\.650 1 0 /);
  // A grade of before the unit was kept.
  await world.deps.tables.grades.update({ schoolId: SCHOOL, id: "at-st4" }, (it) => ({
    ...it,
    slots: it.slots.map(({ unitId: _, ...slot }) => slot),
  }));
  const before = plain((await reader(test, world)("t1", "/assignments/as1/results/sn")).text);
  assert.match(before, /16\.5 m 1 0 /);
});

Deno.test("a question without options that better students fail works against the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.deps.tables.questionVersions.update({ schoolId: SCHOOL, id: "qe-1" }, (it) => ({
    ...it,
    content: { ...aVersion("qx", aNumber()).content },
  }));
  const [right, wrong] = [type("2.5"), type("7")];
  const good = { sc: choose("a"), sn: wrong, se: right };
  const weak = { sc: choose("b"), sn: right, se: wrong };
  await classWrites(world, Array.from({ length: 30 }, (_, n) => n % 2 === 0 ? good : weak));
  const { text } = await reader(test, world)("t1", "/assignments/as1/results");
  const page = plain(text);
  assert.match(page, /Question 2 works against the test/);
  assert.match(page, /Students who did well elsewhere got fewer marks here than the others/);
  const api = JSON.parse((await reader(test, world)("t1", "/api/assignments/as1/results")).text);
  assert.deepEqual(api.questions[1].flags, ["works_against"]);
});

Deno.test("the badge counts what the marking page lists", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sn: type("many"), se: write("Why") });
  await world.handIn("st2", { se: write("Why") });
  for (const who of ["t1", "t2"]) {
    const page = plain((await reader(test, world)(who, "/marking")).text);
    assert.match(page, /3 answers wait for marks/, who);
    assert.match(page, /Marking 3 waiting/, who);
  }
  assert.doesNotMatch(plain((await reader(test, world)("t4", "/marking")).text), /waiting/);
});

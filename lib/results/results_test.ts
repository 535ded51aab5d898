import assert from "node:assert/strict";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  type,
  write,
} from "../../tests/worlds/marking_world.ts";
import { anAssignment, SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { markAnswer } from "../marking/mark_answer.ts";
import { release } from "../marking/release.ts";
import { testResults } from "./results.ts";
import { resultsCsv } from "./results_csv.ts";

const PLAIN = { separator: ",", decimal: ".", timeZone: "UTC" } as const;

const read = (world: MarkingWorld, who = "t1", pool = false) =>
  testResults(world.deps, { user: world.user(who), assignmentId: "as1", pool });

Deno.test("testResults() counts what is marked and says who is left out and why", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a"), sn: type("2.5") });
  await world.handIn("st2", { sc: choose("b"), sn: type("2.5") });
  await world.handIn("st3", { sc: choose("a") });
  await world.handIn("st4", { se: write("waits") });
  await world.handIn("st5", {}, { open: true });
  const { figures } = await read(world);
  assert.deepEqual([figures.n, figures.of], [3, 12]);
  assert.deepEqual(figures.leftOut.map(({ reason, names }) => [reason, names.length]), [
    ["running", 1],
    ["unmarked", 1],
    ["not_started", 7],
  ]);
  assert.equal(Math.round(figures.histogram.median! * 1_000), 333);
  assert.equal(Math.round(figures.mean! * 100) / 100, 33.33);
  const [choice, number, essay] = figures.questions;
  assert.deepEqual([choice?.n, choice?.omitted, number?.omitted, essay?.omitted], [3, 0, 1, 3]);
  assert.deepEqual(choice?.options.map(({ count, isKey }) => [count, isKey]), [
    [2, true],
    [1, false],
    [0, false],
  ]);
  assert.deepEqual([choice?.flags, figures.alpha], [[], null]);
});

Deno.test("testResults() counts one attempt of each student by the rule of the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a"), sn: type("2.5") });
  await world.handIn("st1", { sc: choose("a") }, { number: 2 });
  const meanBy = async (counts: "best" | "last" | "mean") => {
    await world.deps.tables.assignments.update(
      { schoolId: SCHOOL, id: "as1" },
      (it) => ({ ...it, counts }),
    );
    const { figures } = await read(world);
    return [figures.n, Math.round(figures.mean!)];
  };
  assert.deepEqual(await meanBy("best"), [1, 50]);
  assert.deepEqual(await meanBy("last"), [1, 17]);
  assert.deepEqual(await meanBy("mean"), [1, 33]);
});

Deno.test("testResults() pools the assignments of a version that the reader may see", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const audience = { kind: "people" as const, studentIds: ["stx"] };
  const { assignments } = world.deps.tables;
  await assignments.insert(anAssignment({ id: "as2", audience }));
  await assignments.insert(anAssignment({ id: "as3", audience, examVersion: 2 }));
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("stx", { sc: choose("a") }, { assignmentId: "as2" });
  const one = await read(world);
  assert.deepEqual([one.figures.n, one.poolable], [1, 2]);
  const all = await read(world, "t1", true);
  assert.deepEqual([all.figures.n, all.pooled.map(({ id }) => id)], [2, ["as1", "as2"]]);
  const classTeacher = await read(world, "t3", true);
  assert.deepEqual(classTeacher.pooled.map(({ id }) => id), ["as1"]);
});

Deno.test("testResults() names who may need help, with the reason", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { assignments } = world.deps.tables;
  for (const [n, id] of ["b1", "b2", "b3"].entries()) {
    await assignments.insert(
      anAssignment({ id, opensAt: T0 - 10_000 + n, releasedAt: T0 - 5_000, releasedBy: "t1" }),
    );
    await world.handIn("st1", { sc: choose("a"), sn: type("2.5") }, { assignmentId: id });
    await world.handIn("st2", { sc: choose("a") }, { assignmentId: id });
  }
  await world.handIn("st1", { sc: choose("a"), se: null });
  await world.handIn("st2", { sc: choose("a"), sn: type("2.5") });
  await world.handIn("st3", {});
  const { help } = await read(world);
  assert.deepEqual(help.map(({ studentId, reason }) => [studentId, reason]), [
    ["st1", { kind: "under_own", points: 33, tests: 3 }],
    ["st3", { kind: "empty_at_end", count: 3 }],
  ]);
});

Deno.test("testResults() hides names while anonymous marking runs", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  const hidden = await read(world);
  assert.equal(hidden.namesHidden, true);
  assert.doesNotMatch(resultsCsv(hidden, PLAIN), /Person st1/);
  await markAnswer(world.deps, {
    user: world.user("t1"),
    attemptId: "at-st1",
    slotId: "se",
    rev: 0,
    mark: null,
    rubric: { ra: "ra2", rb: "rb1" },
    comment: "",
  });
  assert.equal((await read(world)).namesHidden, true, "others may still start");
  test.setNow(T0 + 3_700_000);
  assert.equal((await read(world)).namesHidden, false);
  await world.handIn("st2", {}, { open: true });
  assert.equal((await read(world)).namesHidden, true, "in a lull the next one would be known");
});

Deno.test("resultsCsv() has a line for each student and runs no formula", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.deps.tables.people.update(
    { schoolId: SCHOOL, id: "st1" },
    (it) => ({ ...it, name: "=HYPERLINK(1)", rollNumber: "7" }),
  );
  await world.deps.tables.assignments.update(
    { schoolId: SCHOOL, id: "as1" },
    (it) => ({ ...it, anonymous: false }),
  );
  await world.handIn("st1", { sc: choose("b"), sn: type("2.5") });
  const lines = resultsCsv(await read(world), PLAIN).trim().split("\r\n");
  assert.equal(lines.length, 1 + CLASS_OF.length);
  assert.match(lines[0]!, /"Question 3 \(of 3\)"$/);
  const mine = lines.find((line) => line.includes("HYPERLINK"));
  assert.equal(
    mine,
    `"7","'=HYPERLINK(1)","Marked","2","6","33.3","2026-11-23 05:30","0","2","0"`,
  );
  assert.match(lines.find((line) => line.includes("Person st2"))!, /"Not started","","","",""/);
});

Deno.test("testResults() is for staff of the test, the class teacher and the principal", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const who of ["t1", "t2", "t3", "office", "head"]) {
    assert.equal((await read(world, who)).figures.of, 12, who);
  }
  for (const who of ["t4", "st1", "p1"]) {
    await assert.rejects(read(world, who), { code: "not_found" }, who);
  }
  await release(world.deps, { user: world.user("t1"), assignmentId: "as1", partial: false });
});

Deno.test("testResults() flags a key that works against the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { people, enrolments } = world.deps.tables;
  const first = (await people.find({ schoolId: SCHOOL, id: "st1" }))!;
  for (let n = 0; n < 36; n++) {
    const id = `sx${n}`;
    await people.insert({ ...first, id, username: id, name: id });
    const enrolment = { id: `e-${id}`, schoolId: SCHOOL, createdAt: 0, studentId: id };
    await enrolments.insert({ ...enrolment, classId: "c1", fromAt: 0, untilAt: null });
    const good = n % 2 === 0;
    await world.handIn(id, { sc: choose(good ? "b" : "a"), sn: type(good ? "2.5" : "1") });
  }
  const { figures } = await read(world);
  assert.equal(figures.n, 36);
  assert.deepEqual(figures.questions.map(({ flags }) => flags), [
    ["works_against"],
    ["works_against"],
    ["often_empty", "very_hard"],
  ]);
  assert.ok(figures.questions[0]!.discrimination! < 0);
});

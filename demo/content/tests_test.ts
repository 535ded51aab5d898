import assert from "node:assert/strict";
import { grade } from "../../lib/grading/grade.ts";
import { ExamDraftSchema } from "../../lib/model/exams/exam_schema.ts";
import { TESTS } from "./tests.ts";
import { requireQuestion } from "./questions/all.ts";
import { requireTeacher, STAFF } from "./school.ts";
import { sittingsOf } from "./sittings.ts";
import { DAY, type DemoTest, instantOf } from "./test_shapes.ts";

const NOW = Date.UTC(2026, 10, 24, 5, 30);
const requireTest = (key: string): DemoTest => {
  const test = TESTS.find((it) => it.key === key);
  assert.ok(test, key);
  return test;
};

Deno.test("demo tests cover every stage and can be built", () => {
  assert.ok(TESTS.length >= 8);
  const stages = ["draft", "scheduled", "running", "marking", "closed", "released", "practice"];
  assert.deepEqual([...new Set(TESTS.map((it) => it.stage))].sort(), stages.sort());
  assert.equal(new Set(TESTS.map((it) => it.key)).size, TESTS.length);
  for (const test of TESTS) {
    const slots = test.sections.flatMap((it) => it.slots);
    assert.equal(new Set(slots.map((it) => it.question)).size, slots.length, test.key);
    for (const { question } of slots) {
      assert.equal(requireQuestion(question).subject, test.subject, question);
    }
    assert.ok(STAFF.some((it) => it.username === test.owner), test.owner);
    ExamDraftSchema.shape.instructions.parse(test.instructions);
    assert.equal(test.assignments.length === 0, test.stage === "draft", test.key);
  }
});

Deno.test("each demo assignment is given by who teaches the class, in order of time", () => {
  const all = TESTS.flatMap((test) => test.assignments.map((it) => ({ test, it })));
  assert.ok(all.length >= 15);
  for (const { test, it } of all) {
    assert.equal(requireTeacher(test.subject, it.classKey).username, it.teacher, test.key);
    assert.ok([test.owner, ...test.editors].includes(it.teacher), test.key);
    const opensAt = instantOf(it.opens, NOW);
    const closesAt = it.closes === null ? Infinity : instantOf(it.closes, NOW);
    assert.ok(opensAt < closesAt, test.key);
    assert.equal(test.stage === "released", it.released !== null);
    if (it.released !== null) assert.ok(instantOf(it.released, NOW) > closesAt, test.key);
    assert.equal(it.writing > 0, test.stage === "running");
    assert.equal(it.sitters > 0, test.stage !== "scheduled");
  }
});

Deno.test("instantOf() reads times of day in the school's zone, also around midnight", () => {
  const at = (now: number) => instantOf({ days: 0, at: "09:05" }, now);
  assert.equal(at(Date.UTC(2026, 10, 24, 18, 29)), Date.UTC(2026, 10, 24, 3, 35));
  assert.equal(at(Date.UTC(2026, 10, 24, 18, 30)), Date.UTC(2026, 10, 25, 3, 35));
  assert.equal(instantOf({ inMs: -DAY }, NOW), NOW - DAY);
});

Deno.test("sittingsOf() stays inside each assignment's times and is repeatable", () => {
  let seen = 0;
  for (const test of TESTS) {
    for (const assignment of test.assignments) {
      const sittings = sittingsOf(test, assignment, NOW);
      assert.equal(sittings.length, assignment.sitters);
      assert.deepEqual(sittings, sittingsOf(test, assignment, NOW));
      const closesAt = assignment.closes === null ? NOW : instantOf(assignment.closes, NOW);
      assert.equal(sittings.filter((it) => it.handedInAt === null).length, assignment.writing);
      for (const { startedAt, handedInAt } of sittings) {
        seen++;
        assert.ok(startedAt >= instantOf(assignment.opens, NOW) && startedAt < NOW, test.key);
        if (handedInAt === null) continue;
        assert.ok(handedInAt > startedAt && handedInAt <= Math.min(closesAt, NOW), test.key);
        assert.ok(handedInAt - startedAt <= (assignment.limitMs ?? DAY), test.key);
      }
    }
  }
  assert.ok(seen > 500);
});

Deno.test("some of the running test are well on, some have just begun", () => {
  const test = requireTest("m-quadratics");
  const [assignment] = test.assignments;
  assert.ok(assignment);
  const writing = sittingsOf(test, assignment, NOW).filter((it) => it.handedInAt === null);
  const counts = writing.map((it) => it.answers.length);
  assert.ok(Math.min(...counts) <= 4 && Math.max(...counts) >= 6, counts.join());
  assert.ok(counts.every((n) => n < 10));
});

Deno.test("in the released test one question works against it, and the others do not", () => {
  const test = requireTest("m-common");
  const sittings = test.assignments.flatMap((it) => sittingsOf(test, it, NOW));
  assert.equal(new Set(sittings.map((it) => it.student.username)).size, 144);
  const keys = test.sections.flatMap((it) => it.slots);
  const marks = sittings.map(({ answers }) => {
    const given = new Map(answers);
    return keys.map(({ question, maxMark }) => {
      const answer = given.get(question);
      if (answer === undefined) return 0;
      const { fraction } = grade(requireQuestion(question).content, answer.response, {
        negative: false,
        locale: "en-IN",
      });
      return maxMark * (answer.quality ?? fraction);
    });
  });
  const sum = (items: readonly number[]) => items.reduce((a, b) => a + b, 0);
  keys.forEach(({ question, maxMark }, slot) => {
    const x = marks.map((row) => row[slot] ?? 0);
    const rest = marks.map((row) => sum(row) - (row[slot] ?? 0));
    const r = correlation(x, rest);
    const facility = sum(x) / x.length / maxMark;
    assert.equal(r < 0, question === "m-walk", `${question}: ${r}`);
    assert.ok(facility > 0.15 && facility < 0.97, `${question}: ${facility}`);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (items: readonly number[]) => items.reduce((x, y) => x + y, 0) / items.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cov = mean(a.map((x, i) => (x - ma) * ((b[i] ?? 0) - mb)));
  return cov / Math.sqrt(mean(a.map((x) => (x - ma) ** 2)) * mean(b.map((y) => (y - mb) ** 2)));
}

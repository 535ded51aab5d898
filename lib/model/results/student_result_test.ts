import assert from "node:assert/strict";
import { type StudentResult, trendFinding, trends } from "./student_result.ts";

function result(subject: string, at: number, percent: number | null, more = {}): StudentResult {
  return {
    assignmentId: `as${at}`,
    attemptId: `at${at}`,
    title: "",
    subjectId: subject,
    subject,
    practice: false,
    releasedAt: at,
    at,
    submittedAt: at,
    mark: null,
    maxMark: 10,
    percent,
    waiting: 0,
    ...more,
  };
}
const label = (at: number) => `M${at}`;

Deno.test("trends() draws a line from two released tests of a subject, oldest first", () => {
  const series = trends([
    result("Maths", 3, 80),
    result("Maths", 1, 50),
    result("Hindi", 2, 70),
    result("Maths", 4, null),
    result("Maths", 5, 90, { practice: true }),
    result("Maths", 6, 90, { releasedAt: null }),
  ], label);
  assert.deepEqual(series.map(({ name }) => name), ["Maths"]);
  assert.deepEqual(series[0]?.points.map(({ fraction }) => fraction), [0.5, 0.8]);
});

Deno.test("trendFinding() says the change in points", () => {
  const say = (...percents: number[]) =>
    trendFinding(trends(percents.map((it, at) => result("M", at, it)), label)[0]!, "en");
  assert.equal(say(67.5, 83.3), "Up 15.8 points since M0.");
  assert.equal(say(80, 90, 79), "Down 1 point since M0.");
  assert.equal(say(80, 80), "The same as in M0.");
});

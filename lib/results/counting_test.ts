import assert from "node:assert/strict";
import { counted } from "./counting.ts";

const grade = (number: number, mark: number, overrides: Record<string, unknown> = {}) => ({
  id: `at${number}`,
  number,
  mark,
  maxMark: 10,
  state: "complete" as const,
  voided: false,
  ...overrides,
});
const GRADES = [grade(2, 8), grade(1, 5), grade(3, 8), grade(4, 6)];

Deno.test("counted() follows the assignment's rule", () => {
  assert.deepEqual(
    (["first", "last", "best", "mean"] as const).map((rule) => {
      const result = counted(GRADES, rule);
      return [result?.grade.id, result?.mark, result?.percent];
    }),
    [["at1", 5, 50], ["at4", 6, 60], ["at2", 8, 80], ["at4", 6.75, 67.5]],
  );
});

Deno.test("counted() leaves voided attempts out and is null without any other", () => {
  assert.equal(counted([grade(1, 5, { voided: true })], "best"), null);
  assert.equal(counted([], "last"), null);
  assert.equal(counted([...GRADES, grade(5, 10, { voided: true })], "last")?.grade.id, "at4");
});

Deno.test("counted() is provisional while an answer it may rest on waits", () => {
  const open = grade(5, 1, { state: "partial" });
  assert.equal(counted([...GRADES, open], "best")?.provisional, true);
  assert.equal(counted([...GRADES, open], "first")?.provisional, false);
  assert.equal(counted([...GRADES, open], "mean")?.provisional, true);
});

Deno.test("counted() rounds a mean to hundredths and knows no percent of nothing", () => {
  assert.equal(counted([grade(1, 1), grade(2, 1), grade(3, 2)], "mean")?.mark, 1.33);
  assert.equal(counted([grade(1, 0, { maxMark: 0 })], "best")?.percent, null);
});

import assert from "node:assert/strict";
import { idle, stillTooLong, tooLong } from "./budget.ts";
import type { Case } from "./junit.ts";

const BUDGET = { "long by design": { seconds: 20 }, "gone": { seconds: 9 } };
const took = (name: string, seconds: number): Case => ({
  ...{ file: "./a_test.ts", name, seconds, state: "passed" },
});
const CASES = [
  ...[took("quick", 5), took("slow", 5.1), took("long by design", 19)],
  ...[took("slow > a step", 5.1), took("toString", 7)],
];

Deno.test("a test longer than usual, or than its entry, is named, and no step", () => {
  const names = (cases: readonly Case[]) => tooLong(cases, BUDGET).map(({ name }) => name);
  assert.deepEqual(names(CASES), ["toString", "slow"]);
  assert.deepEqual(names([took("long by design", 21)]), ["long by design"]);
});

Deno.test("an entry that no test bears is named", () => {
  assert.deepEqual(idle(CASES, BUDGET), ["gone"]);
});

Deno.test("the fastest run by itself decides, and what is quick is not run again", async () => {
  const runs: Record<string, number[]> = { slow: [6, 4.9, 6], toString: [9, 6.5, 8] };
  const found = await stillTooLong(
    CASES,
    ({ name }) => Promise.resolve(runs[name]!.shift()!),
    BUDGET,
  );
  assert.deepEqual(found.map(({ name, seconds }) => [name, seconds]), [["toString", 6.5]]);
  assert.deepEqual(runs, { slow: [6], toString: [] });
});

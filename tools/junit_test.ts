import assert from "node:assert/strict";
import { filterOf, readCases, topLevel, withLeftOut } from "./junit.ts";

const one = (name: string, inside = "") =>
  `<testcase name="${name}" classname="./tests/a_test.ts" time="1.500" line="1" col="6">${inside}
   </testcase>`;
const REPORT = `<testsuites><testsuite name="./tests/a_test.ts" tests="6" disabled="2">
  ${one("a &amp; b")}
  ${one("left out", "<skipped/>")}
  ${one("has steps")}
  ${one("1 &gt; 0 holds", '<failure message="x">Error: &lt;skipped/&gt;</failure>')}
  ${one("has steps &gt; first")}
  ${one("has steps &gt; second", "<skipped/>")}
</testsuite></testsuites>`;

Deno.test("readCases() reads names, seconds and states of a report", () => {
  const cases = readCases(REPORT);
  assert.equal(cases.length, 6);
  assert.deepEqual(cases[0], {
    file: "./tests/a_test.ts",
    name: "a & b",
    seconds: 1.5,
    state: "passed",
  });
  assert.deepEqual(cases.map(({ state }) => state), [
    ...["passed", "ignored", "passed", "failed", "passed", "ignored"],
  ]);
  assert.throws(() => readCases("<testsuites/>"), /names no test file/);
});

Deno.test("steps are told from tests, also where a test's name looks like a step's", () => {
  const cases = readCases(REPORT);
  assert.deepEqual(topLevel(cases).map(({ name }) => name), [
    ...["a & b", "left out", "has steps", "1 > 0 holds"],
  ]);
  assert.deepEqual(withLeftOut(cases).map(({ name }) => name), ["left out", "has steps"]);
});

Deno.test("filterOf() chooses tests of exactly these names", () => {
  const filter = filterOf(["what is (a/b)?", "a.b", "a.b"]).slice("--filter=/".length, -1);
  const chosen = new RegExp(filter);
  assert.ok(chosen.test("what is (a/b)?") && chosen.test("a.b"));
  assert.ok(!chosen.test("a.b too") && !chosen.test("axb"));
});

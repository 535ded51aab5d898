import assert from "node:assert/strict";
import { leftOut } from "./test_servers.ts";

const suite = (name: string, disabled: number) =>
  `<testsuite name="${name}" tests="5" disabled="${disabled}" errors="0" failures="0">
    <testcase name="a" classname="${name}" time="0.1" line="1" col="6"></testcase></testsuite>`;

Deno.test("leftOut() names files with tests left out, but for those that have a task of their own", () => {
  const report = [
    suite("./tests/whole_test.ts", 0),
    suite("./tests/move_test.ts", 3),
    suite("./db/a&amp;b_test.ts", 1),
    suite("./tests/faults/outage_matrix_test.ts", 2),
    suite("./tests/two_processes_test.ts", 1),
  ];
  assert.deepEqual(leftOut(report.join("\n")), ["./tests/move_test.ts", "./db/a&b_test.ts"]);
  assert.throws(() => leftOut("<testsuites/>"), /names no test file/);
});

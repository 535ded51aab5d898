import assert from "node:assert/strict";
import { leftOut } from "./test_servers.ts";

const suite = (name: string, inside: string) =>
  `<testsuite name="${name}" tests="2" disabled="1" errors="0" failures="0">
    <testcase name="whole" classname="${name}" time="0.1" line="1" col="6"></testcase>
    <testcase name="on a server" classname="${name}" time="0" line="2" col="6">${inside}</testcase>
  </testsuite>`;

Deno.test("leftOut() names tests left out, but for those that have a task of their own", () => {
  const report = [
    suite("./tests/whole_test.ts", ""),
    suite("./tests/move_test.ts", "<skipped/>"),
    suite("./db/a&amp;b_test.ts", "<skipped/>"),
    suite("./tests/faults/outage_matrix_test.ts", "<skipped/>"),
    suite("./bench/main_test.ts", "<skipped/>"),
  ];
  assert.deepEqual(leftOut(report.join("\n")).map(({ file, name }) => [file, name]), [
    ["./tests/move_test.ts", "on a server"],
    ["./db/a&b_test.ts", "on a server"],
  ]);
  assert.throws(() => leftOut("<testsuites/>"), /names no test file/);
});

import assert from "node:assert/strict";
import type { Engine } from "../lib/store/deployment.ts";
import { runBench } from "./main.ts";
import { type Options, readOptions } from "./options.ts";
import { reportText } from "./report.ts";
import { importsOf } from "./script_size.ts";
import { WORKLOADS } from "./workloads.ts";

/** Little load, so that it holds beside other tests on a busy machine. */
const SHORT: Partial<Options> = {
  repeats: 1,
  seconds: 0.2,
  connections: { embedded: 4, mongodb: 4 },
  students: 60,
  startSeconds: 1.5,
  // One of its own: what other tests do to theirs is no fault of a workload.
  mongodbUrl: null,
};

Deno.test("readOptions() takes names and refuses what it does not know", () => {
  const options = readOptions(["save", "--repeats", "2", "--engines", "mongodb", "--write"]);
  const { workloads, repeats, engines, write, seconds } = options;
  assert.deepEqual({ workloads, repeats, engines, write, seconds }, {
    workloads: ["save"],
    repeats: 2,
    engines: ["mongodb"],
    write: true,
    seconds: 3,
  });
  assert.ok(readOptions([]).workloads.includes("cold_start"));
  assert.throws(() => readOptions(["--repeats", "none"]), /no number/);
  assert.throws(() => readOptions(["speed"]), /Cannot understand speed/);
  assert.throws(() => readOptions(["--engines", "paper"]), /paper/);
});

Deno.test("importsOf() finds what a module imports before it runs", () => {
  const text = 'import{a}from"./chunk-A.js";import"./b.js";const c=()=>import("./later.js");';
  assert.deepEqual(importsOf(text), ["chunk-A.js", "b.js"]);
});

Deno.test(
  "every workload runs on the embedded store",
  { ignore: Deno.env.get("TEST_ALL") !== "1", timeout: 60_000 },
  () => holds("embedded"),
);

Deno.test("every workload runs on MongoDB", {
  ignore: Deno.env.get("TEST_ALL") !== "1",
  timeout: 240_000,
}, () => holds("mongodb"));

/** Each workload gives right answers from the product and every peer, and appears in the report. */
async function holds(engine: Engine): Promise<void> {
  const told: string[] = [];
  const options: Options = { ...readOptions(["--engines", engine]), ...SHORT };
  const report = await runBench(options, (line) => told.push(line));
  const [{ measured, coldStarts } = { measured: [], coldStarts: null }] = report.engines;
  const expected = WORKLOADS.filter(({ engines }) => engines.includes(engine));
  assert.deepEqual(measured.map(({ workload }) => workload.name), expected.map(({ name }) => name));
  for (const { workload, runs } of measured) {
    for (const target of workload.targets) {
      const [run] = runs[target]!;
      assert.ok(run && run.requests > 0, `${workload.name} ${target} sent nothing`);
      // The server made for tests may keep some waiting for too long on a busy machine.
      const most = engine === "embedded" ? 0 : run.requests - 1;
      assert.ok(run.errors <= most, `${workload.name} ${target}: ${told.join("\n")}`);
    }
  }
  assert.equal(coldStarts?.probe.ms.length, engine === "embedded" ? 1 : undefined);
  assert.ok(report.scriptSizes.some(({ kb }) => kb > 0));
  const text = reportText(report);
  for (const { name } of expected) assert.match(text, new RegExp(`### ${name}: `));
}

import assert from "node:assert/strict";
import { chosen } from "./chosen.ts";

const FAULTS = ["refuse", "reset", "stall", "cut", "killed", "refuse, and the product killed"]
  .map((name) => ({ name }));
const names = (env: Record<string, string>) => chosen(FAULTS, env).map(({ name }) => name);

Deno.test("a run meets all faults, those named in part, or one", () => {
  assert.equal(names({}).length, FAULTS.length);
  assert.deepEqual(names({ FAULT_CELL: "stall,refuse" }), [
    ...["refuse", "stall", "refuse, and the product killed"],
  ]);
  assert.deepEqual(names({ FAULT_ONLY: "refuse" }), ["refuse"]);
  assert.throws(() => names({ FAULT_ONLY: "ref" }), /name no fault/);
});

Deno.test("a sample is drawn by its seed, and each fault comes in some", () => {
  const met = new Set<string>();
  for (let seed = 0; seed < 50; seed++) {
    const env = { FAULT_SAMPLE: "2", FAULT_SEED: `${seed}` };
    assert.equal(names(env).length, 2);
    assert.deepEqual(names(env), names(env));
    for (const name of names(env)) met.add(name);
  }
  assert.equal(met.size, FAULTS.length);
  assert.equal(names({ FAULT_SAMPLE: "20" }).length, FAULTS.length);
  assert.throws(() => names({ FAULT_SAMPLE: "some" }), /no count/);
});

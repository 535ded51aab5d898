import assert from "node:assert/strict";
import { Debts } from "./debts.ts";

Deno.test("Debts are paid in turn until one cannot be, and forgotten when they matter no more", async () => {
  const debts = new Debts();
  const paid: string[] = [];
  let away = true;
  assert.equal(await debts.settle(), true);
  debts.add(() => Promise.resolve(void paid.push("late")), 0);
  debts.add(() => Promise.resolve(void paid.push("first")), 60_000);
  debts.add(
    () => away ? Promise.reject(new Error("away")) : Promise.resolve(void paid.push("second")),
    60_000,
  );
  assert.equal(await debts.settle(), false);
  assert.deepEqual(paid, ["first"]);
  away = false;
  assert.equal(await debts.settle(), true);
  assert.deepEqual(paid, ["first", "second"]);
});

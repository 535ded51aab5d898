import assert from "node:assert/strict";
import { TwoAges } from "./two_ages.ts";

Deno.test("TwoAges forgets what was not used while its room was filled anew", () => {
  const ages = new TwoAges<string>(40);
  ages.set("a", "A", 9);
  ages.set("b", "B", 9);
  ages.set("c", "C", 9);
  assert.equal(ages.get("a"), "A");
  ages.set("d", "D", 9);
  assert.deepEqual(["a", "b", "c", "d"].map((key) => ages.get(key)), ["A", undefined, "C", "D"]);
});

Deno.test("TwoAges gives the newest value, and none that was removed from either age", () => {
  const ages = new TwoAges<string>(40);
  ages.set("a", "old", 9);
  ages.set("a", "new", 9);
  assert.equal(ages.get("a"), "new");
  ages.set("b", "B", 9);
  ages.remove("a");
  ages.remove("b");
  assert.deepEqual([ages.get("a"), ages.get("b")], [undefined, undefined]);
  ages.set("c", "C", 9);
  ages.clear();
  assert.equal(ages.get("c"), undefined);
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { KeyPart } from "../../lib/store/store.ts";
import { afterKey, encodeKey } from "./keys.ts";

const part = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.string({ unit: fc.constantFrom("\u0000", "\u0001", "\u0002", "\u0003", " ", "a", "b", "t") }),
  fc.string(),
);

/** Numbers before strings; UTF-16 order, which is what JavaScript compares by. */
function compare(a: readonly KeyPart[], b: readonly KeyPart[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined) return 1;
    if (typeof left !== typeof right) return typeof left === "number" ? -1 : 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

Deno.test("encodeKey() keeps the order of keys, whatever is in them", () => {
  const keys = fc.array(part, { maxLength: 4 });
  fc.assert(fc.property(keys, keys, (a, b) => {
    const [left, right] = [encodeKey(a), encodeKey(b)];
    const order = left < right ? -1 : left > right ? 1 : 0;
    assert.equal(order, Math.sign(compare(a, b)));
  }));
});

Deno.test("afterKey() stands after all keys that go on, and before the next", () => {
  fc.assert(fc.property(fc.array(part, { maxLength: 3 }), part, part, (prefix, next, more) => {
    const base = encodeKey(prefix);
    const longer = encodeKey([...prefix, next, more]);
    assert.ok(base <= longer && longer < afterKey(base));
  }));
  assert.ok(afterKey(encodeKey(["a"])) < encodeKey(["b"]));
  assert.ok(afterKey(encodeKey(["a"])) < encodeKey(["a "]));
});

Deno.test("encodeKey() makes no difference between 0 and -0, and refuses what has no order", () => {
  assert.equal(encodeKey([-0]), encodeKey([0]));
  assert.throws(() => encodeKey([NaN]), /none/);
});

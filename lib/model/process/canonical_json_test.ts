import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson } from "./canonical_json.ts";

Deno.test("canonicalJson() sorts keys at every depth and keeps the order of lists", () => {
  const value = { b: [{ z: 1, a: null }, "x"], a: undefined, "10": true, "9": 1.5 };
  assert.equal(canonicalJson(value), '{"10":true,"9":1.5,"b":[{"a":null,"z":1},"x"]}');
});

Deno.test("canonicalJson() says the same as JSON", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const plain = JSON.parse(JSON.stringify(value));
    assert.deepEqual(JSON.parse(canonicalJson(plain)), plain);
  }));
});

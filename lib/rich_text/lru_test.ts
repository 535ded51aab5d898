import assert from "node:assert/strict";
import { TextCache } from "./lru.ts";

Deno.test("TextCache forgets what was used longest ago once the bound is passed", () => {
  const cache = new TextCache<number>(10);
  cache.set("a", 1, 3);
  cache.set("b", 2, 3);
  assert.equal(cache.get("a"), 1);
  cache.set("c", 3, 3);
  assert.equal(cache.get("b"), undefined);
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.chars, 8);
});

Deno.test("TextCache replaces a value, counts it once, and keeps nothing larger than itself", () => {
  const cache = new TextCache<number>(10);
  cache.set("a", 1, 9);
  cache.set("a", 2, 4);
  assert.equal(cache.get("a"), 2);
  assert.equal(cache.chars, 5);
  cache.set("b", 3, 10);
  assert.equal(cache.get("b"), undefined);
  assert.equal(cache.get("a"), 2);
});

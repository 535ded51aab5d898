import assert from "node:assert/strict";
import { ReadCache } from "./read_cache.ts";

/** A value that is given when it is let go, and a count of how often it was read. */
function slow<T>(): { load: () => Promise<T>; give: (value: T) => void; reads: () => number } {
  const waiting: PromiseWithResolvers<T>[] = [];
  return {
    load() {
      const asked = Promise.withResolvers<T>();
      waiting.push(asked);
      return asked.promise;
    },
    give: (value) => waiting.shift()!.resolve(value),
    reads: () => waiting.length,
  };
}

Deno.test("ReadCache reads once, and once for all who ask at once", async () => {
  const cache = new ReadCache();
  const { load, give, reads } = slow<string>();
  const both = Promise.all([cache.read("a", load), cache.read("a", load)]);
  assert.equal(reads(), 1);
  give("one");
  assert.deepEqual(await both, ["one", "one"]);
  assert.equal(await cache.read("a", load), "one");
  assert.equal(reads(), 0);
});

Deno.test("ReadCache keeps that there is nothing", async () => {
  const cache = new ReadCache();
  let reads = 0;
  const load = () => {
    reads++;
    return Promise.resolve(null);
  };
  assert.equal(await cache.read("a", load), null);
  assert.equal(await cache.read("a", load), null);
  assert.deepEqual(await cache.readAll(["a"], () => Promise.reject(new Error("read"))), [null]);
  assert.equal(reads, 1);
});

Deno.test("ReadCache.readAll() asks for what is missing alone, in the order of the keys", async () => {
  const cache = new ReadCache();
  await cache.read("b", () => Promise.resolve("B"));
  const asked: number[][] = [];
  const load = (places: number[]) => {
    asked.push(places);
    return Promise.resolve(places.map((place) => ["A", "", "C"][place]!));
  };
  assert.deepEqual(await cache.readAll(["a", "b", "c"], load), ["A", "B", "C"]);
  assert.deepEqual(await cache.readAll(["a", "b", "c"], load), ["A", "B", "C"]);
  assert.deepEqual(asked, [[0, 2]]);
});

Deno.test("ReadCache keeps no read that a change came into", async () => {
  const cache = new ReadCache();
  const { load, give } = slow<string>();
  const read = cache.read("a", load);
  await cache.change({ keys: ["a"] }, () => Promise.resolve(true));
  const again = cache.read("a", () => Promise.resolve("new"));
  give("old");
  assert.equal(await read, "old");
  assert.equal(await again, "new");
  assert.equal(await cache.read("a", load), "new");
});

Deno.test("ReadCache gives and keeps nothing while a change is under way", async () => {
  const cache = new ReadCache();
  await cache.read("a", () => Promise.resolve("kept"));
  const commit = slow<string>();
  const changing = cache.change({ keys: ["a"], after: (result) => result }, commit.load);
  assert.equal(await cache.read("a", () => Promise.resolve("old")), "old");
  assert.equal(await cache.read("a", () => Promise.resolve("new")), "new");
  assert.equal(cache.peek("a"), undefined);
  commit.give("new");
  await changing;
  assert.equal(cache.peek("a"), "new");
});

Deno.test("ReadCache forgets all keys of a change, failed ones too, and keeps what stands then", async () => {
  const cache = new ReadCache();
  for (const key of ["a", "b"]) await cache.read(key, () => Promise.resolve("old"));
  await cache.change({ keys: ["a", "b"], after: (result) => result }, () => Promise.resolve("new"));
  assert.equal(cache.peek("a"), "new");
  assert.equal(cache.peek("b"), undefined);
  await assert.rejects(
    cache.change({ keys: ["a"] }, () => Promise.reject(new Error("disk"))),
    /disk/,
  );
  assert.equal(cache.peek("a"), undefined);
});

Deno.test("ReadCache keeps the result of neither of two changes at once", async () => {
  const cache = new ReadCache();
  const [first, second] = [slow<string>(), slow<string>()];
  const changes = [
    cache.change({ keys: ["a"], after: (result) => result }, first.load),
    cache.change({ keys: ["a"], after: (result) => result }, second.load),
  ];
  second.give("second");
  await changes[1];
  first.give("first");
  await changes[0];
  assert.equal(cache.peek("a"), undefined);
});

Deno.test("ReadCache freezes what it keeps, and keeps nothing that failed or is large", async () => {
  const cache = new ReadCache();
  const row = await cache.read("a", () => Promise.resolve({ list: [1] }));
  assert.throws(() => row.list.push(2), TypeError);
  await assert.rejects(cache.read("b", () => Promise.reject(new Error("gone"))), /gone/);
  assert.equal(await cache.read("b", () => Promise.resolve("there")), "there");
  await cache.read("c", () => Promise.resolve("x".repeat(40_000)));
  assert.equal(cache.peek("c"), undefined);
});

Deno.test("ReadCache counts the changes of a group, failed ones too", async () => {
  const cache = new ReadCache();
  assert.equal(cache.version("people"), 0);
  await cache.change({ keys: ["a"], groups: ["people", "all"] }, () => Promise.resolve(true));
  await assert.rejects(
    cache.change({ keys: ["b"], groups: ["people"] }, () => Promise.reject(new Error("disk"))),
  );
  assert.equal(cache.version("people"), 2);
  assert.equal(cache.version("all"), 1);
});

Deno.test("ReadCache reads a group anew after every change, and while one is under way", async () => {
  const cache = new ReadCache();
  let reads = 0;
  const list = () => cache.readOf("people", "all", () => Promise.resolve(++reads));
  assert.deepEqual([await list(), await list()], [1, 1]);
  const commit = slow<boolean>();
  const changing = cache.change({ keys: ["a"], groups: ["people"] }, commit.load);
  assert.deepEqual([await list(), await list()], [2, 3]);
  commit.give(true);
  await changing;
  assert.deepEqual([await list(), await list()], [4, 4]);
});

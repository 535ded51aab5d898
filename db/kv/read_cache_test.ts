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
  await cache.change(["a"], () => Promise.resolve(true));
  const again = cache.read("a", () => Promise.resolve("new"));
  give("old");
  assert.equal(await read, "old");
  assert.equal(await again, "new");
  assert.equal(await cache.read("a", load), "new");
});

Deno.test("ReadCache keeps no read begun while a change was under way", async () => {
  const cache = new ReadCache();
  const commit = slow<string>();
  const changing = cache.change(["a"], commit.load, { after: (result) => result });
  assert.equal(await cache.read("a", () => Promise.resolve("old")), "old");
  commit.give("new");
  await changing;
  assert.equal(cache.peek("a"), undefined);
});

Deno.test("ReadCache forgets all keys of a change, failed ones too, and keeps what stands then", async () => {
  const cache = new ReadCache();
  for (const key of ["a", "b"]) await cache.read(key, () => Promise.resolve("old"));
  await cache.change(["a", "b"], () => Promise.resolve("new"), { after: (result) => result });
  assert.equal(cache.peek("a"), "new");
  assert.equal(cache.peek("b"), undefined);
  await assert.rejects(cache.change(["a"], () => Promise.reject(new Error("disk"))), /disk/);
  assert.equal(cache.peek("a"), undefined);
});

Deno.test("ReadCache keeps the result of the last of two changes alone", async () => {
  const cache = new ReadCache();
  const [first, second] = [slow<string>(), slow<string>()];
  const changes = [
    cache.change(["a"], first.load, { after: (result) => result }),
    cache.change(["a"], second.load, { after: (result) => result }),
  ];
  second.give("second");
  await changes[1];
  first.give("first");
  await changes[0];
  assert.notEqual(cache.peek("a"), "first");
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
  assert.equal(cache.changes("people"), 0);
  await cache.change(["a"], () => Promise.resolve(true), { groups: ["people", "all"] });
  await assert.rejects(
    cache.change(["b"], () => Promise.reject(new Error("disk")), { groups: ["people"] }),
  );
  assert.equal(cache.changes("people"), 2);
  assert.equal(cache.changes("all"), 1);
});

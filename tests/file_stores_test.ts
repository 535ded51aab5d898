import assert from "node:assert/strict";
import { KvFileStore } from "../db/kv/files.ts";
import { aFile, testFileStore } from "./file_store_contract.ts";

async function countValues(kv: Deno.Kv): Promise<number> {
  let n = 0;
  for await (const _ of kv.list({ prefix: [] })) n++;
  return n;
}

testFileStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvFileStore(kv), () => countValues(kv));
});

/** A KV whose commits fail from the given one on, as when the process dies. */
function failingFrom(kv: Deno.Kv, commits: number): Deno.Kv {
  let left = commits;
  return new Proxy(kv, {
    get(target, name) {
      if (name === "atomic") {
        if (left-- <= 0) throw new Error("the machine stopped");
        return () => target.atomic();
      }
      if (left < 0) throw new Error("the machine stopped");
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

Deno.test("KvFileStore shows nothing of an upload cut short, and sweeps it when it is old", async () => {
  using kv = await Deno.openKv(":memory:");
  const file = aFile({ size: 1_500_000 });
  const bytes = new Uint8Array(file.size);
  // The mark and one batch of chunks are written.
  await assert.rejects(new KvFileStore(failingFrom(kv, 2)).put(file, bytes), /the machine stopped/);
  const store = new KvFileStore(kv);
  assert.equal(await countValues(kv), 11);
  assert.equal(await store.find(file), null);
  assert.equal(await store.read(file), null);
  assert.equal(await store.sweep(file.createdAt - 1), 0);
  assert.equal(await countValues(kv), 11);
  assert.equal(await store.sweep(file.createdAt), 1);
  assert.equal(await countValues(kv), 0);
});

Deno.test("KvFileStore finishes a removal cut short", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new KvFileStore(kv);
  await store.put(aFile({ size: 100_000 }), new Uint8Array(100_000));
  await assert.rejects(new KvFileStore(failingFrom(kv, 1)).remove(aFile()), /the machine stopped/);
  assert.equal(await store.find(aFile()), null);
  assert.equal(await store.sweep(0), 1);
  assert.equal(await countValues(kv), 0);
});

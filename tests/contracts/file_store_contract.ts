import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { FileBytes, FileStore } from "../../lib/files/files.ts";
import type { StoredFile } from "../../lib/model/files/file_schema.ts";
import type { EngineOptions } from "./table_contract.ts";

export function aFile(overrides: Partial<StoredFile> = {}): StoredFile {
  return {
    id: "f1",
    schoolId: "s1",
    createdAt: 1_000,
    ownerId: "t1",
    name: "image.png",
    mime: "image/png",
    size: 3,
    width: 1,
    height: 1,
    sha256: "a".repeat(64),
    ...overrides,
  };
}

/** Bytes that differ from place to place, so that chunks in a wrong order show. */
function bytesOf(size: number): FileBytes {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) % 256);
}

/** What every engine's file store must do. @param withStore May give the number of stored values, for leftovers. */
export function testFileStore(
  engine: string,
  withStore: (
    use: (store: FileStore, values: () => Promise<number>) => Promise<void>,
  ) => Promise<void>,
  options: EngineOptions = {},
): void {
  // Around the chunks of the engines, 61,440 and 261,120 bytes.
  const sizes = [
    ...[1, 61_439, 61_440, 61_441, 261_119, 261_120, 261_121],
    ...[614_400, 614_401, 3_000_000],
  ];
  for (const size of sizes) {
    Deno.test(
      `${engine} file store gives back ${size} bytes as they were`,
      options,
      () =>
        withStore(async (store) => {
          const bytes = bytesOf(size);
          await store.put(aFile({ size }), bytes);
          assert.deepEqual(await store.find(aFile()), aFile({ size }));
          const back = await store.read(aFile());
          assert.equal(back?.length, size);
          assert.equal(Buffer.compare(Buffer.from(back!), Buffer.from(bytes)), 0);
        }),
    );
  }

  Deno.test(
    `${engine} file store has nothing of what it was never given`,
    options,
    () =>
      withStore(async (store) => {
        assert.equal(await store.find(aFile()), null);
        assert.equal(await store.read(aFile()), null);
        assert.equal(await store.findSame(aFile()), null);
        await store.remove(aFile());
      }),
  );

  Deno.test(`${engine} file store keeps schools apart`, options, () =>
    withStore(async (store) => {
      await store.put(aFile(), bytesOf(3));
      assert.equal(await store.find(aFile({ schoolId: "s2" })), null);
      assert.equal(await store.read(aFile({ schoolId: "s2" })), null);
      assert.equal(await store.findSame(aFile({ schoolId: "s2" })), null);
      await store.remove(aFile({ schoolId: "s2" }));
      assert.notEqual(await store.find(aFile()), null);
      await store.put(aFile({ schoolId: "s2" }), bytesOf(3));
    }));

  Deno.test(
    `${engine} file store refuses an id twice, and an owner's same bytes twice`,
    options,
    () =>
      withStore(async (store) => {
        await store.put(aFile(), bytesOf(3));
        const other = { sha256: "b".repeat(64) };
        await assert.rejects(store.put(aFile(other), bytesOf(2)), { code: "conflict" });
        await assert.rejects(store.put(aFile({ id: "f2" }), bytesOf(3)), { code: "conflict" });
        assert.equal(await store.find(aFile({ id: "f2" })), null);
        assert.equal((await store.read(aFile()))?.length, 3);
        assert.equal((await store.findSame(aFile()))?.id, "f1");
        await store.put(aFile({ id: "f3", ownerId: "t2" }), bytesOf(3));
      }),
  );

  Deno.test(
    `${engine} file store says what one person keeps`,
    options,
    () =>
      withStore(async (store) => {
        const nothing = { files: 0, bytes: 0 };
        const [own, none] = [{ schoolId: "s1", ownerId: "t1" }, { schoolId: "s2", ownerId: "t1" }];
        assert.deepEqual(await store.usedBy(own), nothing);
        for (let n = 0; n < 12; n++) {
          const sha256 = n.toString(16).repeat(64).slice(0, 64);
          await store.put(aFile({ id: `f${n}`, sha256, size: 10 + n }), bytesOf(10 + n));
        }
        await store.put(aFile({ id: "g1", ownerId: "t10" }), bytesOf(3));
        await store.put(aFile({ id: "g2", ownerId: "t" }), bytesOf(3));
        assert.deepEqual(await store.usedBy(own), { files: 12, bytes: 186 });
        assert.deepEqual(await store.usedBy(none), nothing);
        await store.remove(aFile({ id: "f0" }));
        assert.deepEqual(await store.usedBy(own), { files: 11, bytes: 176 });
      }),
  );

  Deno.test(
    `${engine} file store keeps one of two equal uploads at the same time`,
    options,
    () =>
      withStore(async (store) => {
        const size = 200_000;
        const results = await Promise.allSettled(
          ["f1", "f2", "f3"].map((id) => store.put(aFile({ id, size }), bytesOf(size))),
        );
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
        const same = await store.findSame(aFile());
        assert.equal((await store.read(same!))?.length, size);
      }),
  );

  Deno.test(
    `${engine} file store leaves nothing behind when a file is removed`,
    options,
    () =>
      withStore(async (store, values) => {
        await store.put(aFile({ size: 200_000 }), bytesOf(200_000));
        await store.remove(aFile());
        assert.equal(await store.find(aFile()), null);
        assert.equal(await store.read(aFile()), null);
        assert.equal(await values(), 0);
        await store.put(aFile(), bytesOf(3));
        assert.equal((await store.read(aFile()))?.length, 3);
      }),
  );

  Deno.test(
    `${engine} file store sweeps nothing that is whole`,
    options,
    () =>
      withStore(async (store) => {
        await store.put(aFile(), bytesOf(3));
        assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER), 0);
        assert.equal((await store.read(aFile()))?.length, 3);
      }),
  );
}

import type { FileBytes, FileStore } from "../../lib/files/files.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { type StoredFile, StoredFileSchema } from "../../lib/model/files/file_schema.ts";
import type { RowRef } from "../../lib/store/store.ts";

/** A value takes 64 KiB with its frame, a commit 800 KiB. */
const CHUNK_BYTES = 61_440;
const CHUNKS_AT_ONCE = 10;

/**
 * Files under `["file", school, id]`, their bytes under `["file_bytes", school, id, n]`. A mark under
 * `["file_half", school, id]` says since when bytes stand without a row: written before the first of them, taken away
 * in the commit that writes the row; and the other way round when a file is removed.
 */
export class KvFileStore implements FileStore {
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  async put(file: StoredFile, bytes: FileBytes): Promise<void> {
    const row = StoredFileSchema.parse(file);
    const mark = await this.#kv.atomic()
      .check({ key: rowKey(row), versionstamp: null }, { key: halfKey(row), versionstamp: null })
      .set(halfKey(row), row.createdAt).commit();
    if (!mark.ok) throw taken();
    try {
      await this.#writeBytes(row, bytes);
      const { ok } = await this.#kv.atomic()
        .check({ key: sameKey(row), versionstamp: null })
        .check({ key: halfKey(row), versionstamp: mark.versionstamp })
        .set(rowKey(row), row).set(sameKey(row), row.id).delete(halfKey(row)).commit();
      if (!ok) throw taken();
    } catch (error) {
      await this.#clear(row);
      throw error;
    }
  }

  async find(ref: RowRef): Promise<StoredFile | null> {
    const { value } = await this.#kv.get(rowKey(ref));
    return value === null ? null : StoredFileSchema.parse(value);
  }

  async findSame(
    it: Pick<StoredFile, "schoolId" | "ownerId" | "sha256">,
  ): Promise<StoredFile | null> {
    const { value } = await this.#kv.get<string>(sameKey(it));
    return value === null ? null : await this.find({ schoolId: it.schoolId, id: value });
  }

  async usedBy(
    { schoolId, ownerId }: { schoolId: string; ownerId: string },
  ): Promise<{ files: number; bytes: number }> {
    const keys: Deno.KvKey[] = [];
    const own = this.#kv.list<string>({ prefix: ["file_same", schoolId, ownerId] });
    for await (const { value: id } of own) keys.push(rowKey({ schoolId, id }));
    const used = { files: 0, bytes: 0 };
    for (let i = 0; i < keys.length; i += CHUNKS_AT_ONCE) {
      for (const { value } of await this.#kv.getMany(keys.slice(i, i + CHUNKS_AT_ONCE))) {
        if (value === null) continue;
        used.files++;
        used.bytes += StoredFileSchema.parse(value).size;
      }
    }
    return used;
  }

  async read(ref: RowRef): Promise<FileBytes | null> {
    const file = await this.find(ref);
    if (file === null) return null;
    const bytes = new Uint8Array(file.size);
    const keys = chunkKeys(file, file.size);
    for (let i = 0; i < keys.length; i += CHUNKS_AT_ONCE) {
      const chunks = await this.#kv.getMany<Uint8Array[]>(keys.slice(i, i + CHUNKS_AT_ONCE));
      for (const [j, { value }] of chunks.entries()) {
        // Removed while it was being read.
        if (value === null) return null;
        bytes.set(value, (i + j) * CHUNK_BYTES);
      }
    }
    return bytes;
  }

  async remove(ref: RowRef): Promise<void> {
    const file = await this.find(ref);
    if (file === null) return;
    await this.#kv.atomic()
      .delete(rowKey(file)).delete(sameKey(file)).set(halfKey(file), 0).commit();
    await this.#clear(file);
  }

  async sweep(at: number): Promise<number> {
    let swept = 0;
    for await (const { key, value } of this.#kv.list<number>({ prefix: ["file_half"] })) {
      const [, schoolId, id] = key;
      if (value > at || typeof schoolId !== "string" || typeof id !== "string") continue;
      await this.#clear({ schoolId, id });
      swept++;
    }
    return swept;
  }

  async #writeBytes(file: StoredFile, bytes: FileBytes): Promise<void> {
    const keys = chunkKeys(file, bytes.length);
    for (let i = 0; i < keys.length; i += CHUNKS_AT_ONCE) {
      const write = this.#kv.atomic();
      for (const [j, key] of keys.slice(i, i + CHUNKS_AT_ONCE).entries()) {
        const from = (i + j) * CHUNK_BYTES;
        write.set(key, bytes.slice(from, from + CHUNK_BYTES));
      }
      await write.commit();
    }
  }

  /** Takes away the bytes, and the mark last, so that a clearing cut short goes on later. */
  async #clear(ref: RowRef): Promise<void> {
    // A commit whose answer was lost may have been made.
    if (await this.find(ref) !== null) return;
    const keys: Deno.KvKey[] = [];
    for await (const { key } of this.#kv.list({ prefix: bytesKey(ref) })) keys.push(key);
    for (let i = 0; i < keys.length; i += 100) {
      const write = this.#kv.atomic();
      for (const key of keys.slice(i, i + 100)) write.delete(key);
      await write.commit();
    }
    await this.#kv.delete(halfKey(ref));
  }
}

function taken(): DomainError {
  return new DomainError("conflict", "This file is kept already");
}

function rowKey({ schoolId, id }: RowRef): Deno.KvKey {
  return ["file", schoolId, id];
}

function halfKey({ schoolId, id }: RowRef): Deno.KvKey {
  return ["file_half", schoolId, id];
}

function sameKey(
  { schoolId, ownerId, sha256 }: Pick<StoredFile, "schoolId" | "ownerId" | "sha256">,
): Deno.KvKey {
  return ["file_same", schoolId, ownerId, sha256];
}

function bytesKey({ schoolId, id }: RowRef): Deno.KvKey {
  return ["file_bytes", schoolId, id];
}

function chunkKeys(ref: RowRef, size: number): Deno.KvKey[] {
  const count = Math.ceil(size / CHUNK_BYTES);
  return Array.from({ length: count }, (_, n) => [...bytesKey(ref), n]);
}

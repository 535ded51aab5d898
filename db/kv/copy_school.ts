import { serialize } from "node:v8";
import { cacheOf } from "./read_cache.ts";

/** The id of a school that is being copied in; gone when it is there. */
const MARK = ["meta", "copying_school"];

/** Well below what Deno KV takes in one commit: 1,000 changes, 81,920 bytes of keys, 819,200 bytes in all. */
const BATCH_CHANGES = 200;
const BATCH_BYTES = 500_000;

/**
 * Copies a store that holds one school into one that holds none. The school itself comes last, with what belongs to no
 * school: killed before that, the store still has no school, and {@linkcode dropHalfSchool} takes away what was copied.
 */
export async function copySchool(from: Deno.Kv, to: Deno.Kv, schoolId: string): Promise<void> {
  await to.set(MARK, schoolId);
  const last: Deno.KvEntry<unknown>[] = [];
  let batch: Deno.KvEntry<unknown>[] = [];
  let bytes = 0;
  for await (const entry of from.list<unknown>({ prefix: [] }, { batchSize: 500 })) {
    if (entry.key[1] === "schools" || !isOf(entry, schoolId)) {
      last.push(entry);
      continue;
    }
    const size = serialize(entry.value).byteLength;
    if (batch.length === BATCH_CHANGES || bytes + size > BATCH_BYTES) {
      await write(to, batch).commit();
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += size;
  }
  await write(to, batch).commit();
  await write(to, last).delete(MARK).commit();
  cacheOf(to).clear();
}

function write(kv: Deno.Kv, entries: readonly Deno.KvEntry<unknown>[]): Deno.AtomicOperation {
  const atomic = kv.atomic();
  for (const { key, value } of entries) atomic.set(key, value);
  return atomic;
}

/** Rows, parts and lists name the school in their key; claims and lists of the whole installation point to its rows. */
function isOf({ key, value }: Deno.KvEntry<unknown>, schoolId: string): boolean {
  if (key.includes(schoolId)) return true;
  return typeof value === "object" && value !== null && "schoolId" in value &&
    value.schoolId === schoolId;
}

/** Takes away what a copy left that was cut off. @returns Whether there was one. */
export async function dropHalfSchool(kv: Deno.Kv): Promise<boolean> {
  const { value: schoolId } = await kv.get<string>(MARK);
  if (schoolId === null) return false;
  let keys: Deno.KvKey[] = [];
  for await (const entry of kv.list<unknown>({ prefix: [] }, { batchSize: 500 })) {
    if (isOf(entry, schoolId)) keys.push(entry.key);
    if (keys.length === BATCH_CHANGES) {
      await remove(kv, keys).commit();
      keys = [];
    }
  }
  await remove(kv, keys).delete(MARK).commit();
  cacheOf(kv).clear();
  return true;
}

function remove(kv: Deno.Kv, keys: readonly Deno.KvKey[]): Deno.AtomicOperation {
  const atomic = kv.atomic();
  for (const key of keys) atomic.delete(key);
  return atomic;
}

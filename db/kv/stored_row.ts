import type { Row, TableSpec } from "../../lib/store/store.ts";

/** A row of more bytes as JSON is split; KV refuses values above 64 KiB serialised. */
const WHOLE_BYTES = 30_000;
const PART_BYTES = 60_000;

export interface StoredRow<R> {
  row: R;
  entry: Deno.KvEntry<unknown>;
  partKeys: Deno.KvKey[];
}

/** What stands in place of a split row. */
interface SplitHead {
  stamp: string;
  parts: number;
}

export interface RowParts {
  head: unknown;
  parts: { stamp: string; n: number; bytes: Uint8Array }[];
}

/** The value to write for a row, and its parts when it is too large for one value. */
export function partsOf(row: unknown): RowParts {
  const bytes = new TextEncoder().encode(JSON.stringify(row));
  if (bytes.length <= WHOLE_BYTES) return { head: { row }, parts: [] };
  const stamp = crypto.randomUUID();
  const parts: RowParts["parts"] = [];
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    parts.push({ stamp, n: parts.length, bytes: bytes.slice(at, at + PART_BYTES) });
  }
  return { head: { stamp, parts: parts.length } satisfies SplitHead, parts };
}

/**
 * The row behind a KV entry, checked.
 *
 * @returns `null` when the row was replaced while its parts were being read: read the entry again.
 * @throws {Error} for a row that no longer fits its schema.
 */
export async function storedRow<R extends Row>(
  kv: Deno.Kv,
  entry: Deno.KvEntry<unknown>,
  parts: Deno.KvKey,
  spec: TableSpec<R>,
): Promise<StoredRow<R> | null> {
  const value = entry.value as { row: unknown } | SplitHead;
  if ("row" in value) return { row: checked(spec, entry.key, value.row), entry, partKeys: [] };
  const chunks: Uint8Array[] = [];
  const partKeys: Deno.KvKey[] = [];
  for await (const part of kv.list<Uint8Array>({ prefix: [...parts, value.stamp] })) {
    chunks.push(part.value);
    partKeys.push(part.key);
  }
  if (chunks.length !== value.parts) return null;
  const text = await new Blob(chunks as BlobPart[]).text();
  return { row: checked(spec, entry.key, JSON.parse(text)), entry, partKeys };
}

function checked<R extends Row>(spec: TableSpec<R>, key: Deno.KvKey, value: unknown): R {
  const result = spec.schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`Cannot read row ${key.join("/")}: ${result.error.issues[0]?.path.join(".")}`, {
    cause: result.error,
  });
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { FileBytes } from "../files/files.ts";
import type { Answer, Attempt, AttemptEvent, Paper } from "../model/attempts/attempt_schema.ts";
import { canonicalJson } from "../model/process/canonical_json.ts";
import type { StoredFile } from "../model/files/file_schema.ts";
import type { RowRef } from "./store.ts";
import { TABLES } from "./tables.ts";

const TABLE_NAMES: readonly string[] = Object.values(TABLES).map(({ name }) => name);

/** Everything that is kept, by kind: the rows of each table, then what stands in no table. */
export const KINDS: readonly string[] = [
  ...TABLE_NAMES,
  "attempts",
  "files",
  "sessions",
  "receipt_keys",
];

/** What the kind `attempts` holds. */
export interface WholeAttempt {
  attempt: Attempt;
  paper: Paper;
  /** By slot. */
  answers: Answer[];
  events: AttemptEvent[];
}

/** What the kind `files` holds. */
export interface WholeFile {
  file: StoredFile;
  bytes: FileBytes;
}

/** A row, a {@linkcode WholeAttempt}, a {@linkcode WholeFile}, a session, or the stored signing keys. */
export interface StoredThing {
  /** School and id with a slash between, or the id of what belongs to no school. */
  key: string;
  value: unknown;
}

/** All things of one kind. */
export interface Holding {
  /** Those after the key `after`, in an order that stays. */
  read(after?: string | null): AsyncIterable<StoredThing>;

  /** Inserts or replaces. Cut short, it is called with the same again. */
  write(things: readonly StoredThing[]): Promise<void>;
}

/** Everything an engine keeps, for moves and backups: nobody else works on the store meanwhile. */
export interface Contents {
  /** @throws {Error} for none of {@linkcode KINDS}. */
  of(kind: string): Holding;

  /** Removes everything but facts. */
  clear(): Promise<void>;

  facts: Facts;
}

/** Small named values about the installation itself. */
export interface Facts {
  get(name: string): Promise<unknown>;
  /** `null` removes it. */
  set(name: string, value: unknown): Promise<void>;
  /** Sets what is not set. @returns What stands then; two processes at once get the same. */
  settle(name: string, value: unknown): Promise<unknown>;
}

/** The reverse of `keyOf`. */
export function refOf(key: string): RowRef {
  const [schoolId = "", id = ""] = key.split("/");
  return { schoolId, id };
}

export async function holdsSchool(contents: Contents): Promise<boolean> {
  for await (const _ of contents.of("schools").read()) return true;
  return false;
}

/** Things written at once; an attempt or a file may be large. */
const BATCH: Readonly<Record<string, number>> = { attempts: 10, files: 1 };

/** Things of a kind in as many at once as are written together. */
export async function* batches(
  kind: string,
  things: AsyncIterable<StoredThing>,
): AsyncIterable<StoredThing[]> {
  let batch: StoredThing[] = [];
  for await (const thing of things) {
    batch.push(thing);
    if (batch.length < (BATCH[kind] ?? 200)) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** How much of a kind there is, and a sum of hashes that any change of any thing changes. */
export interface Tally {
  count: number;
  /** 64 hex digits; whatever the order in which things were read. */
  hash: string;
}

/** Which things of a kind count. */
type Counts = (value: unknown) => boolean;

/** Reads all of a kind. @param counts All by default. */
export async function tally(
  contents: Contents,
  kind: string,
  counts: Counts = () => true,
): Promise<Tally> {
  const sum = new Uint8Array(32);
  let count = 0;
  for await (const { hash } of hashes(contents, kind, counts)) {
    hash.forEach((byte, i) => sum[i]! ^= byte);
    count++;
  }
  return { count, hash: bytesToHex(sum) };
}

/** A key of what is in one of both alone or not the same in both; `null` when there is none. Keeps a hash of each thing. */
export async function firstDifference(
  [a, b]: readonly [Contents, Contents],
  kind: string,
  counts: Counts = () => true,
): Promise<string | null> {
  const left = new Map<string, string>();
  for await (const { key, hash } of hashes(a, kind, counts)) left.set(key, bytesToHex(hash));
  for await (const { key, hash } of hashes(b, kind, counts)) {
    if (left.get(key) !== bytesToHex(hash)) return key;
    left.delete(key);
  }
  return left.keys().next().value ?? null;
}

async function* hashes(
  contents: Contents,
  kind: string,
  counts: Counts,
): AsyncIterable<{ key: string; hash: Uint8Array }> {
  for await (const { key, value } of contents.of(kind).read()) {
    if (!counts(value)) continue;
    yield { key, hash: sha256(utf8ToBytes(`${kind}/${key}/${canonicalJson(hashable(value))}`)) };
  }
}

/** Bytes stand as their own hash, and texts as UTF-8 keeps them: a store may have no halves of characters. */
function hashable(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (isWholeFile(value)) {
    return { file: hashable(value.file), bytes: bytesToHex(sha256(value.bytes)) };
  }
  if (Array.isArray(value)) return value.map(hashable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hashable(inner)]));
}

function isWholeFile(value: unknown): value is WholeFile {
  return typeof value === "object" && value !== null && "bytes" in value &&
    value.bytes instanceof Uint8Array;
}

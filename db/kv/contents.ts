import { allEvents } from "../../lib/attempts/store.ts";
import {
  type Contents,
  type Holding,
  refOf,
  type WholeAttempt,
  type WholeFile,
} from "../../lib/store/contents.ts";
import { AnswerSchema, AttemptEventSchema } from "../../lib/model/attempts/attempt_schema.ts";
import type { Session } from "../../lib/model/people/people_schema.ts";
import { keyOf, type Row, type RowRef, type TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { partKey, partPrefix, setHead, setLists, setPaper } from "./attempt_keys.ts";
import { KvAttemptStore } from "./attempts.ts";
import { KvFacts } from "./facts.ts";
import { KvFileStore } from "./files.ts";
import { cacheOf } from "./read_cache.ts";
import { KvSessionStore } from "./sessions.ts";
import { KvTable } from "./table.ts";

/** Values of at most 64 KiB in a commit, which takes 800 KiB. */
const VALUES = 10;
const KEYS = 500;

/** All that an embedded store keeps. @param now The server clock, for what expires. */
export function kvContents(kv: Deno.Kv, now: () => number = Date.now): Contents {
  const tables = Object.values(TABLES).map((spec) =>
    [spec.name, tableHolding(kv, spec as unknown as TableSpec<Row>)] as const
  );
  const holdings = new Map<string, Holding>([
    ...tables,
    ["attempts", attemptHolding(kv)],
    ["files", fileHolding(kv)],
    ["sessions", sessionHolding(kv, now)],
    ["receipt_keys", keysHolding(kv)],
  ]);
  return {
    facts: new KvFacts(kv),
    of(kind) {
      const found = holdings.get(kind);
      if (found === undefined) throw new Error(`Cannot find ${kind} in the embedded store`);
      return found;
    },
    clear: () => clear(kv),
  };
}

function tableHolding(kv: Deno.Kv, spec: TableSpec<Row>): Holding {
  const table = new KvTable(kv, spec);
  return {
    async *read(after) {
      for await (const ref of refs(kv, ["r", spec.name], after)) {
        const value = await table.find(ref);
        if (value !== null) yield { key: keyOf(ref), value };
      }
    },
    async write(things) {
      for (const { value } of things) {
        const row = spec.schema.parse(value);
        if (await table.find(row) === null) await table.insert(row);
        else await table.update(row, () => row);
      }
    },
  };
}

function attemptHolding(kv: Deno.Kv): Holding {
  const store = new KvAttemptStore(kv);
  return {
    async *read(after) {
      for await (const ref of refs(kv, ["attempt"], after)) {
        const [attempt, paper] = [await store.find(ref), await store.paper(ref)];
        if (attempt === null) continue;
        const answers = [...(await store.answers(ref)).values()];
        const whole: WholeAttempt = {
          attempt,
          paper: paper ?? { slots: [] },
          answers: answers.sort((a, b) => a.slotId < b.slotId ? -1 : 1),
          events: await allEvents(store, ref),
        };
        yield { key: keyOf(ref), value: whole };
      }
    },
    async write(things) {
      for (const { value } of things) await putAttempt(kv, value as WholeAttempt);
    },
  };
}

/** The head comes last: cut short, the attempt is not there yet. */
async function putAttempt(
  kv: Deno.Kv,
  { attempt, paper, answers, events }: WholeAttempt,
): Promise<void> {
  const parts = [
    ...answers.map((it) => [partKey("attempt_answer", attempt, it.slotId), AnswerSchema.parse(it)]),
    ...events.map((
      it,
    ) => [partKey("attempt_event", attempt, it.seq), AttemptEventSchema.parse(it)]),
  ] as [Deno.KvKey, unknown][];
  const before = await new KvAttemptStore(kv).find(attempt);
  if (before !== null) await dropParts(kv, attempt);
  for (let at = 0; at < parts.length; at += VALUES) {
    const write = kv.atomic();
    for (const [key, value] of parts.slice(at, at + VALUES)) write.set(key, value);
    await write.commit();
  }
  const write = kv.atomic();
  setPaper(write, attempt, paper);
  setLists(write, attempt);
  setHead(write, before, attempt);
  const { ok } = await write.commit();
  cacheOf(kv).clear();
  if (!ok) throw new Error(`Cannot write attempt ${attempt.id}: another is open`);
}

async function dropParts(kv: Deno.Kv, attempt: RowRef): Promise<void> {
  for (const kind of ["attempt_answer", "attempt_event"]) {
    for await (const { key } of kv.list({ prefix: partPrefix(kind, attempt) })) {
      await kv.delete(key);
    }
  }
}

function fileHolding(kv: Deno.Kv): Holding {
  const store = new KvFileStore(kv);
  return {
    async *read(after) {
      for await (const ref of refs(kv, ["file"], after)) {
        const [file, bytes] = [await store.find(ref), await store.read(ref)];
        if (file !== null && bytes !== null) yield { key: keyOf(ref), value: { file, bytes } };
      }
    },
    async write(things) {
      for (const { value } of things) {
        const { file, bytes } = value as WholeFile;
        await store.remove(file);
        await store.put(file, bytes);
      }
    },
  };
}

function sessionHolding(kv: Deno.Kv, now: () => number): Holding {
  const store = new KvSessionStore(kv, now);
  return {
    async *read(after) {
      const start = after ? { start: ["session", after] } : {};
      for await (const { key: [, id] } of kv.list({ prefix: ["session"], ...start })) {
        const value = id === after ? null : await store.find(String(id));
        if (value !== null) yield { key: value.id, value };
      }
    },
    async write(things) {
      for (const { value } of things) await store.put(value as Session);
    },
  };
}

function keysHolding(kv: Deno.Kv): Holding {
  const facts = new KvFacts(kv);
  const key = "receipt_keys";
  return {
    async *read(after) {
      const value = await facts.get(key);
      if (value !== null && after !== key) yield { key, value };
    },
    async write(things) {
      for (const { value } of things) await facts.set(key, value);
    },
  };
}

/** School and id of every key under `prefix` after the key `after`. */
async function* refs(
  kv: Deno.Kv,
  prefix: string[],
  after: string | null | undefined,
): AsyncIterable<RowRef> {
  const from = after ? refOf(after) : null;
  const start = from ? { start: [...prefix, from.schoolId, from.id] } : {};
  for await (const { key } of kv.list({ prefix, ...start }, { batchSize: KEYS })) {
    const [schoolId, id] = key.slice(prefix.length).map(String);
    if (schoolId === undefined || id === undefined) continue;
    if (schoolId !== from?.schoolId || id !== from.id) yield { schoolId, id };
  }
}

async function clear(kv: Deno.Kv): Promise<void> {
  const removed = (key: Deno.KvKey) => key[0] !== "meta" || key[1] === "receipt_keys";
  let keys: Deno.KvKey[] = [];
  const flush = async () => {
    const write = kv.atomic();
    for (const key of keys) write.delete(key);
    await write.commit();
    keys = [];
  };
  for await (const { key } of kv.list({ prefix: [] }, { batchSize: KEYS })) {
    if (removed(key)) keys.push(key);
    if (keys.length === 200) await flush();
  }
  await flush();
  cacheOf(kv).clear();
}

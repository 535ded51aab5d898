import {
  type Answer,
  AnswerSchema,
  type Attempt,
  type AttemptEvent,
  AttemptEventSchema,
  AttemptSchema,
  type Paper,
  PaperSchema,
} from "../../lib/model/attempts/attempt_schema.ts";
import { type NewEvent, project, type Projection } from "../../lib/attempts/projection.ts";
import {
  type Appended,
  type AttemptStore,
  decided,
  type Decision,
  openKey,
} from "../../lib/attempts/store.ts";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import type { ListOptions, Page, RowRef } from "../../lib/store/store.ts";
import { type Add, type Committed, committed, GroupCommit } from "./group_commit.ts";
import { cacheOf, type ReadCache } from "./read_cache.ts";
import {
  headKey,
  listKey,
  numberClaim,
  partKey,
  partPrefix,
  setHead,
  setLists,
  setPaper,
} from "./attempt_keys.ts";

const MAX_TRIES = 60;
const GET_MANY = 10;
const KEPT_ANSWERS = 4;

/** A head as it was read or written, with answers that are as old as it is. */
interface State {
  attempt: Attempt;
  versionstamp: string;
  /** By slot; `null` for one that is not answered. */
  answers: Readonly<Record<string, Answer | null>>;
}

/**
 * Attempts in Deno KV: head `["attempt", school, id]`, and under the same pair `attempt_answer` by slot, `attempt_event` by
 * number, `attempt_paper` by part. Claims (`attempt_open`, `attempt_number`) and lists (`attempts_of`, `attempts_by`,
 * `attempts_due`) are written in the same commit as the head. Every write changes the head, so checking the head alone is
 * enough to see a lost race.
 */
export class KvAttemptStore implements AttemptStore {
  readonly #kv: Deno.Kv;
  readonly #cache: ReadCache;
  readonly #group: GroupCommit;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
    this.#cache = cacheOf(kv);
    this.#group = new GroupCommit(kv);
  }

  async create(attempt: Attempt, paper: Paper, first: NewEvent): Promise<Attempt> {
    const event = { ...first, seq: 1 };
    const { attempt: started } = project({ attempt, answers: new Map() }, [event]);
    const write = this.#kv.atomic()
      .check({ key: headKey(started), versionstamp: null })
      .check({ key: numberClaim(started), versionstamp: null });
    setLists(write, started);
    setPaper(write, started, paper);
    write.set(partKey("attempt_event", started, 1), AttemptEventSchema.parse(event));
    setHead(write, null, started);
    const after = (result: Committed): State | undefined =>
      result.ok ? { attempt: started, versionstamp: result.versionstamp, answers: {} } : undefined;
    const keys = [kept("head", started)];
    const made = await this.#cache.change({ keys, after }, () => write.commit());
    if (!made.ok) {
      throw new DomainError("conflict", "This test is open already", { reason: "in_use" });
    }
    await this.#cache.read(kept("paper", started), () => Promise.resolve(PaperSchema.parse(paper)));
    return started;
  }

  async find(ref: RowRef): Promise<Attempt | null> {
    return (await this.#state(ref))?.attempt ?? null;
  }

  async paper(ref: RowRef): Promise<Paper | null> {
    const key = kept("paper", ref);
    const found = await this.#cache.read(key, async () => {
      const slots: unknown[] = [];
      for await (const { value } of this.#list<unknown[]>("attempt_paper", ref)) {
        slots.push(...value);
      }
      return slots.length === 0 ? null : PaperSchema.parse({ slots });
    });
    // It may be written yet.
    if (found === null) this.#cache.forget(key);
    return found;
  }

  async answers(ref: RowRef): Promise<Map<string, Answer>> {
    const found = new Map<string, Answer>();
    for await (const { value } of this.#list("attempt_answer", ref)) {
      const answer = AnswerSchema.parse(value);
      found.set(answer.slotId, answer);
    }
    return found;
  }

  async events(ref: RowRef, after = 0, limit = 1_000): Promise<AttemptEvent[]> {
    const found: AttemptEvent[] = [];
    const selector = {
      prefix: partPrefix("attempt_event", ref),
      start: partKey("attempt_event", ref, after + 1),
    };
    for await (const { value } of this.#kv.list(selector, { limit: Math.min(limit, 1_000) })) {
      found.push(AttemptEventSchema.parse(value));
    }
    return found;
  }

  async append<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const state = await this.#state(ref);
      if (state === null) throw notFound();
      const before = { attempt: state.attempt, answers: await this.#answersOf(state, slotIds) };
      const decision = decide(before);
      const { events, ...after } = decided(before, decision);
      if (after.attempt === state.attempt) return { ...after, result: decision.result };
      if (await this.#write({ state, before, after, events }, slotIds)) {
        return { ...after, result: decision.result };
      }
      await pause(i);
    }
    throw new DomainError("conflict", "This test is being changed elsewhere", { reason: "stale" });
  }

  async listByAssignment(
    schoolId: string,
    assignmentId: string,
    options: Pick<ListOptions, "limit" | "after"> = {},
  ): Promise<Page<Attempt>> {
    return await this.#page(schoolId, listKey("attempts_of", schoolId, assignmentId), options);
  }

  async listByStudent(
    schoolId: string,
    studentId: string,
    options: Pick<ListOptions, "limit" | "after"> & { assignmentId?: string | undefined } = {},
  ): Promise<Page<Attempt>> {
    const { assignmentId, ...rest } = options;
    const prefix = assignmentId === undefined ? [studentId] : [studentId, assignmentId];
    return await this.#page(schoolId, listKey("attempts_by", schoolId, ...prefix), rest);
  }

  async listDue(at: number, limit = 100): Promise<Attempt[]> {
    const range = { start: ["attempts_due"], end: ["attempts_due", at + 1] };
    const refs: RowRef[] = [];
    for await (const { value } of this.#kv.list<RowRef>(range, { limit })) refs.push(value);
    return await this.#heads(refs);
  }

  async #page(
    schoolId: string,
    prefix: Deno.KvKey,
    { limit = 100, after }: Pick<ListOptions, "limit" | "after">,
  ): Promise<Page<Attempt>> {
    const size = Math.min(limit, 500);
    const entries = this.#kv.list({ prefix }, { limit: size + 1, ...(after && { cursor: after }) });
    const refs: RowRef[] = [];
    let next: string | null = null;
    for await (const { key } of entries) {
      if (refs.length === size) return { items: await this.#heads(refs), next };
      refs.push({ schoolId, id: String(key.at(-1)) });
      if (refs.length === size) next = entries.cursor;
    }
    return { items: await this.#heads(refs), next: null };
  }

  async #heads(refs: readonly RowRef[]): Promise<Attempt[]> {
    const entries = await this.#many(refs.map(headKey));
    return entries.flatMap(({ value }) => value === null ? [] : [AttemptSchema.parse(value)]);
  }

  async #state(ref: RowRef): Promise<State | null> {
    return await this.#cache.read(kept("head", ref), async () => {
      const { value, versionstamp } = await this.#kv.get(headKey(ref));
      return value === null
        ? null
        : { attempt: AttemptSchema.parse(value), versionstamp, answers: {} };
    });
  }

  /** Read now, they may be newer than the state: then the write sees it. */
  async #answersOf(
    { attempt, answers }: State,
    slotIds: readonly string[] | "all",
  ): Promise<Map<string, Answer>> {
    if (slotIds === "all") return await this.answers(attempt);
    const wanted = [...new Set(slotIds)];
    const missing = wanted.filter((slotId) => answers[slotId] === undefined);
    const keys = missing.map((slotId) => partKey("attempt_answer", attempt, slotId));
    const read = (await this.#many(keys)).flatMap(({ value }) =>
      value === null ? [] : [AnswerSchema.parse(value)]
    );
    const known = wanted.flatMap((slotId) => answers[slotId] ?? []);
    return new Map([...known, ...read].map((answer) => [answer.slotId, answer]));
  }

  /** Commits if nobody else wrote since the state was read. */
  async #write(
    { state, before, after, events }: {
      state: State;
      before: Projection;
      after: Projection;
      events: readonly AttemptEvent[];
    },
    slotIds: readonly string[] | "all",
  ): Promise<boolean> {
    const { attempt } = after;
    const add: Add = (write) => {
      write.check({ key: headKey(attempt), versionstamp: state.versionstamp });
      putState(write, before, after);
      for (const event of events) {
        write.set(partKey("attempt_event", attempt, event.seq), AttemptEventSchema.parse(event));
      }
    };
    // What claims to be open checks a key that another attempt may check too.
    const alone = openKey(state.attempt) !== openKey(attempt);
    const key = kept("head", attempt);
    const answers = lastAnswers(after, slotIds);
    const done = await this.#cache.change({
      keys: [key],
      after: (result: Committed): State | undefined =>
        result.ok ? { attempt, versionstamp: result.versionstamp, answers } : undefined,
    }, () => alone ? committed(this.#kv, add) : this.#group.commit(key, add));
    return done.ok;
  }

  async #many(keys: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<unknown>[]> {
    const batches: Promise<Deno.KvEntryMaybe<unknown>[]>[] = [];
    for (let at = 0; at < keys.length; at += GET_MANY) {
      batches.push(this.#kv.getMany<unknown[]>(keys.slice(at, at + GET_MANY)));
    }
    return (await Promise.all(batches)).flat();
  }

  #list<T>(kind: string, ref: RowRef): Deno.KvListIterator<T> {
    return this.#kv.list<T>({ prefix: partPrefix(kind, ref) });
  }
}

function kept(kind: "head" | "paper", { schoolId, id }: RowRef): string {
  return `attempt_${kind}/${schoolId}/${id}`;
}

/** Answers worth keeping with the head: those just written, which are likely to be written again next. */
function lastAnswers(
  { answers }: Projection,
  slotIds: readonly string[] | "all",
): State["answers"] {
  if (slotIds === "all" || slotIds.length > KEPT_ANSWERS) return {};
  return Object.fromEntries(slotIds.map((slotId) => [slotId, answers.get(slotId) ?? null]));
}

function putState(write: Deno.AtomicOperation, before: Projection, after: Projection): void {
  setHead(write, before.attempt, after.attempt);
  for (const [slotId, answer] of after.answers) {
    if (before.answers.get(slotId) === answer) continue;
    write.set(partKey("attempt_answer", after.attempt, slotId), AnswerSchema.parse(answer));
  }
}

/** A short random wait, longer after each lost race. */
function pause(tries: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * Math.min(2 ** tries, 20)));
}

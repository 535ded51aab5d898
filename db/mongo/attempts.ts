import type { Collection, Db, UpdateFilter } from "mongodb";
import { type NewEvent, project, type Projection } from "../../lib/attempts/projection.ts";
import {
  type Appended,
  type AttemptStore,
  decided,
  type Decision,
} from "../../lib/attempts/store.ts";
import {
  type Answer,
  type Attempt,
  type AttemptEvent,
  AttemptEventSchema,
  AttemptSchema,
  type Paper,
  PaperSchema,
} from "../../lib/model/attempts/attempt_schema.ts";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import type { ListOptions, Page, RowRef } from "../../lib/store/store.ts";
import {
  answersOf,
  assignmentKey,
  type AttemptDocument,
  attemptDocument,
  stateUpdate,
  studentKey,
} from "./attempt_document.ts";
import { AttemptLog } from "./attempt_log.ts";
import { cursorOf, rangeOf } from "./key_range.ts";
import { isDuplicate, MAX_TRIES, pause } from "./races.ts";
import { rowId } from "./row_document.ts";
import { KeyedMutex } from "../../lib/process/keyed_mutex.ts";

type PageOptions = Pick<ListOptions, "limit" | "after">;

/** Attempts in MongoDB, a document each (`attempt_document.ts`), changed by compare-and-set. */
export class MongoAttemptStore implements AttemptStore {
  readonly #attempts: Collection<AttemptDocument>;
  readonly #log: AttemptLog;
  readonly #turns = new KeyedMutex();

  constructor(db: Db) {
    this.#attempts = db.collection("attempts");
    this.#log = new AttemptLog(db);
  }

  async create(attempt: Attempt, paper: Paper, first: NewEvent): Promise<Attempt> {
    const event = { ...first, seq: 1 };
    const { attempt: started } = project({ attempt, answers: new Map() }, [event]);
    const whole = { attempt: started, paper, answers: [], events: [event] };
    try {
      await this.#attempts.insertOne(attemptDocument(whole));
    } catch (error) {
      throw isDuplicate(error) ? openAlready(error) : error;
    }
    return started;
  }

  async find(ref: RowRef): Promise<Attempt | null> {
    const found = await this.#attempts.findOne({ _id: rowId(ref) }, { projection: { row: 1 } });
    return found === null ? null : AttemptSchema.parse(found.row);
  }

  async paper(ref: RowRef): Promise<Paper | null> {
    const found = await this.#attempts.findOne({ _id: rowId(ref) }, { projection: { paper: 1 } });
    return found === null ? null : PaperSchema.parse(found.paper);
  }

  async answers(ref: RowRef): Promise<Map<string, Answer>> {
    const found = await this.#attempts.findOne({ _id: rowId(ref) }, { projection: { answers: 1 } });
    return answersOf(found ?? {});
  }

  async events(ref: RowRef, after = 0, limit = 1_000): Promise<AttemptEvent[]> {
    return await this.#log.read(ref, after, Math.min(limit, 1_000));
  }

  async append<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    return await this.#turns.take(rowId(ref), () => this.#append(ref, slotIds, decide));
  }

  async listByAssignment(
    schoolId: string,
    assignmentId: string,
    options: PageOptions = {},
  ): Promise<Page<Attempt>> {
    return await this.#page("byAssignment", assignmentKey(schoolId, assignmentId), options);
  }

  async listByStudent(
    schoolId: string,
    studentId: string,
    options: PageOptions & { assignmentId?: string | undefined } = {},
  ): Promise<Page<Attempt>> {
    const { assignmentId, ...rest } = options;
    return await this.#page("byStudent", studentKey(schoolId, studentId, assignmentId), rest);
  }

  async listDue(at: number, limit = 100): Promise<Attempt[]> {
    const found = await this.#attempts
      .find({ dueAt: { $lte: at } }, { projection: { row: 1 }, sort: { dueAt: 1 }, limit })
      .toArray();
    return found.map(({ row }) => AttemptSchema.parse(row));
  }

  async #append<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const { v, before, tailFrom } = await this.#state(ref, slotIds);
      const decision = decide(before);
      const { events, ...after } = decided(before, decision);
      if (after.attempt === before.attempt) return { ...after, result: decision.result };
      await this.#log.shorten(ref, { from: tailFrom, to: before.attempt.seq });
      const numbered = events.map((event) => AttemptEventSchema.parse(event));
      const update = stateUpdate(before, after, numbered) as UpdateFilter<AttemptDocument>;
      if (await this.#write({ _id: rowId(ref), v }, update)) {
        return { ...after, result: decision.result };
      }
      await pause(i);
    }
    throw new DomainError("conflict", "This test is being changed elsewhere", { reason: "stale" });
  }

  async #state(
    ref: RowRef,
    slotIds: readonly string[] | "all",
  ): Promise<{ v: string; before: Projection; tailFrom: number }> {
    const answers = slotIds === "all" ? ["answers"] : slotIds.map((id) => `answers.${id}`);
    const fields = ["v", "row", "tailFrom", ...answers].map((name) => [name, 1]);
    const projection = Object.fromEntries(fields);
    const found = await this.#attempts.findOne({ _id: rowId(ref) }, { projection });
    if (found === null) throw notFound();
    const before = { attempt: AttemptSchema.parse(found.row), answers: answersOf(found) };
    return { v: found.v, before, tailFrom: found.tailFrom };
  }

  /** @returns Whether the document was still the one compared with. */
  async #write(
    same: Pick<AttemptDocument, "_id" | "v">,
    update: UpdateFilter<AttemptDocument>,
  ): Promise<boolean> {
    try {
      return (await this.#attempts.updateOne(same, update)).matchedCount === 1;
    } catch (error) {
      // Opened again while another is open.
      throw isDuplicate(error) ? openAlready(error) : error;
    }
  }

  async #page(
    field: "byAssignment" | "byStudent",
    base: string,
    { limit = 100, after }: PageOptions,
  ): Promise<Page<Attempt>> {
    const size = Math.min(limit, 500);
    const { from, before } = rangeOf(base, { after });
    const found = await this.#attempts.find({ [field]: { $gte: from, $lt: before } }, {
      projection: { row: 1, [field]: 1 },
      sort: { [field]: 1 },
      limit: size + 1,
      batchSize: size + 1,
    }).toArray();
    const page = found.slice(0, size);
    const last = page.at(-1);
    return {
      items: page.map(({ row }) => AttemptSchema.parse(row)),
      next: found.length > size && last ? cursorOf(base, last[field]) : null,
    };
  }
}

function openAlready(cause: unknown): DomainError {
  return new DomainError("conflict", "This test is open already", { reason: "in_use", cause });
}

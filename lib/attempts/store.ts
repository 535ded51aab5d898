import type { Answer, Attempt, AttemptEvent, Paper } from "../model/attempts/attempt_schema.ts";
import type { ListOptions, Page, RowRef } from "../store/store.ts";
import { isOpen, type NewEvent, project, type Projection } from "./projection.ts";

/** Parts of an attempt that no event tells: caches, presence, and the receipt, which follows from the log. */
export type AttemptPatch = Partial<Pick<Attempt, "dueAt" | "lastSeenAt" | "receipt">>;

export interface Decision<T> {
  events: readonly NewEvent[];
  patch?: AttemptPatch;
  result: T;
  /** It is refused while the store is away: what must follow it could not be done either. */
  mayWait?: false;
}

export interface Appended<T> extends Projection {
  result: T;
  /** Set when the change waits in a journal for the store to come back. */
  journalled?: true;
}

/**
 * Where attempts are kept: a head, its answers, its paper and an append-only log.
 * Every engine passes `tests/contracts/attempt_store_contract.ts`.
 */
export interface AttemptStore {
  /**
   * Starts an attempt with its first event, numbered 1.
   *
   * @param attempt Before that event.
   * @throws {DomainError} `conflict` when the id is taken, the student has this number already, or
   * has an open attempt at this assignment.
   */
  create(attempt: Attempt, paper: Paper, first: NewEvent): Promise<Attempt>;

  /** The attempt, or `null` if this school has none with this id. */
  find(ref: RowRef): Promise<Attempt | null>;

  paper(ref: RowRef): Promise<Paper | null>;

  /** Answers given so far, by slot. */
  answers(ref: RowRef): Promise<Map<string, Answer>>;

  /** Events numbered above `after`, in order, at most `limit` (1,000). */
  events(ref: RowRef, after?: number, limit?: number): Promise<AttemptEvent[]>;

  /**
   * The only write: decides on the present state and commits head, answers and events in one step.
   * Without events and patch nothing is written.
   *
   * @param slotIds Answers that `decide` sees and that its events may change; `"all"` for every one.
   * @param decide Pure: after a lost race it is called again on the newer state. What it throws
   * passes through, and then nothing is written.
   * @throws {DomainError} `not_found`; `conflict/stale` after many lost races.
   */
  append<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>>;

  /** Attempts of one assignment, by id, which is by their creation. */
  listByAssignment(
    schoolId: string,
    assignmentId: string,
    options?: Pick<ListOptions, "limit" | "after">,
  ): Promise<Page<Attempt>>;

  /** Attempts of one student by assignment, then number; at one assignment alone when it is given. */
  listByStudent(
    schoolId: string,
    studentId: string,
    options?: Pick<ListOptions, "limit" | "after"> & { assignmentId?: string | undefined },
  ): Promise<Page<Attempt>>;

  /** Attempts of the whole installation with `dueAt` at or before `at`, the longest due first. */
  listDue(at: number, limit?: number): Promise<Attempt[]>;
}

/** What a decision makes of the state: its events numbered and applied, then its patch. For engines. */
export function decided(
  before: Projection,
  { events, patch }: Decision<unknown>,
): Projection & { events: AttemptEvent[] } {
  const { attempt: { seq } } = before;
  const numbered = events.map((event, i) => ({ ...event, seq: seq + i + 1 }));
  const { attempt, answers } = project(before, numbered);
  const patched = patch === undefined ? attempt : { ...attempt, ...patch };
  return { attempt: patched, answers, events: numbered };
}

/** The value that only one attempt may hold: set while the attempt is open. */
export function openKey(
  attempt: Pick<Attempt, "assignmentId" | "studentId" | "state">,
): string | null {
  return isOpen(attempt) ? `${attempt.assignmentId}/${attempt.studentId}` : null;
}

/** Unique over all attempts of a school. */
export function numberKey(it: Pick<Attempt, "assignmentId" | "studentId" | "number">): string {
  return `${it.assignmentId}/${it.studentId}/${it.number}`;
}

/** Every attempt of an assignment. */
export async function attemptsOf(
  attempts: AttemptStore,
  { schoolId, id }: RowRef,
): Promise<Attempt[]> {
  return await everyPage((after) => attempts.listByAssignment(schoolId, id, { limit: 500, after }));
}

/** Every attempt of a student by assignment and number; those at one assignment alone when it is given. */
export async function attemptsBy(
  attempts: AttemptStore,
  student: RowRef,
  assignmentId?: string,
): Promise<Attempt[]> {
  return await everyPage((after) =>
    attempts.listByStudent(student.schoolId, student.id, { limit: 500, after, assignmentId })
  );
}

/** Every event of an attempt. */
export async function allEvents(attempts: AttemptStore, ref: RowRef): Promise<AttemptEvent[]> {
  const events: AttemptEvent[] = [];
  for (;;) {
    const more = await attempts.events(ref, events.at(-1)?.seq ?? 0);
    if (more.length === 0) return events;
    events.push(...more);
  }
}

async function everyPage(
  read: (after: string | undefined) => Promise<Page<Attempt>>,
): Promise<Attempt[]> {
  const found: Attempt[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

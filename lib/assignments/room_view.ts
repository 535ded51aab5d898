import { overridesOf } from "./assignments.ts";
import { attemptRef } from "../attempts/attempt_ref.ts";
import { isOpen } from "../attempts/projection.ts";
import { attemptsOf, type AttemptStore } from "../attempts/store.ts";
import { stuckIn } from "../attempts/stuck.ts";
import type { Clock } from "../process/clock.ts";
import { meantFor } from "./membership.ts";
import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { clockOf, type TimeRules, windowOf } from "../attempts/deadline.ts";
import type { RoomItem, RoomView } from "../model/live/live.ts";
import { isPaused } from "../model/assignments/pauses.ts";
import { stuckWords } from "../attempts/stuck_words.ts";
import type { Accommodation } from "../model/people/people_schema.ts";
import type { RoomLine } from "../model/live/room_schema.ts";
import { byRegister, type RelationDeps } from "../access/relations.ts";
import type { Tables } from "../store/tables.ts";

export type RoomViewDeps =
  & {
    attempts: AttemptStore;
    tables: Pick<Tables, "overrides" | "accommodations" | "assignments" | "stuckAttempts">;
  }
  & RelationDeps
  & Clock;

interface Student {
  id: string;
  name: string;
  attempt: Attempt | null;
  override: Override | null;
  accommodation: Accommodation | null;
  /** Why the attempt could not be handled; `null` when it could. */
  stuck: string | null;
}

/** Everyone of the audience for whom the test is or was, and leavers who began it, with where they stand; in register order. */
export async function roomView(deps: RoomViewDeps, assignment: Assignment): Promise<RoomView> {
  const students = await studentsIn(deps, assignment);
  const now = deps.now();
  const everyone = { assignment, override: null, accommodation: null };
  return {
    items: students.map((it) => itemOf(assignment, it, now)),
    lines: assignment.room.entries.map((entry) => lineOf(entry, students)),
    paused: isPaused(assignment.room.pauses),
    endsAt: latest([lastEnd(everyone, now), ...endsOf(assignment, students, now)]),
    opensAt: assignment.opensAt,
    isCancelled: assignment.cancelledAt !== null,
  };
}

/** When the last of those who may still start would be done; `null` where no end is set. */
function lastEnd(everyone: TimeRules, now: number): number | null {
  const { closesAt, deadlineAt } = windowOf(everyone, now);
  if (closesAt === null || deadlineAt === null) return null;
  const last = windowOf(everyone, closesAt).deadlineAt ?? closesAt;
  return now < closesAt ? Math.max(deadlineAt, last) : last;
}

/** When those end who are writing, each with what was added, and with pauses up to now. */
function endsOf(
  assignment: Assignment,
  students: readonly Student[],
  now: number,
): (number | null)[] {
  return students.flatMap(({ attempt, override, accommodation }) =>
    attempt !== null && isOpen(attempt)
      ? [clockOf({ attempt, assignment, override, accommodation }, now).deadlineAt]
      : []
  );
}

/** `null`, which is never, is later than any time. */
function latest(ends: readonly (number | null)[]): number | null {
  const end = Math.max(...ends.map((it) => it ?? Infinity));
  return Number.isFinite(end) ? end : null;
}

async function studentsIn(deps: RoomViewDeps, assignment: Assignment): Promise<Student[]> {
  const { schoolId } = assignment;
  const [meant, attempts, overrides, stuck] = await Promise.all([
    meantFor(deps, assignment),
    attemptsOf(deps.attempts, assignment),
    overridesOf(deps, assignment),
    stuckIn(deps, assignment),
  ]);
  const latest = new Map<string, Attempt>();
  for (const it of attempts) {
    if ((latest.get(it.studentId)?.number ?? 0) < it.number) latest.set(it.studentId, it);
  }
  const audience = meant.filter(({ isMember }) => isMember).map(({ student }) => student);
  const present = new Set(audience.map(({ id }) => id));
  const gone = await deps.tables.people.findMany(
    schoolId,
    [...latest.keys()].filter((id) => !present.has(id)),
  );
  const people = [...audience, ...byRegister(gone)];
  const rights = await deps.tables.accommodations.findMany(schoolId, people.map(({ id }) => id));
  return people.map(({ id, name }) => {
    const attempt = latest.get(id) ?? null;
    const stands = attempt === null ? undefined : stuck.get(attempt.id);
    return {
      ...{ id, name, attempt },
      override: overrides.get(id) ?? null,
      accommodation: rights.find(({ personId }) => personId === id) ?? null,
      stuck: stands === undefined ? null : stuckWords(stands),
    };
  });
}

function itemOf(
  assignment: Assignment,
  { id, name, attempt, override, accommodation, stuck }: Student,
  now: number,
): RoomItem {
  const total = assignment.questionCount;
  const base = { studentId: id, name, total, stuck };
  if (attempt === null) {
    const state = override?.excused ? "excused" as const : "not_started" as const;
    return {
      ...base,
      attemptId: null,
      state,
      answered: 0,
      savedAt: null,
      seenAt: null,
      submittedAt: null,
      deadlineAt: null,
      unseen: 0,
    };
  }
  const clock = clockOf({ attempt, assignment, override, accommodation }, now);
  const paused = clock.state === "paused";
  return {
    ...base,
    attemptId: attemptRef(assignment, attempt),
    state: clock.state,
    answered: attempt.answered.length,
    savedAt: attempt.lastSavedAt,
    seenAt: attempt.lastSeenAt,
    submittedAt: attempt.submittedAt,
    // While paused the deadline moves with the clock; what stands still is the time left.
    deadlineAt: clock.deadlineAt === null || paused ? null : clock.deadlineAt,
    unseen: isOpen(attempt)
      ? assignment.room.entries.filter((it) =>
        concerns(it, attempt) && !attempt.seen.includes(it.id)
      ).length
      : 0,
  };
}

function concerns(entry: Assignment["room"]["entries"][number], attempt: Attempt): boolean {
  return entry.at >= attempt.startedAt &&
    (entry.studentIds === null || entry.studentIds.includes(attempt.studentId));
}

function lineOf(
  { byId: _by, ...entry }: Assignment["room"]["entries"][number],
  students: Student[],
): RoomLine {
  const reached = students.flatMap(({ attempt }) =>
    attempt !== null && concerns({ byId: _by, ...entry }, attempt) ? [attempt] : []
  );
  return {
    ...entry,
    concerns: reached.length,
    seen: reached.filter(({ seen }) => seen.includes(entry.id)).length,
  };
}

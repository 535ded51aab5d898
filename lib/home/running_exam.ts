import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { assignmentPhase, deadlineOf } from "../attempts/deadline.ts";
import { isPaused, pausedMs } from "../model/assignments/pauses.ts";
import type { Accommodation } from "../model/people/people_schema.ts";
import type { RunningExam } from "../model/home/teacher_home.ts";
import { isOpen } from "../attempts/projection.ts";

export interface RoomRows {
  assignment: Assignment;
  /** A class, or "3 students". */
  audience: string;
  /** Of the audience now. */
  studentIds: readonly string[];
  attempts: readonly Attempt[];
  overrides: ReadonlyMap<string, Override>;
  accommodations: ReadonlyMap<string, Accommodation>;
}

/** Longest window of a sitting; what is open longer is homework, and has no room to watch. */
const SITTING_MS = 24 * 3_600_000;

/** Whether a test is sat at one time by all, as against one that is open for days. */
export function isSitting(
  { practice, opensAt, closesAt, limitMs }: Assignment,
): boolean {
  if (practice) return false;
  return closesAt === null ? limitMs !== null : closesAt - opensAt <= SITTING_MS;
}

/** The room in figures; `null` when nobody can be writing: not open, or over and handed in by all. */
export function runningExam(rows: RoomRows, now: number): RunningExam | null {
  const { assignment, attempts, overrides } = rows;
  const phase = assignmentPhase(assignment, now);
  const open = attempts.filter(isOpen);
  if (phase === "scheduled" || phase === "cancelled") return null;
  if (phase === "closed" && open.length === 0) return null;
  const begun = new Set(attempts.map(({ studentId }) => studentId));
  const writing = new Set(open.map(({ studentId }) => studentId));
  const handedIn = attempts.filter(({ studentId, state }) =>
    state === "submitted" && !writing.has(studentId)
  );
  const waited = rows.studentIds.filter((id) => !begun.has(id) && !overrides.get(id)?.excused);
  return {
    assignmentId: assignment.id,
    title: assignment.title,
    audience: rows.audience,
    handedIn: new Set(handedIn.map(({ studentId }) => studentId)).size,
    writing: writing.size,
    notStarted: waited.length,
    ...ends(rows, open, now),
    paused: isPaused(assignment.room.pauses),
  };
}

/** The latest deadline among those who write, and among those of them without an exception. */
function ends(
  rows: RoomRows,
  open: readonly Attempt[],
  now: number,
): Pick<RunningExam, "endsAt" | "lastAt"> {
  const { assignment, overrides, accommodations } = rows;
  const deadlines = open.map((attempt) => {
    const override = overrides.get(attempt.studentId) ?? null;
    const accommodation = accommodations.get(attempt.studentId) ?? null;
    const at = deadlineOf({ assignment, override, accommodation, attempt }, now) ?? Infinity;
    const usual = override === null && (accommodation?.timeFactor ?? 1) === 1 &&
      attempt.addedMs === 0;
    return { at, usual };
  });
  const usual = deadlines.filter((it) => it.usual);
  const windowEnd = roomEnd(assignment, now);
  const endsAt = usual.length > 0 ? Math.max(...usual.map(({ at }) => at)) : windowEnd;
  const lastAt = Math.max(endsAt, ...deadlines.map(({ at }) => at));
  return { endsAt: finite(endsAt), lastAt: finite(lastAt) };
}

/** The end of the window with what the whole room was given. */
function roomEnd({ closesAt, closedAt, opensAt, room }: Assignment, now: number): number {
  const end = Math.min(closesAt ?? Infinity, closedAt ?? Infinity);
  return end + room.addedMs + pausedMs(room.pauses, opensAt, now);
}

function finite(at: number): number | null {
  return Number.isFinite(at) ? at : null;
}

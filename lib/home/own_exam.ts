import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { counted } from "../results/counting.ts";
import { clockOf, type StudentWindow, windowOf } from "../attempts/deadline.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { Accommodation } from "../model/people/people_schema.ts";
import { canStillSit, reviewFields } from "../review/review_fields.ts";
import type { OwnExam, OwnExamState } from "../model/assignments/own_exam.ts";
import { startTime } from "../attempts/start_time.ts";
import { isOpen } from "../attempts/projection.ts";

/** Everything of one student about one assignment. */
export interface OwnExamRows {
  assignment: Assignment;
  subject: string | null;
  override: Override | null;
  accommodation: Accommodation | null;
  attempts: readonly Attempt[];
  grades: readonly GradeDigest[];
  /** The student belongs to the audience now; a leaver keeps what was begun, and starts nothing. */
  inAudience: boolean;
  /** Nobody can sit it any more; matters only where the rules show marks from then on. */
  closedForEveryone: boolean;
}

/** The test as this student sees it now. */
export function ownExam(rows: OwnExamRows, now: number): OwnExam {
  const { assignment } = rows;
  const window = windowOf(rows, now);
  const mayStart = rows.inAudience && window.phase !== "cancelled" && canStillSit(rows, now);
  const state = stateOf(rows, { window, mayStart, now });
  return {
    assignmentId: assignment.id,
    title: assignment.title,
    subject: rows.subject,
    practice: assignment.practice,
    questionCount: assignment.questionCount,
    totalMarks: assignment.totalMarks,
    limitMs: window.limitMs,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    releasedAt: assignment.releasedAt,
    again: mayStart && window.phase === "open" &&
      (state.kind === "result" || state.kind === "handed_in"),
    state,
  };
}

interface Now {
  window: StudentWindow;
  mayStart: boolean;
  now: number;
}

function stateOf(rows: OwnExamRows, { window, mayStart, now }: Now): OwnExamState {
  const open = rows.attempts.find(isOpen);
  if (open !== undefined) return writing(rows, open, now);
  const handedIn = rows.attempts.filter(({ state }) => state === "submitted")
    .sort((a, b) => a.number - b.number).at(-1);
  if (handedIn !== undefined) return resultOf(rows) ?? handedInState(handedIn);
  if (rows.override?.excused) return { kind: "excused" };
  if (mayStart && window.phase === "scheduled") {
    return { kind: "scheduled", opensAt: window.opensAt };
  }
  if (mayStart) return { kind: "open", closesAt: window.closesAt, cutMs: cutOf(window, now) };
  if (rows.attempts.length > 0) return { kind: "ended" };
  return { kind: "missed", at: Math.min(window.closesAt ?? now, now) };
}

function writing(rows: OwnExamRows, attempt: Attempt, now: number): OwnExamState {
  const { deadlineAt, state } = clockOf({ ...rows, attempt }, now);
  return { kind: "writing", attemptId: attempt.id, deadlineAt, paused: state === "paused" };
}

function handedInState({ id, submittedAt, startedAt }: Attempt): OwnExamState {
  return { kind: "handed_in", attemptId: id, at: submittedAt ?? startedAt };
}

/** What a start now would give, where that is less than the limit. */
function cutOf(window: StudentWindow, now: number): number | null {
  const { ms, isCut } = startTime(window, now);
  return isCut ? ms : null;
}

/** The result, where the rules show marks; `null` where they do not. */
function resultOf(rows: OwnExamRows): OwnExamState | null {
  const { assignment, attempts, closedForEveryone } = rows;
  const shown = rows.grades.filter(({ id }) => {
    const attempt = attempts.find((it) => it.id === id);
    return reviewFields({
      rules: assignment.review,
      submittedAt: attempt?.state === "submitted" ? attempt.submittedAt : null,
      closedForEveryone,
      released: assignment.releasedAt !== null,
      canStillSit: !closedForEveryone,
    }).has("mark");
  });
  const result = counted(shown, assignment.counts);
  if (result === null) return null;
  const { grade: { id: attemptId }, mark, maxMark, provisional } = result;
  return { kind: "result", attemptId, mark, maxMark, waiting: provisional ? waitingOf(shown) : 0 };
}

function waitingOf(grades: readonly GradeDigest[]): number {
  return grades.reduce((n, { waiting }) => n + waiting, 0);
}

import { isInAudience } from "../assignments/assignments.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { type AttemptClock, clockOf, type StudentWindow, windowOf } from "./deadline.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import { type StartTime, startTime } from "./start_time.ts";
import type { OwnTimes } from "../model/live/live.ts";
import type { User } from "../access/user.ts";
import { loadRichText } from "../rich_text/rich_text.ts";
import { type AttemptDeps, contextOf } from "./context.ts";
import { timesOf } from "./own_times.ts";
import { attemptsLeft, begunAttempts, checkMayStart } from "./start.ts";
import { isOpen } from "./projection.ts";
import { mediaUrl } from "./view.ts";

/** What a student sees of a test before starting: own times, with every right applied; nothing of its questions. */
export interface StudentExam {
  assignmentId: string;
  title: string;
  instructionsHtml: string;
  hasMaths: boolean;
  questionCount: number;
  totalMarks: number;
  practice: boolean;
  window: StudentWindow;
  /** Times the usual limit; 1 without an accommodation. */
  timeFactor: number;
  attemptsAllowed: number | null;
  /** `null`: any number. */
  attemptsLeft: number | null;
  /** What a start gives now, or at the opening. */
  start: StartTime;
  /** Goes on with this one. */
  openAttemptId: string | null;
  /** The clock of that one. */
  running: AttemptClock | null;
  /** Handed in or ended, the newest first. */
  past: Pick<Attempt, "id" | "number" | "state" | "submittedAt">[];
  /** The same as the waiting page follows. */
  times: OwnTimes;
  /** Why it cannot be started now; `null` when it can. */
  closedBecause: string | null;
}

/** @throws {DomainError} `not_found` outside the audience, unless the student has an attempt. */
export async function studentExam(
  deps: AttemptDeps,
  { user, assignmentId }: { user: User; assignmentId: string },
): Promise<StudentExam> {
  const { schoolId, id: studentId } = user;
  const context = await contextOf(deps, { schoolId, assignmentId, studentId });
  const { assignment, override, accommodation } = context;
  const begun = await begunAttempts(deps, user, context);
  if (begun.length === 0 && !await isInAudience(deps, assignment, studentId)) throw notFound();
  const now = deps.now();
  const version = await deps.tables.examVersions.find({
    schoolId,
    id: `${assignment.examId}-${assignment.examVersion}`,
  });
  const set = await loadRichText();
  const instructions = set(version?.instructions ?? "", { mediaUrl });
  const window = windowOf(context, now);
  const open = begun.find(isOpen);
  return {
    assignmentId,
    title: assignment.title,
    instructionsHtml: instructions.html,
    hasMaths: instructions.hasMaths,
    questionCount: assignment.questionCount,
    totalMarks: assignment.totalMarks,
    practice: assignment.practice,
    window,
    timeFactor: accommodation?.timeFactor ?? 1,
    attemptsAllowed: override?.attemptsAllowed ?? assignment.attemptsAllowed,
    attemptsLeft: attemptsLeft(context, begun),
    start: startTime(window, now),
    openAttemptId: open?.id ?? null,
    running: open === undefined ? null : clockOf({ ...context, attempt: open }, now),
    past: begun.filter((it) => !isOpen(it)).toReversed().map((
      { id, number, state, submittedAt },
    ) => ({ id, number, state, submittedAt })),
    times: timesOf(context, begun, now),
    closedBecause: whyClosed(() => checkMayStart(context, begun, now)),
  };
}

function whyClosed(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

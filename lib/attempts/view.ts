import type { Answer, Attempt, Paper } from "../model/attempt_schema.ts";
import type { ExamVersion } from "../model/exam_schema.ts";
import type { Display } from "../model/people_schema.ts";
import type {
  OtherVersion,
  StudentAnswer,
  StudentAttempt,
  StudentSection,
} from "../model/student_attempt_schema.ts";
import type { User } from "../model/user.ts";
import type { RowRef } from "../store.ts";
import {
  type AttemptContext,
  type AttemptDeps,
  contextOf,
  paperOf,
  pushFor,
  requireOwn,
} from "./context.ts";
import { settled } from "./hand_in.ts";

const USUAL_DISPLAY: Display = { scale: 1, contrast: "normal", font: "system" };

/** An attempt of the student's own, as it stands now. @throws {DomainError} `not_found`. */
export async function ownAttempt(
  deps: AttemptDeps,
  user: User,
  attemptId: string,
): Promise<StudentAttempt> {
  const own = await requireOwn(deps, user, attemptId);
  const context = await contextOf(deps, own);
  const attempt = await settled(deps, own, context);
  return await studentAttempt(deps, attempt, context);
}

/** Picks what the owner may have, and nothing else. */
export async function studentAttempt(
  deps: AttemptDeps,
  attempt: Attempt,
  context: AttemptContext,
): Promise<StudentAttempt> {
  const [paper, answers, exam] = await Promise.all([
    paperOf(deps, attempt),
    deps.attempts.answers(attempt),
    examOf(deps, attempt),
  ]);
  const { assignment, accommodation } = context;
  return {
    id: attempt.id,
    assignmentId: attempt.assignmentId,
    title: assignment.title,
    number: attempt.number,
    practice: assignment.practice,
    totalMarks: assignment.totalMarks,
    sections: sectionsOf(exam, paper),
    answers: await Promise.all(
      [...answers.values()].map((answer) => studentAnswer(deps, attempt, answer)),
    ),
    flagged: [...attempt.flagged],
    push: pushFor(attempt, context, deps.now()),
    graceMs: assignment.graceMs,
    display: accommodation?.display ?? USUAL_DISPLAY,
    hideTimer: accommodation?.hideTimer ?? false,
    submittedAt: attempt.submittedAt,
    receipt: attempt.receipt,
  };
}

async function examOf(
  { tables }: Pick<AttemptDeps, "tables">,
  { schoolId, examId, examVersion }: Attempt,
): Promise<ExamVersion> {
  const exam = await tables.examVersions.find({ schoolId, id: `${examId}-${examVersion}` });
  if (exam === null) throw new Error(`Cannot find version ${examVersion} of exam ${examId}`);
  return exam;
}

function sectionsOf(exam: ExamVersion, { slots }: Paper): StudentSection[] {
  return exam.sections.map(({ id, title }) => ({
    id,
    title,
    introHtml: "",
    slotIds: slots.filter(({ sectionId }) => sectionId === id).map(({ slotId }) => slotId),
  }));
}

async function studentAnswer(
  { attempts }: Pick<AttemptDeps, "attempts">,
  attempt: Attempt,
  { slotId, response, seq, writerId, savedAt, parked }: Answer,
): Promise<StudentAnswer> {
  const others = await Promise.all(parked.map(async (it): Promise<OtherVersion[]> => {
    const [event] = await attempts.events(attempt satisfies RowRef, it.seq - 1, 1);
    if (event?.data.type !== "parked") return [];
    const device = attempt.writers[it.writerId ?? ""]?.label ?? "";
    return [{ seq: it.seq, at: it.at, device, response: event.data.response }];
  }));
  return { slotId, response, seq, writerId, savedAt, others: others.flat() };
}

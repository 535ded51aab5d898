import type { Answer, Attempt, Paper } from "../model/attempts/attempt_schema.ts";
import { type ExamVersion, MAX_SECTION_TITLE } from "../model/exams/exam_schema.ts";
import type { Display } from "../model/people/people_schema.ts";
import type {
  AttemptSheet,
  OtherVersion,
  StudentAnswer,
  StudentAttempt,
  StudentSection,
} from "../model/attempts/student_attempt_schema.ts";
import type { StudentQuestion } from "../model/attempts/student_schema.ts";
import type { User } from "../access/user.ts";
import { studentQuestion } from "../questions/question_view.ts";
import { loadRichText, titleText } from "../rich_text/rich_text.ts";
import {
  type AttemptContext,
  type AttemptDeps,
  contextOf,
  paperOf,
  pushFor,
  requireOwn,
} from "./context.ts";
import { settled } from "./hand_in.ts";
import { filePath } from "../model/process/paths.ts";

const USUAL_DISPLAY: Display = { scale: 1, contrast: "normal", font: "system" };

/** Where a question's pictures are. */
export const mediaUrl = (fileId: string): string => filePath(fileId);

export interface OwnAttempt {
  attempt: Attempt;
  context: AttemptContext;
}

/** An attempt of the student's own, as it stands now. @throws {DomainError} `not_found`. */
export async function ownAttempt(
  deps: AttemptDeps,
  user: User,
  attemptId: string,
): Promise<OwnAttempt> {
  const own = await requireOwn(deps, user, attemptId);
  const context = await contextOf(deps, own);
  return { attempt: await settled(deps, own, context), context };
}

/** What changes while the attempt runs, picked for its owner. */
export async function attemptSheet(
  deps: AttemptDeps,
  { attempt, context }: OwnAttempt,
): Promise<AttemptSheet> {
  // With its first event alone an attempt has no answers yet.
  const answers = attempt.seq === 1
    ? new Map<string, Answer>()
    : await deps.attempts.answers(attempt);
  return {
    id: attempt.id,
    answers: await Promise.all(
      [...answers.values()].map((answer) => studentAnswer(deps, attempt, answer)),
    ),
    flagged: [...attempt.flagged],
    push: pushFor(attempt, context, deps.now()),
    submittedAt: attempt.submittedAt,
    receipt: attempt.receipt,
  };
}

/** Everything of an attempt that its owner may have, and nothing else. */
export async function studentAttempt(deps: AttemptDeps, own: OwnAttempt): Promise<StudentAttempt> {
  const { attempt, context: { assignment, accommodation } } = own;
  const [sheet, paper, exam] = await Promise.all([
    attemptSheet(deps, own),
    paperOf(deps, attempt),
    examOf(deps, attempt),
  ]);
  const [questions, { sections, hasMaths }] = await Promise.all([
    questionsOf(deps, attempt, paper),
    sectionsOf(exam, paper),
  ]);
  return {
    ...sheet,
    assignmentId: attempt.assignmentId,
    title: assignment.title,
    number: attempt.number,
    practice: assignment.practice,
    totalMarks: assignment.totalMarks,
    sections,
    questions,
    hasMaths,
    graceMs: assignment.graceMs,
    display: accommodation?.display ?? USUAL_DISPLAY,
    hideTimer: accommodation?.hideTimer ?? false,
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

async function questionsOf(
  { tables }: Pick<AttemptDeps, "tables">,
  { schoolId }: Attempt,
  { slots }: Paper,
): Promise<StudentQuestion[]> {
  const ids = slots.map(({ questionId, version }) => `${questionId}-${version}`);
  const versions = await tables.questionVersions.findMany(schoolId, [...new Set(ids)]);
  const contents = new Map(versions.map(({ id, content }) => [id, content]));
  return await Promise.all(slots.map(({ slotId, maxMark, order }, i) => {
    const content = contents.get(ids[i]!);
    if (content === undefined) throw new Error(`Cannot find question ${ids[i]}`);
    return studentQuestion(content, { slotId, number: i + 1, maxMark, order, mediaUrl });
  }));
}

async function sectionsOf(
  exam: ExamVersion,
  { slots }: Paper,
): Promise<{ sections: StudentSection[]; hasMaths: boolean }> {
  const set = await loadRichText();
  const intros = exam.sections.map(({ intro }) => set(intro, { mediaUrl }));
  const sections = exam.sections.map(({ id, title }, i) => ({
    id,
    title: titleText(title, MAX_SECTION_TITLE),
    introHtml: intros[i]!.html,
    slotIds: slots.filter(({ sectionId }) => sectionId === id).map(({ slotId }) => slotId),
  }));
  return { sections, hasMaths: intros.some((it) => it.hasMaths) };
}

async function studentAnswer(
  { attempts }: Pick<AttemptDeps, "attempts">,
  attempt: Attempt,
  { slotId, response, seq, writerId, savedAt, parked }: Answer,
): Promise<StudentAnswer> {
  const others = await Promise.all(parked.map(async (it): Promise<OtherVersion[]> => {
    const [event] = await attempts.events(attempt, it.seq - 1, 1);
    if (event?.data.type !== "parked") return [];
    const device = attempt.writers[it.writerId ?? ""]?.label ?? "";
    return [{ seq: it.seq, at: it.at, device, response: event.data.response }];
  }));
  return { slotId, response, seq, writerId, savedAt, others: others.flat() };
}

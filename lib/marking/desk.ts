import type { Answer, Attempt } from "../model/attempts/attempt_schema.ts";
import { notFound } from "../model/process/errors.ts";
import { claimOf, latestMark } from "../grading/latest_marks.ts";
import { namesHidden } from "./hidden_names.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { responseText } from "../questions/response_text.ts";
import type { MarkingAnswer } from "../model/marking/marking_schema.ts";
import type { User } from "../access/user.ts";
import { secretOf } from "../attempts/receipts.ts";
import { inQueueOrder } from "./answer_order.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { type MarkingSlot, requireSlot } from "./marking_slot.ts";
import { gradesOf, progressOf } from "./queue.ts";

export interface DeskQuery {
  user: User;
  assignmentId: string;
  slotId: string;
}

/** The queue of one question: its grades in the queue's order, and how far it is. */
export interface Desk extends MarkingSlot {
  /** Answers that people mark, in the queue's order. */
  grades: Grade[];
  marked: number;
  total: number;
}

/** @throws {DomainError} `not_found`. */
export async function openDesk(deps: MarkingDeps, { user, ...ids }: DeskQuery): Promise<Desk> {
  const slot = await requireSlot(deps, user, ids);
  const all = await gradesOf(deps, slot.assignment);
  const manual = all.filter((it) =>
    it.manual.includes(ids.slotId) || it.waiting.includes(ids.slotId)
  );
  const { marked, total } = progressOf(all, ids.slotId);
  const { schoolId, id } = slot.assignment;
  const secret = await secretOf(deps.receiptKeys, `queue/${schoolId}/${id}/${ids.slotId}`);
  return { ...slot, grades: inQueueOrder(manual, secret), marked, total };
}

/**
 * The next answer that waits and nobody else marks, after `after` and from the beginning once the end is reached.
 *
 * @param after Attempt to go on from; `null`: from the first.
 * @param skip Attempts left for later in this sitting; they come when no others wait.
 */
export function nextWaiting(
  { grades, slot }: Pick<Desk, "grades" | "slot">,
  { user, now, after, skip = [] }: {
    user: User;
    now: number;
    after: string | null;
    skip?: readonly string[];
  },
): Grade | null {
  const start = grades.findIndex(({ id }) => id === after) + 1;
  const open = [...grades.slice(start), ...grades.slice(0, start)].filter((it) =>
    it.id !== after && it.waiting.includes(slot.slotId) &&
    claimOf(it, slot.slotId, { now, exceptId: user.id }) === null
  );
  return open.find(({ id }) => !skip.includes(id)) ?? open[0] ?? null;
}

/** One answer as a marker sees it: its number in the queue, and the name only where it is not hidden. */
export async function markingAnswer(
  deps: MarkingDeps,
  desk: Desk,
  { user, attemptId }: { user: User; attemptId: string },
): Promise<MarkingAnswer> {
  const { schoolId } = user;
  const at = desk.grades.findIndex(({ id }) => id === attemptId);
  const grade = desk.grades[at];
  if (!grade) throw notFound();
  const { slotId } = desk.slot;
  const claim = claimOf(grade, slotId, { now: deps.now(), exceptId: user.id });
  const last = latestMark(grade, slotId);
  const hidden = namesHidden(desk.assignment);
  const [attempt, answers, people] = await Promise.all([
    deps.attempts.find({ schoolId, id: attemptId }),
    deps.attempts.answers({ schoolId, id: attemptId }),
    deps.tables.people.findMany(schoolId, [
      ...(hidden ? [] : [grade.studentId]),
      ...(claim ? [claim.byId] : []),
      ...(last?.byId ? [last.byId] : []),
    ]),
  ]);
  const nameOf = (id: string | null | undefined) => people.find((it) => it.id === id)?.name ?? null;
  return {
    attemptId,
    number: at + 1,
    name: hidden ? null : nameOf(grade.studentId),
    ...written(desk.question.content, answers, slotId),
    submittedAt: hidden ? null : grade.submittedAt,
    late: isLate(attempt),
    rev: last?.rev ?? 0,
    mark: last?.mark ?? null,
    rubric: last?.rubric ?? null,
    comment: last?.comment ?? "",
    markedAt: last?.mark === null || last === null ? null : last.at,
    markedBy: nameOf(last?.byId),
    claimedBy: claim ? nameOf(claim.byId) ?? "A colleague" : null,
  };
}

const isLate = (attempt: Attempt | null) => attempt?.late ?? false;

function written(
  content: QuestionContent,
  answers: ReadonlyMap<string, Answer>,
  slotId: string,
): Pick<MarkingAnswer, "text" | "words"> {
  const response = answers.get(slotId)?.response ?? null;
  const text = responseText(content, response);
  return { text, words: text.trim() === "" ? 0 : text.trim().split(/\s+/).length };
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { grade } from "../grading/grade.ts";
import type { GradeContext } from "../grading/graded.ts";
import { rulesHash } from "../grading/rules_hash.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Answer, Attempt, Paper, PaperSlot } from "../model/attempts/attempt_schema.ts";
import { cutText } from "../model/process/common_schema.ts";
import { totalled } from "../grading/latest_marks.ts";
import { type Grade, type GradedSlot, type MarkEvent, MAX_WROTE } from "../grading/grade_schema.ts";
import { markOf } from "../model/marking/marks.ts";
import type { QuestionContent, QuestionResponse } from "../model/questions/question_schema.ts";
import { canonicalResponse, isBlank } from "../model/attempts/response.ts";

export interface NewGradeInput {
  assignment: Pick<Assignment, "teacherId" | "negative">;
  attempt: Attempt;
  paper: Paper;
  /** By slot. */
  answers: ReadonlyMap<string, Answer>;
  /** By `<questionId>-<version>`. */
  contents: ReadonlyMap<string, QuestionContent>;
  /** BCP 47, the student's: how a number is read. */
  locale: string;
  now: number;
}

/** A handed-in attempt as the key alone grades it: blanks are 0, what only a person can mark waits. Pure. */
export function newGrade(input: NewGradeInput): Grade {
  const { attempt, paper, assignment, now } = input;
  const context: GradeContext = { negative: assignment.negative, locale: input.locale };
  const graded = paper.slots.map((slot) => {
    const content = input.contents.get(`${slot.questionId}-${slot.version}`);
    if (!content) throw new Error(`Cannot grade slot ${slot.slotId}: its question is missing`);
    return gradedSlot(
      { slot, content, response: input.answers.get(slot.slotId)?.response ?? null },
      context,
    );
  });
  const marks = graded.flatMap(({ event }) => event === null ? [] : { ...event, at: now });
  return totalled({
    id: attempt.id,
    schoolId: attempt.schoolId,
    createdAt: now,
    assignmentId: attempt.assignmentId,
    teacherId: assignment.teacherId,
    studentId: attempt.studentId,
    number: attempt.number,
    submittedAt: attempt.submittedAt ?? now,
    rev: 0,
    slots: graded.map(({ facts }) => facts),
    marks,
    waiting: [],
    manual: graded.filter(({ event }) => event === null).map(({ facts }) => facts.slotId),
    claims: [],
    mark: 0,
    maxMark: 0,
    state: "pending",
    voided: false,
  });
}

interface SlotInput {
  slot: PaperSlot;
  content: QuestionContent;
  response: QuestionResponse;
}

/** What the results need of one answer, and its automatic mark; `null` when a person has to mark it. */
function gradedSlot(
  { slot, content, response }: SlotInput,
  context: GradeContext,
): { facts: GradedSlot; event: Omit<MarkEvent, "at"> | null } {
  const { slotId, questionId, version, maxMark } = slot;
  const facts: GradedSlot = {
    slotId,
    questionId,
    version,
    maxMark,
    blank: isBlank(response),
    ...outline(response),
    answerHash: shortHash(canonicalResponse(response)),
  };
  const { fraction, unsure } = grade(content, response, context);
  if (unsure && maxMark > 0) return { facts, event: null };
  return {
    facts,
    event: {
      slotId,
      rev: 1,
      source: "auto",
      mark: markOf(fraction, maxMark),
      fraction,
      rubric: null,
      comment: "",
      byId: null,
      rulesHash: rulesHash(content, context.negative),
    },
  };
}

/** The choice or short text of a response, for counting how often each was given. */
function outline(response: QuestionResponse): Pick<GradedSlot, "chosen" | "wrote" | "unitId"> {
  switch (response?.kind) {
    case "choice_one":
    case "true_false":
      return { chosen: [response.optionId], wrote: "" };
    case "choice_many":
      return { chosen: [...new Set(response.optionIds)], wrote: "" };
    case "short":
      return { chosen: [], wrote: begun(response.text) };
    case "numerical":
      return { chosen: [], wrote: begun(response.text), unitId: response.unitId };
    default:
      return { chosen: [], wrote: "" };
  }
}

function begun(text: string): string {
  return cutText(text.trim().replaceAll(/\s+/g, " "), MAX_WROTE);
}

function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24);
}

/**
 * The stored grade brought up to a fresh one: an answer that changed, or an automatic mark whose rule or key changed, gets a
 * new event. What a person marked stays while the answer is the same, and so does what an earlier version of the graders
 * gave. Returns `old` itself when nothing changes.
 *
 * @param isEarlier Whether an earlier version gave this mark, by the same key.
 */
export function regraded(
  old: Grade,
  fresh: Grade,
  isEarlier: (mark: MarkEvent) => boolean = () => false,
): Grade {
  const before = new Map(old.slots.map((it) => [it.slotId, it.answerHash]));
  const added = fresh.slots.flatMap(({ slotId, answerHash }) => {
    const was = old.marks.findLast((it) => it.slotId === slotId) ?? null;
    const auto = fresh.marks.find((it) => it.slotId === slotId) ?? null;
    const same = before.get(slotId) === answerHash;
    if (same && (was === null || was.source !== "auto")) return was === null && auto ? [auto] : [];
    if (same && was?.rulesHash === (auto?.rulesHash ?? null)) return [];
    if (same && was !== null && isEarlier(was)) return [];
    if (was === null && auto === null) return [];
    return [{ ...(auto ?? waits(slotId, fresh.createdAt)), rev: (was?.rev ?? 0) + 1 }];
  });
  const same = fresh.slots.every((it) => before.get(it.slotId) === it.answerHash);
  if (added.length === 0 && same && !old.voided && old.submittedAt === fresh.submittedAt) {
    return old;
  }
  return totalled({
    ...old,
    rev: old.rev + 1,
    submittedAt: fresh.submittedAt,
    slots: fresh.slots,
    manual: fresh.manual,
    marks: [...old.marks, ...added],
    claims: added.length === 0 ? old.claims : [],
    voided: false,
  });
}

/** The slot waits for a person again. */
function waits(slotId: string, at: number): MarkEvent {
  return {
    slotId,
    rev: 1,
    at,
    source: "auto",
    mark: null,
    fraction: null,
    rubric: null,
    comment: "",
    byId: null,
    rulesHash: null,
  };
}

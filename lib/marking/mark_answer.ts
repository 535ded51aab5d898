import { audit, ofTest } from "../access/audit.ts";
import { canonicalJson } from "../model/process/canonical_json.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import { latestMark, markRev, withMark } from "../grading/latest_marks.ts";
import type { Grade, MarkEvent } from "../grading/grade_schema.ts";
import { toFraction } from "../model/marking/marks.ts";
import type { User } from "../access/user.ts";
import { openItems, type RubricChoice, rubricMark } from "../model/marking/rubric.ts";
import { others, refuseClaimed, withName } from "./claims.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { tellLate } from "./release_notices.ts";
import { type MarkingSlot, requireGrade, requireSlot } from "./marking_slot.ts";

export interface MarkCommand {
  user: User;
  attemptId: string;
  slotId: string;
  /** Number of the mark the marker saw, 0 where there was none. */
  rev: number;
  /** `null` where a rubric gives it. */
  mark: number | null;
  rubric: RubricChoice | null;
  comment: string;
}

/**
 * Sets the mark of one answer by hand, also over an automatic one. Repeating the same command changes nothing.
 *
 * @throws {DomainError} `not_found`; `invalid/mark_range`; `conflict/stale` when somebody marked it meanwhile, with that mark
 * in `detail`; `conflict/claimed` while somebody else marks it.
 */
export async function markAnswer(deps: MarkingDeps, command: MarkCommand): Promise<Grade> {
  const { user, slotId } = command;
  const { grade, assignment } = await requireGrade(deps, user, command.attemptId);
  if (!grade.slots.some((it) => it.slotId === slotId)) throw notFound();
  const slot = await requireSlot(deps, user, { assignmentId: assignment.id, slotId });
  const mark = decidedMark(slot, command);
  const marked = await change(deps, command, grade, (old) => {
    if (repeats(old, command, mark)) return old;
    const event: Omit<MarkEvent, "rev"> = {
      slotId,
      at: deps.now(),
      source: "teacher",
      mark,
      fraction: slot.slot.maxMark === 0 ? 0 : toFraction(mark / slot.slot.maxMark),
      rubric: command.rubric === null ? null : { ...command.rubric },
      comment: command.comment.trim(),
      byId: user.id,
      rulesHash: null,
    };
    return withMark(old, event);
  });
  if (assignment.releasedAt !== null) {
    await audit(deps, user, {
      schoolId: user.schoolId,
      action: "mark.after_release",
      targetId: grade.id,
      once: `${slotId} ${markRev(marked, slotId)}`,
      details: {
        ...ofTest(assignment),
        studentId: grade.studentId,
        number: slot.number,
        mark,
        maxMark: slot.slot.maxMark,
      },
    });
    await tellLate(deps, marked);
  }
  return marked;
}

/**
 * Takes this marker's newest mark of an answer back; the mark before it holds again.
 *
 * @throws {DomainError} `not_found`; `conflict/stale` when the newest mark is another one, or not this marker's.
 */
export async function undoMark(
  deps: MarkingDeps,
  command: Pick<MarkCommand, "user" | "attemptId" | "slotId" | "rev">,
): Promise<Grade> {
  const { grade } = await requireGrade(deps, command.user, command.attemptId);
  return await change(deps, command, grade, (old) => {
    const last = latestMark(old, command.slotId);
    const repeated = last?.source === "undo" && last.rev === command.rev + 1;
    if (repeated && last.byId === command.user.id) return old;
    if (last?.source !== "teacher" || last.byId !== command.user.id) throw stale(last);
    const before = old.marks.findLast((it) => it.slotId === command.slotId && it.rev < last.rev);
    return withMark(old, {
      ...(before ?? { ...last, mark: null, fraction: null, rubric: null, comment: "" }),
      at: deps.now(),
      source: "undo",
      byId: command.user.id,
    });
  });
}

async function change(
  deps: MarkingDeps,
  command: Pick<MarkCommand, "user" | "slotId" | "rev">,
  grade: Grade,
  apply: (grade: Grade) => Grade,
): Promise<Grade> {
  const { user, slotId, rev } = command;
  try {
    return await deps.tables.grades.update(grade, (old) => {
      refuseClaimed(old, slotId, { user, now: deps.now() });
      const next = apply(old);
      if (next === old) return old;
      if (markRev(old, slotId) !== rev) throw stale(latestMark(old, slotId));
      return { ...next, claims: others(next, command, deps.now()) };
    });
  } catch (error) {
    throw await withName(deps, user, error);
  }
}

function stale(last: MarkEvent | null): DomainError {
  const { rev = 0, mark = null, rubric = null, comment = "", byId = null, at = 0 } = last ?? {};
  return new DomainError("conflict", "Somebody marked this answer meanwhile", {
    reason: "stale",
    detail: { rev, mark, rubric, comment, byId, at },
  });
}

/** Whether the newest mark is what this command set before: its answer was lost on the way. */
function repeats(
  grade: Grade,
  { user, slotId, rev, rubric, comment }: MarkCommand,
  mark: number,
): boolean {
  const last = latestMark(grade, slotId);
  return last !== null && last.rev === rev + 1 && last.source === "teacher" &&
    last.byId === user.id && last.mark === mark && last.comment === comment.trim() &&
    canonicalJson(last.rubric) === canonicalJson(rubric);
}

/** @throws {DomainError} `invalid/mark_range`. */
function decidedMark({ slot, rubric }: MarkingSlot, command: MarkCommand): number {
  if (command.rubric !== null) {
    const known = rubric?.items ?? [];
    const open = openItems(known, command.rubric);
    const strange = Object.keys(command.rubric).some((id) => !known.some((it) => it.id === id));
    if (known.length === 0 || strange || open.length > 0) {
      throw range(open[0] ? `rubric.${open[0]}` : "rubric", "Choose a level in every row");
    }
    return rubricMark(known, command.rubric, slot.maxMark);
  }
  const { mark } = command;
  if (mark === null || !(mark >= 0 && mark <= slot.maxMark)) {
    throw range("mark", `Enter a mark from 0 to ${slot.maxMark}`);
  }
  return mark;
}

function range(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { reason: "mark_range", fields: [{ path, message }] });
}

import { DomainError } from "../model/process/errors.ts";
import type { Claim, Grade, MarkEvent } from "./grade_schema.ts";
import { attemptTotal, percentOf, sumMarks } from "../model/marking/marks.ts";

/** The event that decides a slot's mark; `null` while nobody and nothing has marked it. */
export function latestMark({ marks }: Pick<Grade, "marks">, slotId: string): MarkEvent | null {
  return marks.findLast((event) => event.slotId === slotId) ?? null;
}

/** Number of the slot's newest event, 0 before the first: what the next one must name. */
export function markRev(grade: Pick<Grade, "marks">, slotId: string): number {
  return latestMark(grade, slotId)?.rev ?? 0;
}

/** The newest event of every slot that has one. */
export function latestMarks({ marks }: Pick<Grade, "marks">): Map<string, MarkEvent> {
  return new Map(marks.map((event) => [event.slotId, event]));
}

/** The grade with its sums computed from its events anew. */
export function totalled(grade: Grade): Grade {
  const latest = latestMarks(grade);
  const markOf = (slotId: string) => latest.get(slotId)?.mark ?? null;
  const waiting = grade.slots.map(({ slotId }) => slotId).filter((id) => markOf(id) === null);
  const marks = grade.slots.flatMap(({ slotId }) => markOf(slotId) ?? []);
  return {
    ...grade,
    waiting,
    mark: attemptTotal(marks),
    maxMark: sumMarks(grade.slots.map(({ maxMark }) => maxMark)),
    state: waiting.length === 0 ? "complete" : marks.length === 0 ? "pending" : "partial",
  };
}

/** Most marks of one attempt before a person gives another: automatic ones need the room above. */
export const MAX_GIVEN_MARKS = 3_600;

/**
 * The grade with one event more, and its sums. The event's number is the slot's next.
 *
 * @throws {DomainError} `too_large` at {@linkcode MAX_GIVEN_MARKS}.
 */
export function withMark(grade: Grade, event: Omit<MarkEvent, "rev">): Grade {
  if (grade.marks.length >= MAX_GIVEN_MARKS) {
    throw new DomainError("too_large", "This test was marked too often to be marked again");
  }
  const rev = markRev(grade, event.slotId) + 1;
  return totalled({ ...grade, rev: grade.rev + 1, marks: [...grade.marks, { ...event, rev }] });
}

/** Who is marking this answer now; `null` when nobody is, or only `exceptId`. */
export function claimOf(
  { claims }: Pick<Grade, "claims">,
  slotId: string,
  { now, exceptId }: { now: number; exceptId: string },
): Claim | null {
  return claims.find((it) => it.slotId === slotId && it.byId !== exceptId && now < it.untilAt) ??
    null;
}

/** Per cent of what could be won; `null` where nothing could, or a mark is still missing. */
export function gradePercent(
  { mark, maxMark, state }: Pick<Grade, "mark" | "maxMark" | "state">,
): number | null {
  return state === "complete" ? percentOf(mark, maxMark) : null;
}

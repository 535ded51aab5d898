import { numberKey, openKey } from "../../lib/attempts/store.ts";
import {
  type Attempt,
  AttemptSchema,
  type Paper,
  PaperSchema,
} from "../../lib/model/attempts/attempt_schema.ts";
import type { RowRef } from "../../lib/store/store.ts";

/** Slots in one value of a paper: 20 long option ids each stay below 64 KiB. */
const PAPER_PART = 25;

export function headKey({ schoolId, id }: RowRef): Deno.KvKey {
  return ["attempt", schoolId, id];
}

export function partPrefix(kind: string, { schoolId, id }: RowRef): Deno.KvKey {
  return [kind, schoolId, id];
}

export function partKey(kind: string, ref: RowRef, part: string | number): Deno.KvKey {
  return [...partPrefix(kind, ref), part];
}

export function listKey(kind: string, schoolId: string, ...rest: string[]): Deno.KvKey {
  return [kind, schoolId, ...rest];
}

export function studentKey({ schoolId, studentId, assignmentId, id }: Attempt): Deno.KvKey {
  return listKey("attempts_by", schoolId, studentId, assignmentId, id);
}

function dueKey({ dueAt, schoolId, id }: Attempt): Deno.KvKey | null {
  return dueAt === null ? null : ["attempts_due", dueAt, schoolId, id];
}

function openClaim(attempt: Attempt): Deno.KvKey | null {
  const key = openKey(attempt);
  return key === null ? null : ["attempt_open", attempt.schoolId, key];
}

/** Writes the paper in parts. */
export function setPaper(write: Deno.AtomicOperation, ref: RowRef, paper: Paper): void {
  for (let at = 0; at < paper.slots.length; at += PAPER_PART) {
    const part = PaperSchema.parse({ slots: paper.slots.slice(at, at + PAPER_PART) });
    write.set(partKey("attempt_paper", ref, at), part.slots);
  }
}

/** The claim that one student's attempts at one assignment have different numbers. */
export function numberClaim(attempt: Attempt): Deno.KvKey {
  return ["attempt_number", attempt.schoolId, numberKey(attempt)];
}

/** Writes what an attempt is listed by for good. */
export function setLists(write: Deno.AtomicOperation, attempt: Attempt): void {
  write.set(listKey("attempts_of", attempt.schoolId, attempt.assignmentId, attempt.id), true)
    .set(studentKey(attempt), true).set(numberClaim(attempt), attempt.id);
}

/** Writes the head with its claim of being open and its place among the due. */
export function setHead(write: Deno.AtomicOperation, before: Attempt | null, after: Attempt): void {
  const ref = { schoolId: after.schoolId, id: after.id };
  const [wasDue, isDue] = [before && dueKey(before), dueKey(after)];
  if (before?.dueAt !== after.dueAt) {
    if (wasDue) write.delete(wasDue);
    if (isDue) write.set(isDue, ref);
  }
  const [wasOpen, isOpen] = [before && openClaim(before), openClaim(after)];
  if (wasOpen && !isOpen) write.delete(wasOpen);
  if (isOpen && !wasOpen) write.check({ key: isOpen, versionstamp: null }).set(isOpen, after.id);
  write.set(headKey(after), AttemptSchema.parse(after));
}

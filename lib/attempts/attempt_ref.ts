import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { MAX_ID } from "../model/process/common_schema.ts";
import { notFound } from "../model/process/errors.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import { attemptsOf, type AttemptStore } from "./store.ts";

/** Before a student's id it stands for the newest attempt of that student. No attempt's own id begins so. */
const BY_PERSON = "of-";

/**
 * What pages and the API call an attempt where its student is named. While names are hidden this is not its id, by which
 * the marking desk knows its answers: one leads to the other in neither direction.
 */
export function attemptRef(
  assignment: Assignment,
  { id, studentId }: Pick<Attempt, "id" | "studentId">,
): string {
  return namesHidden(assignment) ? byPersonRef(studentId) : id;
}

/** As long as an id that a client sends; of an id that is longer a hash. */
function byPersonRef(studentId: string): string {
  const ref = `${BY_PERSON}${studentId}`;
  if (ref.length <= MAX_ID) return ref;
  return `${BY_PERSON}${bytesToHex(sha256(utf8ToBytes(studentId))).slice(0, 40)}`;
}

export interface FoundAttempt {
  attempt: Attempt;
  /** It was asked for by its student, who is known. */
  byPerson: boolean;
}

/** The attempt of this test that an id or an {@linkcode attemptRef} means. @throws {DomainError} `not_found`. */
export async function requireAttempt(
  attempts: AttemptStore,
  assignment: Assignment,
  ref: string,
): Promise<FoundAttempt> {
  if (ref.startsWith(BY_PERSON)) {
    const own = (await attemptsOf(attempts, assignment))
      .filter(({ studentId }) => byPersonRef(studentId) === ref);
    const newest = own.toSorted((a, b) => a.number - b.number).at(-1);
    if (newest) return { attempt: newest, byPerson: true };
  }
  const attempt = await attempts.find({ schoolId: assignment.schoolId, id: ref });
  if (attempt?.assignmentId !== assignment.id) throw notFound();
  return { attempt, byPerson: false };
}

import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import { mayArchiveForOthers } from "../access/policy/authoring.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { listAll } from "../store/store.ts";
import { requireExam } from "./access.ts";
import { removeExam } from "./create.ts";

interface ExamCommand {
  user: User;
  examId: string;
}

/** Puts a test away. @throws {DomainError} `conflict/assignment_open` while somebody can sit it. */
export async function archiveExam(
  deps: AuthoringDeps,
  { user, examId }: ExamCommand,
): Promise<Exam> {
  const exam = await requireArchivable(deps, user, examId);
  const now = deps.now();
  if ((await assignmentsOf(deps, exam)).some((it) => isOpen(it, now))) {
    throw new DomainError("conflict", "This test is still open for a class", {
      reason: "assignment_open",
    });
  }
  return await deps.tables.exams.update(exam, (it) => ({ ...it, state: "archived" }));
}

/** Takes a test out of the archive. */
export async function restoreExam(
  deps: AuthoringDeps,
  { user, examId }: ExamCommand,
): Promise<Exam> {
  const exam = await requireArchivable(deps, user, examId);
  return await deps.tables.exams.update(exam, (it) => ({
    ...it,
    state: it.publishedVersion === null ? "draft" : "published",
  }));
}

/** Takes a publication back, so that the test can no longer be assigned. @throws {DomainError} `conflict/has_attempts` once assigned. */
export async function withdrawExam(
  deps: AuthoringDeps,
  { user, examId }: ExamCommand,
): Promise<Exam> {
  const exam = await requireOwned(deps, user, examId);
  await refuseAssigned(deps, exam, "has_attempts");
  return await deps.tables.exams.update(exam, (it) => ({
    ...it,
    state: "draft",
    publishedVersion: null,
    publishedRev: null,
  }));
}

/** @throws {DomainError} `conflict/in_use` once it was assigned to anybody. */
export async function deleteExam(
  deps: AuthoringDeps,
  { user, examId }: ExamCommand,
): Promise<void> {
  const exam = await requireOwned(deps, user, examId);
  await refuseAssigned(deps, exam, "in_use");
  await removeExam(deps, exam);
}

/** Archiving: the owner's, and the school_admin's for a teacher who left. */
async function requireArchivable(deps: AuthoringDeps, user: User, examId: string): Promise<Exam> {
  if (!mayArchiveForOthers(user)) return await requireOwned(deps, user, examId);
  const exam = await deps.tables.exams.find({ schoolId: user.schoolId, id: examId });
  if (exam === null) throw notFound();
  return exam;
}

async function requireOwned(deps: AuthoringDeps, user: User, examId: string): Promise<Exam> {
  const exam = await requireExam(deps, user, examId);
  if (exam.ownerId !== user.id) {
    throw new DomainError("forbidden", "Only the owner of a test may do this");
  }
  return exam;
}

async function assignmentsOf({ tables }: AuthoringDeps, exam: Exam): Promise<Assignment[]> {
  return await listAll(tables.assignments, "byExam", exam.schoolId, [exam.id]);
}

function isOpen({ closesAt, closedAt, cancelledAt, releasedAt }: Assignment, now: number): boolean {
  if (closedAt !== null || cancelledAt !== null || releasedAt !== null) return false;
  return closesAt === null || now <= closesAt;
}

async function refuseAssigned(
  deps: AuthoringDeps,
  exam: Exam,
  reason: "in_use" | "has_attempts",
): Promise<void> {
  const times = (await assignmentsOf(deps, exam)).length;
  if (times === 0) return;
  throw new DomainError("conflict", "This test was given to a class: archive it instead", {
    reason,
    detail: { assignments: times },
  });
}

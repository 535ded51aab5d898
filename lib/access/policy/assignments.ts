import type { Assignment } from "../../model/assignments/assignment_schema.ts";
import type { Exam } from "../../model/exams/exam_schema.ts";
import type { User } from "../user.ts";
import { mayEditExam } from "./authoring.ts";

/** @param teachesClass A class audience: the user teaches in it; named persons: the user teaches every one of them. */
export function mayAssign(
  user: User,
  exam: Pick<Exam, "ownerId" | "editorIds">,
  teachesClass: boolean,
): boolean {
  return mayEditExam(user, exam) && teachesClass;
}

/**
 * Room, settings, marking, results and release of an assignment: who set it, who may edit the test, and the school_admin
 * for when a teacher is away.
 */
export function mayRunAssignment(
  user: User,
  assignment: Pick<Assignment, "teacherId">,
  exam: Pick<Exam, "ownerId" | "editorIds"> | null,
): boolean {
  if (user.role === "school_admin") return true;
  if (user.role !== "teacher") return false;
  return assignment.teacherId === user.id || (exam !== null && mayEditExam(user, exam));
}

/** Whether there may be tests to run for this person at all; which ones, {@linkcode mayRunAssignment} says. */
export function mayRunTests(user: User): boolean {
  return user.role === "teacher" || user.role === "school_admin";
}

/** Whether the test must be read to know if {@linkcode mayRunAssignment}: a teacher runs own ones anyhow. */
export function runsByExam(user: User, { teacherId }: Pick<Assignment, "teacherId">): boolean {
  return user.role === "teacher" && teacherId !== user.id;
}

/** Marks what waits in the whole school, for teachers who are away. */
export function mayMarkWholeSchool(user: User): boolean {
  return user.role === "school_admin";
}

/** Whether answers wait for this person on every page: a teacher's, never the office's. */
export function isAskedToMark(user: User): boolean {
  return user.role === "teacher";
}

/** Sits tests, of those that are given to them. */
export function maySit(user: User): boolean {
  return user.role === "student";
}

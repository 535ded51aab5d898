import type { Assignment } from "../../model/assignments/assignment_schema.ts";
import type { Exam } from "../../model/exams/exam_schema.ts";
import type { User } from "../user.ts";
import { mayRunAssignment } from "./assignments.ts";

/** Results of a test: those who run it, the class teacher of the class, and the principal. @param classTeacher Of the audience's class. */
export function maySeeResults(
  user: User,
  assignment: Pick<Assignment, "teacherId">,
  { exam, classTeacher }: {
    exam: Pick<Exam, "ownerId" | "editorIds"> | null;
    classTeacher: boolean;
  },
): boolean {
  return user.role === "principal" || mayRunAssignment(user, assignment, exam) ||
    (user.role === "teacher" && classTeacher);
}

/** One test on the page of a student: as its results, and what was given by name also for the student's class teacher. */
export function maySeeStudentTest(
  user: User,
  assignment: Pick<Assignment, "teacherId">,
  facts: {
    exam: Pick<Exam, "ownerId" | "editorIds"> | null;
    /** Of the audience's class, or of a class in which a student named by the audience is now. */
    classTeacher: boolean;
  },
): boolean {
  return maySeeResults(user, assignment, facts);
}

/** Marks by name of a whole class at once. A principal opens one student's page, which is written down. */
export function maySeeNamedMarks(user: User): boolean {
  return user.role === "teacher" || user.role === "school_admin";
}

/** All tests of a class or student, of every subject; other teachers see those they run. @param classTeacher Of the class, or of one the student is in. */
export function maySeeEveryTest(user: User, classTeacher: boolean): boolean {
  return user.role !== "teacher" || classTeacher;
}

/** Whether it is written down when `user` opens a student's results or answers. */
export function isWatched(user: User): boolean {
  return user.role === "principal";
}

import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import type { Role } from "../model/people/people_schema.ts";
import type { QuestionBank } from "../model/questions/question_schema.ts";
import { isSmallGroup } from "../model/statistics/small_groups.ts";
import type { User } from "./user.ts";
import { INSTALLATION } from "../store/store.ts";

/**
 * Who may do what: the one place that says so. Rules are pure; what they need to know of relationships comes as an
 * argument from `lib/access/relations.ts`. Rows are the asker's own school's already: stores are scoped.
 * @module
 */

/** Year, classes, subjects, teachings, enrolments, guardians, settings. */
export function mayRunSchool(user: User): boolean {
  return user.role === "school_admin";
}

/** Lists of people and classes of the whole school. */
export function maySeeSchool(user: User): boolean {
  return user.role === "school_admin" || user.role === "principal";
}

/** Who did what: the office in its own school, and the administrator of the installation what concerns no school. */
export function mayReadAudit(user: User): boolean {
  return user.role === "admin" ? user.schoolId === INSTALLATION : mayRunSchool(user);
}

/** Roles that `user` may give to others; never to oneself, and `admin` is made on the command line alone. */
export function rolesToGive(user: User): readonly Role[] {
  return user.role === "school_admin"
    ? ["student", "teacher", "parent", "principal", "school_admin"]
    : [];
}

/** @param teachesThem The person is a student whom `user` teaches now. */
export function mayResetPassword(
  user: User,
  person: { id: string; role: Role },
  teachesThem: boolean,
): boolean {
  if (person.id === user.id || person.role === "admin") return false;
  if (user.role === "school_admin") return true;
  return user.role === "teacher" && person.role === "student" && teachesThem;
}

/** Who grants extra time and larger print. */
export function mayGrantAccommodation(user: User): boolean {
  return user.role === "school_admin" || user.role === "principal";
}

/** @param related Teaches the student, is the student's guardian, or is the student. */
export function maySeeAccommodation(user: User, related: boolean): boolean {
  return mayGrantAccommodation(user) || related;
}

/** Writes tests and questions. */
export function mayAuthor(user: User): boolean {
  return user.role === "teacher";
}

export function mayUseBank(user: User, bank: QuestionBank): boolean {
  return mayAuthor(user) && (bank.ownerId === user.id || bank.sharing === "school");
}

export function mayEditBank(user: User, bank: QuestionBank): boolean {
  return mayAuthor(user) && bank.ownerId === user.id;
}

/** A colleague's test stays private until it is shared by naming the colleague an editor. */
export function mayEditExam(user: User, exam: Pick<Exam, "ownerId" | "editorIds">): boolean {
  return mayAuthor(user) && (exam.ownerId === user.id || exam.editorIds.includes(user.id));
}

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

/**
 * A student's page with results and what is open, by name: who sees the school, and the student's teachers.
 *
 * @param teachesThem In any subject or as class teacher, now.
 */
export function mayOpenStudent(user: User, teachesThem: boolean): boolean {
  return maySeeSchool(user) || (user.role === "teacher" && teachesThem);
}

/** Anybody's page: of a student as above, of all others for who sees the school. */
export function mayOpenPerson(
  user: User,
  { role }: { role: Role },
  teachesThem: boolean,
): boolean {
  return role === "student" ? mayOpenStudent(user, teachesThem) : maySeeSchool(user);
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

/**
 * Whether the figures of this group are shown to `user`: a principal sees none of a small one.
 *
 * @param n Results that the figures rest on.
 */
export function maySeeGroup(user: User, n: number): boolean {
  return user.role !== "principal" || !isSmallGroup(n);
}

/** Whether a person may see how far a job is, and end it: who asked for it, and who runs the school. */
export function mayFollowJob(user: User, { byId }: { byId: string | null }): boolean {
  return byId === user.id || mayRunSchool(user);
}

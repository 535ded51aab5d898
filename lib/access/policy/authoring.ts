import type { Exam } from "../../model/exams/exam_schema.ts";
import type { QuestionBank } from "../../model/questions/question_schema.ts";
import type { User } from "../user.ts";

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

/** Puts away and takes back a test that somebody else owns: the office, for a teacher who left. */
export function mayArchiveForOthers(user: User): boolean {
  return user.role === "school_admin";
}

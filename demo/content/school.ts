/** The demo school, its classes and its staff. */
import type { SubjectName } from "./question.ts";

export const SCHOOL = {
  name: "Nilgiri Valley School",
  code: "nilgiri",
  timeZone: "Asia/Kolkata",
  locale: "en-IN",
  passPercent: 33,
} as const;

/** Every demo account signs in with this. */
export const DEMO_PASSWORD = "nilgiri-2026";

export const CLASSES = [
  { key: "9a", name: "Class 9 A", grade: "9", section: "A" },
  { key: "9b", name: "Class 9 B", grade: "9", section: "B" },
  { key: "10a", name: "Class 10 A", grade: "10", section: "A" },
  { key: "10b", name: "Class 10 B", grade: "10", section: "B" },
] as const;
export type ClassKey = typeof CLASSES[number]["key"];
export const CLASS_SIZE = 36;

export const SUBJECTS: readonly SubjectName[] = ["Mathematics", "Science", "English", "Hindi"];

export interface DemoStaff {
  username: string;
  name: string;
  email: string;
  role: "teacher" | "principal" | "school_admin";
  /** The class whose class teacher this is. */
  classTeacherOf: ClassKey | null;
  teaches: readonly { subject: SubjectName; classes: readonly ClassKey[] }[];
}

function staff(
  username: string,
  name: string,
  role: DemoStaff["role"],
  rest: Partial<Pick<DemoStaff, "classTeacherOf" | "teaches">> = {},
): DemoStaff {
  const email = `${username}@nilgiri.example`;
  return { username, name, email, role, classTeacherOf: null, teaches: [], ...rest };
}
const ALL: readonly ClassKey[] = ["9a", "9b", "10a", "10b"];

/** Eight teachers, so that each class has all subjects; then principal and school admin. */
export const STAFF: readonly DemoStaff[] = [
  staff("meera.rao", "Meera Rao", "teacher", {
    classTeacherOf: "10b",
    teaches: [{ subject: "Mathematics", classes: ["10a", "10b"] }],
  }),
  staff("thomas.kurian", "Thomas Kurian", "teacher", {
    classTeacherOf: "9a",
    teaches: [{ subject: "Mathematics", classes: ["9a", "9b"] }],
  }),
  staff("farida.sheikh", "Farida Sheikh", "teacher", {
    classTeacherOf: "10a",
    teaches: [{ subject: "Science", classes: ["10a", "10b"] }],
  }),
  staff("arun.selvaraj", "Arun Selvaraj", "teacher", {
    teaches: [{ subject: "Science", classes: ["9a"] }],
  }),
  staff("lalitha.menon", "Lalitha Menon", "teacher", {
    classTeacherOf: "9b",
    teaches: [{ subject: "Science", classes: ["9b"] }],
  }),
  staff("peter.dsouza", "Peter D’Souza", "teacher", {
    teaches: [{ subject: "English", classes: ["10a", "10b"] }],
  }),
  staff("nandita.bose", "Nandita Bose", "teacher", {
    teaches: [{ subject: "English", classes: ["9a", "9b"] }],
  }),
  staff("suresh.tripathi", "Suresh Tripathi", "teacher", {
    teaches: [{ subject: "Hindi", classes: ALL }],
  }),
  staff("principal", "Kamala Subramaniam", "principal"),
  staff("office", "Vinod Mathias", "school_admin"),
];

/** The teacher of a subject in a class. */
export function requireTeacher(subject: SubjectName, classKey: ClassKey): DemoStaff {
  const teacher = STAFF.find((it) =>
    it.teaches.some((one) => one.subject === subject && one.classes.includes(classKey))
  );
  if (teacher === undefined) throw new Error(`Cannot find a teacher of ${subject} in ${classKey}`);
  return teacher;
}

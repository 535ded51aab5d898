import { JOB_NAMES } from "../model/jobs/job_words.ts";
import { ROLE_NAMES } from "../model/home/navigation.ts";
import { RoleSchema } from "../model/people/people_schema.ts";

/** What one line keeps, with today's names for its ids. */
export interface AuditFacts {
  /** Who or what the id under this key is called today, for use within a sentence. */
  name: (key: AuditNameKey) => string;
  /** `""` where the line has none. */
  text: (key: string) => string;
  /** 0 where the line has none. */
  number: (key: string) => number;
}

/** Keys of details that are ids of rows with a name. */
export type AuditNameKey =
  | "personId"
  | "studentId"
  | "teacherId"
  | "guardianId"
  | "classId"
  | "subjectId"
  | "yearId"
  | "schoolId"
  | "assignmentId";

type Words = (it: AuditFacts) => string;

const roomOf = (what: Words): Words => (it) =>
  `${what(it)} for ${whom(it)} in ${it.name("assignmentId")}`;
const withReason = (what: string): Words => (it) =>
  `${what} in ${it.name("assignmentId")}: ${it.text("reason")}`;

/** What each kind of line says. A kind that is not here can be written by nobody. */
const AUDIT_WORDS = {
  ["sign_in"]: (it) => `${it.name("personId")} signed in`,
  "sign_in.refused": (it) =>
    it.text("personId") === "" ? "Unknown name" : `${it.name("personId")} was not let in`,
  "school.created": (it) => `Created the school ${it.name("schoolId")}`,
  "school.changed": () => "Changed the school's settings",
  "school.exported": (it) => `Downloaded ${it.text("file")}`,
  "person.added": (it) =>
    it.text("by") === "command_line"
      ? `Made ${it.name("personId")} administrator on the command line`
      : `Added ${it.name("personId")}: ${roleName(it.text("role"))}`,
  "person.role": (it) =>
    `${it.name("personId")}: ${roleName(it.text("from"))} becomes ${roleName(it.text("to"))}`,
  "person.let_in": (it) => `Let ${it.name("personId")} sign in`,
  "person.suspended": (it) => `Suspended ${it.name("personId")}`,
  "person.changed": (it) =>
    `Changed ${it.name("personId")}${it.number("names") > 0 ? ": signs in by another name" : ""}`,
  "password.reset": (it) =>
    `Gave ${it.name("personId")} a one-time password${
      it.text("by") === "command_line" ? " on the command line" : ""
    }`,
  "password.changed": (it) => `${it.name("personId")} chose a new password`,
  "student.enrolled": (it) => `Put ${it.name("studentId")} into ${it.name("classId")}`,
  "student.left": (it) => `Took ${it.name("studentId")} out of ${it.name("classId")}`,
  "guardian.linked": (it) => `Made ${it.name("guardianId")} guardian of ${it.name("studentId")}`,
  "guardian.unlinked": (it) =>
    `${it.name("guardianId")} is no longer guardian of ${it.name("studentId")}`,
  "year.added": (it) => `Added the year ${it.name("yearId")}`,
  "year.changed": (it) => `Changed the year ${it.name("yearId")}`,
  "class.added": (it) => `Added the class ${classWords(it)}`,
  "class.changed": (it) => `Changed the class ${classWords(it)}`,
  "class.removed": (it) => `Removed the class ${it.name("classId")}`,
  "teaching.added": (it) => `${it.name("teacherId")} teaches ${taught(it)}`,
  "teaching.removed": (it) => `${it.name("teacherId")} no longer teaches ${taught(it)}`,
  "accommodation.granted": (it) =>
    `${it.name("personId")}: ${it.number("morePercent")}% more time, text at ${
      it.number("textPercent")
    }%`,
  "assignment.create": (it) => `Assigned ${it.name("assignmentId")}${givenTo(it)}`,
  "assignment.times": (it) => `Changed the times of ${it.name("assignmentId")}`,
  "assignment.cancel": (it) => `Cancelled ${it.name("assignmentId")}`,
  "assignment.exception": (it) =>
    `Gave ${it.name("studentId")} an exception in ${it.name("assignmentId")}: ${it.text("reason")}`,
  "assignment.exception_removed": (it) =>
    `Took the exception of ${it.name("studentId")} in ${it.name("assignmentId")} back`,
  "assignment.release": (it) =>
    `Released ${it.name("assignmentId")}, release ${it.number("releaseNo")}`,
  "assignment.unrelease": (it) =>
    `Took back the results of ${it.name("assignmentId")}, release ${it.number("releaseNo")}`,
  "room.pause": roomOf(() => "Paused"),
  "room.resume": roomOf(() => "Resumed"),
  "room.add_time": roomOf((it) => `Added ${it.number("ms") / 60_000} min`),
  "room.message": roomOf((it) => `Message “${it.text("text")}”`),
  "job.cancel": (it) => `Stopped ${JOB_NAMES.get(it.text("kind")) ?? it.text("kind")}`,
  "room.end": roomOf(() => "Ended"),
  "student.view": (it) => `Opened the results of ${it.name("studentId")}`,
  "attempt.view": (it) => `Opened a student's answers in ${it.name("assignmentId")}`,
  "attempt.reopen": withReason("Opened an attempt again"),
  "attempt.void": withReason("Took an attempt out"),
  "attempt.unvoid": withReason("Let an attempt count again"),
  "attempt.hand_in": (it) => `Handed in for a student in ${it.name("assignmentId")}`,
  "attempt.take_late": (it) =>
    `${
      it.number("taken") === 1
        ? "1 answer taken that had not counted"
        : `${it.number("taken")} answers taken that had not counted`
    } in ${it.name("assignmentId")}`,
  "mark.after_release": (it) =>
    `Question ${it.number("number")} of ${it.name("studentId")} in ${it.name("assignmentId")}: ${
      it.number("mark")
    } of ${it.number("maxMark")}`,
} as const satisfies Record<string, Words>;

/** What kinds of lines there are. */
export type AuditKind = keyof typeof AUDIT_WORDS;

export const AUDIT_KINDS: readonly string[] = Object.keys(AUDIT_WORDS);

const WORDS: ReadonlyMap<string, Words> = new Map(Object.entries(AUDIT_WORDS));

/** What a line says; the kind itself for one that a newer version of the product wrote. */
export function auditWords(action: string, facts: AuditFacts): string {
  return WORDS.get(action)?.(facts) ?? action;
}

function roleName(role: string): string {
  const known = RoleSchema.safeParse(role);
  return known.success ? ROLE_NAMES[known.data].toLowerCase() : role;
}

function classWords(it: AuditFacts): string {
  return `${it.name("classId")}, ${
    it.text("teacherId") === ""
      ? "without a class teacher"
      : `class teacher ${it.name("teacherId")}`
  }`;
}

function taught(it: AuditFacts): string {
  return `${it.name("subjectId")} in ${it.name("classId")}`;
}

/** `""` for a line that was written before it was kept. */
function givenTo(it: AuditFacts): string {
  if (it.text("classId") !== "") return ` to ${it.name("classId")}`;
  return it.number("students") === 0 ? "" : ` to ${whom(it)}`;
}

function whom(it: AuditFacts): string {
  if (it.text("studentId") !== "") return it.name("studentId");
  const students = it.number("students");
  return students === 0 ? "everyone" : `${students} students`;
}

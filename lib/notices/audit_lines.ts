import type { AuditLine } from "../model/audit_line.ts";
import type { Audit } from "../model/people_schema.ts";
import { isolated } from "../model/text_signs.ts";
import type { Tables } from "../tables.ts";
import { type AuditNameKey, auditWords } from "./audit_words.ts";

export type AuditLineDeps = {
  tables: Pick<Tables, "people" | "classes" | "subjects" | "years" | "schools" | "assignments">;
};

/** What is said of a row that is gone, or is another school's. */
const GONE: Readonly<Record<AuditNameKey, string>> = {
  personId: "somebody",
  studentId: "a student",
  teacherId: "a teacher",
  guardianId: "a guardian",
  classId: "a class",
  subjectId: "a subject",
  yearId: "a year",
  schoolId: "a school",
  assignmentId: "a test",
};

/** Lines of one school's audit log in today's words; a line of before keeps its own. */
export async function auditLines(
  deps: AuditLineDeps,
  schoolId: string,
  lines: readonly Audit[],
): Promise<AuditLine[]> {
  const names = await namesIn(deps, schoolId, lines);
  return lines.map((line) => {
    const { details = {}, actorId, summary, action } = line;
    const name = (key: AuditNameKey) => {
      const found = names.get(`${key}/${details[key]}`);
      // Of what was removed, the line itself keeps how it was called.
      return isolated(found ?? textOf(details[`${key}.was`]) ?? GONE[key]);
    };
    const text = (key: string) => textOf(details[key]) ?? "";
    const number = (key: string) => typeof details[key] === "number" ? details[key] : 0;
    return {
      ...line,
      actorName: actorId === null ? null : names.get(`personId/${actorId}`) ?? null,
      text: summary ?? capital(auditWords(action, { name, text, number })),
    };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of every id in the lines, by `<key>/<id>`. One read for each kind of row. */
async function namesIn(
  { tables }: AuditLineDeps,
  schoolId: string,
  lines: readonly Audit[],
): Promise<ReadonlyMap<string, string>> {
  const ids = (key: AuditNameKey) => [
    ...new Set(lines.flatMap(({ details }) => textOf(details?.[key]) ?? [])),
  ];
  const actors = lines.flatMap(({ actorId }) => actorId ?? []);
  const personKeys = ["personId", "studentId", "teacherId", "guardianId"] as const;
  const [people, classes, subjects, years, assignments, schools] = await Promise.all([
    tables.people.findMany(schoolId, [...new Set([...actors, ...personKeys.flatMap(ids)])]),
    tables.classes.findMany(schoolId, ids("classId")),
    tables.subjects.findMany(schoolId, ids("subjectId")),
    tables.years.findMany(schoolId, ids("yearId")),
    tables.assignments.findMany(schoolId, ids("assignmentId")),
    // A school's own row is in that school.
    Promise.all(ids("schoolId").map((id) => tables.schools.find({ schoolId: id, id }))),
  ]);
  return new Map([
    ...personKeys.flatMap((key) => people.map(({ id, name }) => [`${key}/${id}`, name] as const)),
    ...classes.map(({ id, name }) => [`classId/${id}`, name] as const),
    ...subjects.map(({ id, name }) => [`subjectId/${id}`, name] as const),
    ...years.map(({ id, name }) => [`yearId/${id}`, name] as const),
    ...assignments.map(({ id, title }) => [`assignmentId/${id}`, title] as const),
    ...schools.flatMap((it) => it === null ? [] : [[`schoolId/${it.id}`, it.name] as const]),
  ]);
}

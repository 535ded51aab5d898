import type { AuditLine, AuditNamed, AuditPart } from "../model/access/audit_line.ts";
import type { Audit } from "../model/people/people_schema.ts";
import { isolated } from "../model/text/text_signs.ts";
import type { Tables } from "../store/tables.ts";
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

const SORT_OF: Readonly<Partial<Record<AuditNameKey, NonNullable<AuditPart["names"]>["sort"]>>> = {
  ...{ personId: "person", studentId: "person", teacherId: "person", guardianId: "person" },
  ...{ classId: "class", subjectId: "subject", yearId: "year", assignmentId: "test" },
};

/** Lines of one school's audit log in today's words; a line of before keeps its own. */
export async function auditLines(
  deps: AuditLineDeps,
  schoolId: string,
  lines: readonly Audit[],
): Promise<AuditLine[]> {
  const names = await namesIn(deps, schoolId, lines);
  return lines.map((line) => {
    const { actorId, summary } = line;
    const parts = summary === undefined ? partsOf(line, names) : [{ text: summary }];
    return {
      ...line,
      actorName: actorId === null ? null : names.get(`personId/${actorId}`) ?? null,
      text: parts.map(({ text }) => text).join(""),
      parts,
      test: namedBy(line, "assignmentId", names),
      schoolClass: namedBy(line, "classId", names),
    };
  });
}

type Names = ReadonlyMap<string, string>;

/** Of what was removed, the line itself keeps how it was called. */
function namedBy({ details = {} }: Audit, key: AuditNameKey, names: Names): AuditNamed | null {
  const id = textOf(details[key]);
  if (id === null) return null;
  const found = names.get(`${key}/${id}`);
  const name = found ?? textOf(details[`${key}.was`]) ?? GONE[key];
  return { id, name, isHere: found !== undefined };
}

/** Stands before and after a name's key until the sentence is made; no text has it. */
const MARK = "\u0001";

function partsOf(line: Audit, names: Names): AuditPart[] {
  const { details = {}, action } = line;
  const text = (key: string) => (textOf(details[key]) ?? "").replaceAll(MARK, "");
  const number = (key: string) => typeof details[key] === "number" ? details[key] : 0;
  const name = (key: AuditNameKey) => `${MARK}${key}${MARK}`;
  const pieces = auditWords(action, { name, text, number }).split(MARK);
  // Every second piece is a key.
  const parts = pieces.map((piece, i) => i % 2 === 0 ? { text: piece } : partOf(line, piece, names))
    .filter((part) => part.text !== "");
  return parts.map((part, i) => i === 0 ? { ...part, text: capital(part.text) } : part);
}

function partOf(line: Audit, key: string, names: Names): AuditPart {
  if (!isNameKey(key)) throw new Error(`Cannot name ${key} in a line of the audit log`);
  const named = namedBy(line, key, names);
  const sort = SORT_OF[key];
  const text = isolated(named?.name ?? GONE[key]);
  if (!named?.isHere || sort === undefined) return { text };
  return { text, names: { sort, id: named.id } };
}

function isNameKey(key: string): key is AuditNameKey {
  return Object.hasOwn(GONE, key);
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

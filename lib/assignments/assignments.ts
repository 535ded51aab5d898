import { tellAudience } from "./audience_notices.ts";
import { audit, type AuditDeps, ofTest } from "../access/audit.ts";
import { newId, overrideId } from "../process/ids.ts";
import type { Log } from "../process/log.ts";
import type {
  Assignment,
  AssignmentRules,
  Audience,
  Override,
} from "../model/assignments/assignment_schema.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import type { AuditDetails, Person, SchoolClass } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { mayAssign, mayRunAssignment } from "../access/policy/assignments.ts";
import { maySeeResults } from "../access/policy/results.ts";
import {
  byRegister,
  classIdsOf,
  type RelationDeps,
  studentsOf,
  taughtClasses,
  teaches,
} from "../access/relations.ts";
import { titleText } from "../rich_text/rich_text.ts";
import { listAll, type RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export type AssignmentDeps =
  & {
    tables: Pick<
      Tables,
      "assignments" | "overrides" | "exams" | "examVersions" | "notices" | "audits"
    >;
  }
  & { log: Log }
  & RelationDeps
  & AuditDeps;

export interface AssignCommand {
  user: User;
  /** Of the request, so that it assigns once however often it is sent. */
  id?: string | undefined;
  examId: string;
  audience: Audience;
  rules: AssignmentRules;
}

/**
 * Gives the newest published version of a test to a class or to persons, and tells them and their guardians.
 *
 * @throws {DomainError} `not_found`; `conflict` when nothing is published; `invalid/fields` for times that make no sense.
 */
export async function assign(
  deps: AssignmentDeps,
  { user, id = newId(), examId, audience, rules }: AssignCommand,
): Promise<Assignment> {
  const exam = await deps.tables.exams.find({ schoolId: user.schoolId, id: examId });
  if (exam === null || !mayAssign(user, exam, await teachesAll(deps, user, audience))) {
    throw notFound();
  }
  if (exam.publishedVersion === null) {
    throw new DomainError("conflict", "Publish the test before you assign it");
  }
  const version = await deps.tables.examVersions.find({
    schoolId: user.schoolId,
    id: `${exam.id}-${exam.publishedVersion}`,
  });
  if (version === null) {
    throw new Error(`Cannot find version ${exam.publishedVersion} of exam ${exam.id}`);
  }
  checkTimes(rules);
  const assignment = await deps.tables.assignments.ensure({
    id,
    schoolId: user.schoolId,
    createdAt: deps.now(),
    examId,
    examVersion: version.version,
    title: titleText(version.title),
    subjectId: version.subjectId,
    totalMarks: version.totalMarks,
    questionCount: version.sections.reduce((n, { slots }) => n + slots.length, 0),
    audience,
    teacherId: user.id,
    ...rules,
    closedAt: null,
    releasedAt: null,
    releasedBy: null,
    releaseNo: 0,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
  });
  await audit(deps, user, {
    once: "",
    schoolId: user.schoolId,
    action: "assignment.create",
    targetId: assignment.id,
    details: { ...ofTest(assignment), ...namedIn(audience) },
  });
  await tellAudience(deps, assignment, {
    kind: "assigned",
    students: await audienceOf(deps, assignment),
  });
  return assignment;
}

/** Of a test for named persons: how many, and who where it is one. */
function namedIn(audience: Audience): AuditDetails {
  if (audience.kind === "class") return {};
  const [only] = audience.studentIds;
  const students = audience.studentIds.length;
  return { students, ...(students === 1 && only !== undefined && { studentId: only }) };
}

/** @throws {DomainError} `invalid/fields` for an end before the beginning. */
export function checkTimes(
  { opensAt, closesAt }: Pick<AssignmentRules, "opensAt" | "closesAt">,
): void {
  if (closesAt !== null && closesAt <= opensAt) {
    const message = "Choose an end after the beginning";
    throw new DomainError("invalid", message, {
      reason: "fields",
      fields: [{ path: "closesAt", message }],
    });
  }
}

async function teachesAll(deps: RelationDeps, user: User, audience: Audience): Promise<boolean> {
  if (audience.kind === "class") {
    return (await taughtClasses(deps, user)).some(({ id }) => id === audience.classId);
  }
  for (const studentId of audience.studentIds) {
    if (!await teaches(deps, user, studentId)) return false;
  }
  return true;
}

/** Who the test is for, asked now: a class's members, or the named persons; by register number and name. */
export async function audienceOf(
  deps: RelationDeps,
  { schoolId, audience }: Assignment,
): Promise<Person[]> {
  if (audience.kind === "class") return await studentsOf(deps, schoolId, audience.classId);
  return byRegister(await deps.tables.people.findMany(schoolId, audience.studentIds));
}

/** Whether this student is in the audience now. A leaver keeps begun attempts, which are looked up by themselves. */
export async function isInAudience(
  deps: RelationDeps,
  { schoolId, audience }: Assignment,
  studentId: string,
): Promise<boolean> {
  if (audience.kind === "people") return audience.studentIds.includes(studentId);
  return (await classIdsOf(deps, { id: studentId, schoolId })).includes(audience.classId);
}

/** An assignment that `user` runs: room, settings, marking, release. @throws {DomainError} `not_found`. */
export async function requireRun(
  deps: AssignmentDeps,
  user: User,
  id: string,
): Promise<Assignment> {
  const assignment = await deps.tables.assignments.find({ schoolId: user.schoolId, id });
  if (assignment === null) throw notFound();
  if (!mayRunAssignment(user, assignment, await examOf(deps, assignment))) throw notFound();
  return assignment;
}

/** An assignment whose results `user` may see. @throws {DomainError} `not_found`. */
export async function requireResults(
  deps: AssignmentDeps,
  user: User,
  id: string,
): Promise<Assignment> {
  const assignment = await deps.tables.assignments.find({ schoolId: user.schoolId, id });
  if (assignment === null) throw notFound();
  const [seen] = await withResultsFor(deps, user, [assignment]);
  if (seen === undefined) throw notFound();
  return seen;
}

/** Those of one school's assignments whose results `user` may see, in their order: two reads, however many they are. */
export async function withResultsFor(
  { tables }: AssignmentDeps,
  user: User,
  assignments: readonly Assignment[],
): Promise<Assignment[]> {
  const classIds = assignments.flatMap(({ audience }) =>
    audience.kind === "class" ? [audience.classId] : []
  );
  const [exams, classes] = await Promise.all([
    tables.exams.findMany(user.schoolId, [...new Set(assignments.map(({ examId }) => examId))]),
    tables.classes.findMany(user.schoolId, [...new Set(classIds)]),
  ]);
  return assignments.filter((it) => {
    const { audience } = it;
    const room = audience.kind === "class"
      ? classes.find(({ id }) => id === audience.classId)
      : undefined;
    const exam = exams.find(({ id }) => id === it.examId) ?? null;
    return maySeeResults(user, it, { exam, classTeacher: room?.classTeacherId === user.id });
  });
}

async function examOf(
  deps: AssignmentDeps,
  { schoolId, examId }: Assignment,
): Promise<Exam | null> {
  return await deps.tables.exams.find({ schoolId, id: examId });
}

/** The class of a class audience; `null` for named persons. */
export async function classOf(
  { tables }: RelationDeps,
  { schoolId, audience }: Assignment,
): Promise<SchoolClass | null> {
  return audience.kind === "class"
    ? await tables.classes.find({ schoolId, id: audience.classId })
    : null;
}

/** Everything assigned to a student: by class and by name, by opening time; cancelled ones left out. */
export async function assignmentsFor(
  deps: AssignmentDeps,
  student: Pick<User, "id" | "schoolId">,
): Promise<Assignment[]> {
  const { assignments } = deps.tables;
  const classIds = await classIdsOf(deps, student);
  const lists = await Promise.all([
    ...classIds.map((id) => listAll(assignments, "byClass", student.schoolId, [id])),
    listAll(assignments, "byStudent", student.schoolId, [student.id]),
  ]);
  const found = new Map(
    lists.flat().filter(({ cancelledAt }) => cancelledAt === null).map((it) => [it.id, it]),
  );
  return [...found.values()].sort((a, b) => a.opensAt - b.opensAt);
}

/** What a teacher assigned, by opening time. */
export async function assignmentsBy(
  deps: AssignmentDeps,
  teacher: Pick<User, "id" | "schoolId">,
): Promise<Assignment[]> {
  return await listAll(deps.tables.assignments, "byTeacher", teacher.schoolId, [teacher.id]);
}

/** A student's exception; `null` without one. */
export async function overrideOf(
  { tables }: { tables: Pick<Tables, "overrides"> },
  ref: RowRef,
  studentId: string,
): Promise<Override | null> {
  return await tables.overrides.find({
    schoolId: ref.schoolId,
    id: overrideId(ref.id, studentId),
  });
}

/** Every exception of an assignment, by student. */
export async function overridesOf(
  { tables }: { tables: Pick<Tables, "overrides"> },
  ref: RowRef,
): Promise<Map<string, Override>> {
  const overrides = await listAll(tables.overrides, "byAssignment", ref.schoolId, [ref.id]);
  return new Map(overrides.map((it) => [it.studentId, it]));
}

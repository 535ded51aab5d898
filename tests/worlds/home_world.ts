import { bareAttempt } from "../../lib/attempts/projection.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Grade } from "../../lib/grading/grade_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { PRACTICE_REVIEW, TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { GUARDIANS, STUDENTS, studentsOf } from "../../demo/content/people.ts";
import { CLASSES, type ClassKey, STAFF, SUBJECTS } from "../../demo/content/school.ts";
import { diceFrom } from "../../demo/content/seeded.ts";
import { aPerson, aSchool } from "./people_world.ts";
import { T0, type TestApp } from "./test_app.ts";

export const SCHOOL = "nilgiri";
export const DAY = 86_400_000;
const HOUR = 3_600_000;
const QUESTIONS = 18;
const ESSAYS = 2;

const row = (id: string) => ({ id, schoolId: SCHOOL, createdAt: T0 - 100 * DAY });

/** One test of the school below, given to some of its classes at the same time. */
interface Plan {
  key: string;
  title: string;
  subject: typeof SUBJECTS[number];
  classes: readonly ClassKey[];
  /** From {@linkcode T0}. */
  opensMs: number;
  hours: number | null;
  limitMs?: number;
  /** Days after its end; `null` or absent: not released. */
  released?: number;
  practice?: boolean;
  /** Part of the essays that are marked. */
  marked?: number;
  sitters?: number;
  /** Of the sitters, still at it. */
  writing?: number;
}

const ALL = CLASSES.map(({ key }) => key);
const TEN: ClassKey[] = ["10a", "10b"];
const at = (days: number, hours: number) => days * DAY + hours * HOUR;

/** Twelve tests, of which 29 assignments. */
const PLANS: readonly Plan[] = [
  ["sets", "Sets and numbers", -70],
  ["poly", "Polynomials: class test 3", -50],
  ["pair", "Pair of linear equations", -30],
].map(([key, title, days]): Plan => ({
  key: String(key),
  title: String(title),
  subject: "Mathematics",
  classes: ALL,
  opensMs: at(Number(days), 2),
  hours: 1,
  released: 2.4,
})).concat([
  plan("coord", "Coordinate geometry", "Mathematics", TEN, at(-6, 2), { released: 3, sitters: 34 }),
  plan("light", "Light and electricity", "Science", ALL, at(-40, 1), { released: 4.1 }),
  plan("cells", "Cells and life processes", "Science", ALL, at(-12, 1), { released: 3.5 }),
  plan("poem", "Reading and poetry", "English", ALL, at(-20, 3), { released: 2.9, sitters: 35 }),
  plan("letter", "Writing: a letter", "English", TEN, at(-4, 3), { marked: 0.4 }),
  plan("proof", "Similar triangles: proof practice", "Mathematics", TEN, at(-2, -1), {
    marked: 0.4,
  }),
  plan("hindi", "हिंदी: शब्द और वाक्य", "Hindi", ["9b"], at(-9, 0), { released: 2, sitters: 8 }),
  {
    ...plan("quad", "Quadratic equations: unit test", "Mathematics", ["10b"], -21 * 60_000, {}),
    limitMs: 45 * 60_000,
    sitters: 33,
    writing: 28,
    marked: 0,
  },
  plan("next", "Arithmetic progressions: quiz 2", "Mathematics", TEN, at(2, -1.9), { sitters: 0 }),
]);

function plan(
  key: string,
  title: string,
  subject: Plan["subject"],
  classes: readonly ClassKey[],
  opensMs: number,
  rest: Partial<Plan>,
): Plan {
  return { key, title, subject, classes, opensMs, hours: 1, ...rest };
}

export interface HomeWorld {
  /** Anyone by username. */
  person(username: string): Person;
  /** A student of a class by register number, from 1. */
  student(classKey: ClassKey, roll: number): Person;
  guardian: Person;
}

/** The demo school's people with a term of tests behind them: 144 students, 12 tests, about 900 grades. */
export async function homeWorld({ deps }: TestApp): Promise<HomeWorld> {
  const people = new Map<string, Person>();
  const add = async (
    it: { username: string; name: string },
    role: Person["role"],
    roll?: string,
  ) => {
    const { username, name } = it;
    const rollNumber = roll ?? null;
    const person = aPerson({ id: username.replaceAll(".", "-"), schoolId: SCHOOL, role, name });
    people.set(username, { ...person, username, rollNumber });
    await deps.tables.people.insert(people.get(username)!);
  };
  for (const it of STAFF) await add(it, it.role);
  for (const it of STUDENTS) await add(it, "student", it.rollNumber);
  const guardian = GUARDIANS.find(({ children }) => children.length === 2)!;
  await add(guardian, "parent");
  const idOf = (username: string) => people.get(username)!.id;
  await fillSchool({ deps } as TestApp, idOf);
  for (const studentId of guardian.children.map(idOf)) {
    const link = { guardianId: idOf(guardian.username), studentId, sinceAt: 0 };
    await deps.tables.guardianLinks.insert({ ...row(`link-${studentId}`), ...link });
  }
  for (const it of PLANS) await fillTest({ deps } as TestApp, it, idOf);
  return {
    person: (username) => people.get(username)!,
    student: (classKey, roll) => people.get(studentsOf(classKey)[roll - 1]!.username)!,
    guardian: people.get(guardian.username)!,
  };
}

type IdOf = (username: string) => string;

async function fillSchool({ deps: { tables } }: TestApp, idOf: IdOf): Promise<void> {
  const school = aSchool({ id: SCHOOL, name: "Nilgiri Valley School", passPercent: 60 });
  await tables.schools.insert(school);
  const year = { name: "2026-27", fromAt: T0 - 100 * DAY, untilAt: T0 + 200 * DAY };
  await tables.years.insert({ ...row("year"), ...year });
  for (const name of SUBJECTS) await tables.subjects.insert({ ...row(name), name });
  for (const { key, ...it } of CLASSES) {
    const teacher = STAFF.find(({ classTeacherOf }) => classTeacherOf === key);
    const classTeacherId = teacher ? idOf(teacher.username) : null;
    await tables.classes.insert({ ...row(key), yearId: "year", ...it, classTeacherId });
  }
  for (const { username, teaches } of STAFF) {
    for (const { subject, classes } of teaches) {
      for (const classId of classes) {
        const teaching = { teacherId: idOf(username), classId, subjectId: subject };
        await tables.teachings.insert({
          ...row(`${username}-${classId}-${subject}`.replaceAll(".", "-")),
          ...teaching,
        });
      }
    }
  }
  for (const { username, classKey } of STUDENTS) {
    const studentId = idOf(username);
    const enrolment = { studentId, classId: classKey, fromAt: T0 - 100 * DAY, untilAt: null };
    await tables.enrolments.insert({ ...row(`en-${studentId}`), ...enrolment });
  }
}

function teacherOf(subject: Plan["subject"], classKey: ClassKey): string {
  return STAFF.find(({ teaches }) =>
    teaches.some((it) => it.subject === subject && it.classes.includes(classKey))
  )!.username;
}

async function fillTest(test: TestApp, it: Plan, idOf: IdOf): Promise<void> {
  for (const classKey of it.classes) {
    const assignment = assignmentOf(it, classKey, idOf(teacherOf(it.subject, classKey)));
    await test.deps.tables.assignments.insert(assignment);
    const dice = diceFrom(`${it.key}/${classKey}`);
    const sitters = dice.shuffled(studentsOf(classKey)).slice(0, it.sitters ?? 36);
    for (const [i, { username, ability }] of sitters.entries()) {
      const marked = dice.next() < (it.released === undefined ? it.marked ?? 1 : 1);
      const share = 0.66 + 0.12 * ability + 0.09 * dice.normal();
      const sitting = { studentId: idOf(username), writing: i < (it.writing ?? 0), marked, share };
      await sit(test, assignment, sitting);
    }
  }
}

function assignmentOf(it: Plan, classKey: ClassKey, teacherId: string): Assignment {
  const opensAt = T0 + it.opensMs;
  const closesAt = it.hours === null ? null : opensAt + it.hours * HOUR;
  const releasedAt = it.released === undefined ? null : closesAt! + it.released * DAY;
  return {
    ...row(`${it.key}-${classKey}`),
    examId: it.key,
    examVersion: 1,
    title: it.title,
    subjectId: it.subject,
    totalMarks: 2 * QUESTIONS,
    questionCount: QUESTIONS,
    audience: { kind: "class", classId: classKey },
    teacherId,
    opensAt,
    closesAt,
    limitMs: it.limitMs ?? 40 * 60_000,
    graceMs: 60_000,
    lateStart: "cut",
    attemptsAllowed: 1,
    counts: "best",
    onExpiry: "submit",
    negative: false,
    anonymous: false,
    practice: it.practice ?? false,
    review: it.practice ? PRACTICE_REVIEW : TEST_REVIEW,
    closedAt: null,
    releasedAt,
    releasedBy: releasedAt === null ? null : teacherId,
    releaseNo: releasedAt === null ? 0 : 1,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
  };
}

interface Sitting {
  studentId: string;
  writing: boolean;
  marked: boolean;
  /** Of the marks. */
  share: number;
}

async function sit({ deps }: TestApp, assignment: Assignment, sitting: Sitting): Promise<void> {
  const { studentId, writing } = sitting;
  const startedAt = assignment.opensAt + 60_000;
  const bare = bareAttempt({
    ...row(`${assignment.id}-${studentId}`),
    createdAt: startedAt,
    assignmentId: assignment.id,
    examId: assignment.examId,
    examVersion: 1,
    studentId,
    number: 1,
  });
  const actor = { kind: "student" as const, id: studentId };
  const event = { actor, writerId: null, n: null, late: false };
  await deps.attempts.create({ ...bare, startedAt }, { slots: [] }, {
    ...event,
    at: startedAt,
    data: { type: "started", number: 1 },
  });
  if (writing) return;
  const submittedAt = Math.min(startedAt + 35 * 60_000, T0);
  const { attempt } = await deps.attempts.append(bare, [], () => ({
    events: [{ ...event, at: submittedAt, data: { type: "submitted", by: "student" } }],
    result: undefined,
  }));
  await deps.tables.grades.insert(gradeOf(assignment, attempt.id, { ...sitting, submittedAt }));
}

function gradeOf(
  assignment: Assignment,
  id: string,
  { studentId, marked, share, submittedAt }: Sitting & { submittedAt: number },
): Grade {
  const slotIds = Array.from({ length: QUESTIONS }, (_, i) => `slot${i}`);
  const manual = slotIds.slice(-ESSAYS);
  const waiting = marked ? [] : manual;
  const done = slotIds.filter((slotId) => !waiting.includes(slotId));
  const right = Math.round(Math.min(1, Math.max(0, share)) * 2 * done.length);
  return {
    ...row(id),
    assignmentId: assignment.id,
    teacherId: assignment.teacherId,
    studentId,
    number: 1,
    submittedAt,
    rev: 1,
    slots: slotIds.map((slotId) => ({
      slotId,
      questionId: `question-of-${slotId}`,
      version: 1,
      maxMark: 2,
      blank: false,
      chosen: ["optionab"],
      wrote: "",
      answerHash: "0".repeat(64),
    })),
    marks: done.map((slotId, i) => ({
      slotId,
      rev: 1,
      at: submittedAt,
      source: "auto",
      mark: Math.min(2, Math.max(0, right - 2 * i)),
      fraction: null,
      rubric: null,
      comment: "",
      byId: null,
      rulesHash: "0".repeat(64),
    })),
    waiting,
    manual,
    claims: [],
    mark: right,
    maxMark: 2 * QUESTIONS,
    state: waiting.length > 0 ? "partial" : "complete",
    voided: false,
  };
}

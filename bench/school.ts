import { openSession } from "../lib/access/sessions.ts";
import { PRACTICE_REVIEW } from "../lib/review/review_fields.ts";
import type { Assignment } from "../lib/model/assignments/assignment_schema.ts";
import type { ExamVersion } from "../lib/model/exams/exam_schema.ts";
import type {
  Enrolment,
  Person,
  Role,
  School,
  SchoolClass,
  Session,
} from "../lib/model/people/people_schema.ts";
import type { QuestionVersion } from "../lib/model/questions/question_schema.ts";
import { newSchool } from "../lib/people/schools.ts";
import { CONTENTS } from "../tests/worlds/taking_world.ts";

export const SCHOOL = "bench";
const CLASS_SIZE = 50;
const QUESTIONS = 12;
const LIMIT_MS = 6 * 3_600_000;

export interface SchoolSize {
  students: number;
  /** Each round, every class has a test of its own that nobody has begun. */
  rounds: number;
}

/** A school as rows, the same for the product and its peers. */
export interface BenchSchool {
  school: School;
  office: Person;
  students: Person[];
  classes: SchoolClass[];
  enrolments: Enrolment[];
  questions: QuestionVersion[];
  exam: ExamVersion;
  /** By round and class. */
  assignments: Assignment[][];
  sessions: Session[];
  /** Of the office, then of each student: what the cookie holds. */
  secrets: string[];
}

const row = (id: string, now: number) => ({ id, schoolId: SCHOOL, createdAt: now });

/** The class that a student is in. */
export function classOf(student: number): number {
  return Math.floor(student / CLASS_SIZE);
}

export async function benchSchool(
  { students: count, rounds }: SchoolSize,
  now: number,
): Promise<BenchSchool> {
  const students = Array.from({ length: count }, (_, i) => aPerson(i, "student", now));
  const office = aPerson(0, "school_admin", now);
  const classes = Array.from({ length: classOf(count - 1) + 1 }, (_, i) => aClass(i, now));
  const questions = Array.from({ length: QUESTIONS }, (_, i) => aQuestion(i, now));
  const exam = anExam(questions, now);
  const sessions: Session[] = [];
  const secrets: string[] = [];
  const kept = { put: (session: Session) => Promise.resolve(void sessions.push(session)) };
  const none = { find: never, renew: never, remove: never, ofPerson: never, sweep: never };
  for (const person of [office, ...students]) {
    const client = { userAgent: "Mozilla/5.0 (X11; Linux x86_64) bench", address: "127.0.0.1" };
    const deps = { sessions: { ...kept, ...none }, now: () => now };
    secrets.push((await openSession(deps, person, { client, persistent: true })).secret);
  }
  return {
    school: newSchool(SCHOOL, now, {
      name: "Bench School",
      code: SCHOOL,
      timeZone: "Asia/Kolkata",
      locale: "en-IN",
    }),
    office,
    students,
    classes,
    enrolments: students.map((it, i) => ({
      ...row(`en-${it.id}`, now),
      studentId: it.id,
      classId: classes[classOf(i)]!.id,
      fromAt: 0,
      untilAt: null,
    })),
    questions,
    exam,
    assignments: Array.from(
      { length: rounds },
      (_, round) =>
        classes.map(({ id }) => anAssignment(exam, { id: `${round}-${id}`, classId: id, now })),
    ),
    sessions,
    secrets,
  };
}

function never(): Promise<never> {
  throw new Error("Cannot happen: a session that is opened is only put");
}

function aPerson(i: number, role: Role, now: number): Person {
  const id = `${role === "student" ? "student" : "office"}-${String(i).padStart(4, "0")}`;
  return {
    ...row(id, now),
    name: `${["Asha", "Kabir", "Zoya", "Ravi", "Meera"][i % 5]} ${id}`,
    role,
    status: "active",
    email: null,
    username: id,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: role === "student" ? String(i % CLASS_SIZE + 1) : null,
    rev: 0,
  };
}

function aClass(i: number, now: number): SchoolClass {
  const id = `class-${i}`;
  return {
    ...row(id, now),
    yearId: "y1",
    name: id,
    grade: "8",
    section: "A",
    classTeacherId: null,
  };
}

function aQuestion(i: number, now: number): QuestionVersion {
  return {
    ...row(`q${i}-1`, now),
    questionId: `q${i}`,
    version: 1,
    content: CONTENTS[i % CONTENTS.length]!,
    authorId: "office-0000",
    contentHash: String(i).padStart(64, "0"),
  };
}

function anExam(questions: readonly QuestionVersion[], now: number): ExamVersion {
  const slots = questions.map(({ questionId, version }, i) => ({
    slotId: `slot${i}`,
    questionId,
    version,
    maxMark: 1,
  }));
  return {
    ...row("exam1-1", now),
    examId: "exam1",
    version: 1,
    title: "Fractions and decimals",
    subjectId: null,
    sections: [{ id: "secA", title: "Section A", intro: "", shuffle: true, slots }],
    instructions: "Answer **every** question.",
    totalMarks: slots.length,
    publishedBy: "office-0000",
  };
}

function anAssignment(
  exam: ExamVersion,
  { id, classId, now }: { id: string; classId: string; now: number },
): Assignment {
  return {
    ...row(id, now),
    examId: exam.examId,
    examVersion: exam.version,
    title: exam.title,
    subjectId: null,
    totalMarks: exam.totalMarks,
    questionCount: exam.totalMarks,
    audience: { kind: "class", classId },
    teacherId: "office-0000",
    opensAt: now,
    closesAt: null,
    limitMs: LIMIT_MS,
    graceMs: 60_000,
    lateStart: "full",
    attemptsAllowed: 1,
    counts: "best",
    onExpiry: "submit",
    negative: false,
    anonymous: false,
    practice: false,
    review: PRACTICE_REVIEW,
    closedAt: null,
    releasedAt: null,
    releasedBy: null,
    releaseNo: 0,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
  };
}

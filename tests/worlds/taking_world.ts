import { PRACTICE_REVIEW, TEST_REVIEW } from "../../lib/review/review_fields.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { ExamVersion } from "../../lib/model/exams/exam_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type {
  QuestionContent,
  QuestionVersion,
} from "../../lib/model/questions/question_schema.ts";
import type { Tables } from "../../lib/store/tables.ts";

const SCHOOL = "s1";
const row = (id: string, at: number) => ({ id, schoolId: SCHOOL, createdAt: at });

/** A secret planted in every key field: it must reach no student. */
export const PLANTED = "planted-secret";

const shared = { explanation: PLANTED, defaultMark: 1, locale: null };

/** One question of each kind, with the planted secret in whatever a student may not have. */
export const CONTENTS: readonly QuestionContent[] = [
  {
    kind: "choice_one",
    prompt: "Which is $\\frac{3}{8}$ as a decimal?",
    ...shared,
    body: {
      options: ["0.38", "0.375", "0.3", "0.83"].map((text, i) => ({ id: `opt${i}`, text })),
      shuffle: true,
    },
    key: { credit: { opt1: 1 }, feedback: { opt0: PLANTED } },
  },
  {
    kind: "true_false",
    prompt: "0.5 and 0.50 are the same number.",
    ...shared,
    body: {},
    key: { answer: true, feedback: { true: PLANTED } },
  },
  {
    kind: "choice_many",
    prompt: "Which are larger than a half?",
    ...shared,
    body: {
      options: ["0.6", "0.45", "3/4"].map((text, i) => ({ id: `many${i}`, text })),
      shuffle: false,
      min: null,
      max: null,
    },
    key: { credit: { many0: 0.5, many2: 0.5 }, rule: "sum", feedback: { many1: PLANTED } },
  },
  {
    kind: "short",
    prompt: "What is the number above the line called?",
    ...shared,
    body: {},
    key: {
      accept: [{ pattern: `${PLANTED}*`, credit: 1 }],
      caseSensitive: false,
      accents: "fold",
    },
  },
  {
    kind: "numerical",
    prompt: "How long is half of 33 cm?",
    ...shared,
    body: { units: [{ id: "cm", label: "cm" }, { id: "mm", label: "mm" }] },
    key: {
      accept: [{ value: "16.5", tolerance: { rule: "absolute", size: "0.1" }, credit: 1 }],
      unitFactors: { cm: "1", mm: "10" },
      unitPenalty: 0.5,
      percent: "refuse",
    },
  },
  {
    kind: "essay",
    prompt: "Explain in your own words why 0.5 and 0.50 are the same number.",
    ...shared,
    body: { minWords: null, maxChars: 20_000 },
    key: { rubricVersionId: null, modelAnswer: PLANTED },
  },
];

export interface World {
  student: Person;
  others: Person[];
  teacher: Person;
  stranger: Person;
  assignment: Assignment;
  /** In the order of {@linkcode CONTENTS}, repeated. */
  slotIds: string[];
}

export interface WorldOptions {
  /** Overrides of the assignment. */
  assignment?: Partial<Assignment>;
  /** How many questions; the kinds come round again. */
  questions?: number;
  students?: number;
}

/** A school with a class, its teacher, students, and one published and assigned test that opened at `now`. */
export async function takingWorld(
  tables: Tables,
  now: number,
  { assignment: overrides = {}, questions = 6, students = 2 }: WorldOptions = {},
): Promise<World> {
  await tables.schools.insert(aSchool(now));
  const [student, ...others] = Array.from(
    { length: students },
    (_, i) => aPerson(`student${i}`, "student", now),
  );
  const teacher = aPerson("teacher", "teacher", now);
  const stranger = aPerson("stranger", "student", now);
  for (const person of [student!, ...others, teacher, stranger]) await tables.people.insert(person);
  await tables.classes.insert({
    ...row("class1", now),
    yearId: "y1",
    name: "Class 8 A",
    grade: "8",
    section: "A",
    classTeacherId: teacher.id,
  });
  for (const { id } of [student!, ...others]) {
    await tables.enrolments.insert({
      ...row(`en-${id}`, now),
      studentId: id,
      classId: "class1",
      fromAt: 0,
      untilAt: null,
    });
  }
  const exam = await publishExam(tables, now, questions);
  const assignment = { ...anAssignment(exam, now), ...overrides };
  await tables.assignments.insert(assignment);
  return {
    student: student!,
    others,
    teacher,
    stranger,
    assignment,
    slotIds: exam.sections.flatMap(({ slots }) => slots.map(({ slotId }) => slotId)),
  };
}

async function publishExam(tables: Tables, now: number, questions: number): Promise<ExamVersion> {
  const versions = Array.from({ length: questions }, (_, i): QuestionVersion => ({
    ...row(`q${i}-1`, now),
    questionId: `q${i}`,
    version: 1,
    content: CONTENTS[i % CONTENTS.length]!,
    authorId: "teacher",
    contentHash: "0".repeat(64),
  }));
  for (const version of versions) await tables.questionVersions.insert(version);
  const slots = versions.map(({ questionId, version }, i) => ({
    slotId: `slot${i}`,
    questionId,
    version,
    maxMark: 1,
  }));
  const exam: ExamVersion = {
    ...row("exam1-1", now),
    examId: "exam1",
    version: 1,
    title: "Fractions and decimals",
    subjectId: null,
    sections: [{ id: "secA", title: "Section A", intro: "", shuffle: false, slots }],
    instructions: "Answer **every** question.",
    totalMarks: questions,
    publishedBy: "teacher",
  };
  await tables.examVersions.insert(exam);
  return exam;
}

function anAssignment(exam: ExamVersion, now: number): Assignment {
  return {
    ...row("assign1", now),
    examId: exam.examId,
    examVersion: exam.version,
    title: exam.title,
    subjectId: null,
    totalMarks: exam.totalMarks,
    questionCount: exam.totalMarks,
    audience: { kind: "class", classId: "class1" },
    teacherId: "teacher",
    opensAt: now,
    closesAt: null,
    limitMs: 30 * 60_000,
    graceMs: 60_000,
    lateStart: "full",
    attemptsAllowed: 1,
    counts: "best",
    onExpiry: "submit",
    negative: false,
    anonymous: false,
    practice: false,
    review: TEST_REVIEW,
    closedAt: null,
    releasedAt: null,
    releasedBy: null,
    releaseNo: 0,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
  };
}

function aSchool(now: number): Parameters<Tables["schools"]["insert"]>[0] {
  return {
    ...row(SCHOOL, now),
    name: "Hill School",
    code: "hill",
    timeZone: "Asia/Kolkata",
    locale: "en-IN",
    passPercent: 40,
    review: PRACTICE_REVIEW,
    demo: false,
  };
}

function aPerson(id: string, role: Person["role"], now: number): Person {
  return {
    ...row(id, now),
    name: id,
    role,
    status: "active",
    email: null,
    username: id,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
}

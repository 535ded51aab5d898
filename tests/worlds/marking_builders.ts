import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { ExamVersion } from "../../lib/model/exams/exam_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type {
  ContentOf,
  QuestionVersion,
  RubricVersion,
} from "../../lib/model/questions/question_schema.ts";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { T0 } from "./test_app.ts";

/** School of every builder here. */
export const SCHOOL = "s1";
const row = { schoolId: SCHOOL, createdAt: T0 };
const shared = { explanation: "Because.", defaultMark: 1, locale: null };

export function aPerson(id: string, overrides: Partial<Person> = {}): Person {
  return {
    ...row,
    id,
    name: `Person ${id}`,
    role: "student",
    status: "active",
    email: null,
    username: `user-${id}`,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
    ...overrides,
  };
}

/** Question `qc`, worth its mark for option `a`. */
export function aChoice(overrides: Partial<ContentOf<"choice_one">> = {}): ContentOf<"choice_one"> {
  return {
    kind: "choice_one",
    ...shared,
    prompt: "Which?",
    body: {
      options: ["a", "b", "c"].map((id) => ({ id, text: `Option ${id}` })),
      shuffle: true,
    },
    key: { credit: { a: 1, b: -0.5 }, feedback: { b: "SECRET feedback b" } },
    ...overrides,
  };
}

export function aNumber(
  overrides: Partial<ContentOf<"numerical">> = {},
): ContentOf<"numerical"> {
  return {
    kind: "numerical",
    ...shared,
    prompt: "How many?",
    body: { units: [] },
    key: {
      accept: [{ value: "2.5", tolerance: { rule: "absolute", size: "0" }, credit: 1 }],
      unitFactors: {},
      unitPenalty: 0,
      percent: "refuse",
    },
    ...overrides,
  };
}

export function anEssay(overrides: Partial<ContentOf<"essay">> = {}): ContentOf<"essay"> {
  return {
    kind: "essay",
    ...shared,
    prompt: "Why?",
    body: { minWords: null, maxChars: 2_000 },
    key: { rubricVersionId: "r1-1", modelAnswer: "SECRET model answer" },
    ...overrides,
  };
}

export function aVersion(questionId: string, content: QuestionVersion["content"]): QuestionVersion {
  return {
    ...row,
    id: `${questionId}-1`,
    questionId,
    version: 1,
    content,
    authorId: "t1",
    contentHash: questionId.padEnd(64, "0"),
  };
}

/** Two rows: 0 to 2 and 0 to 1 points. */
export function aRubric(): RubricVersion {
  const levels = (name: string, most: number) =>
    Array.from(
      { length: most + 1 },
      (_, points) => ({ id: `${name}${points}`, points, text: `${points} points` }),
    );
  return {
    ...row,
    id: "r1-1",
    rubricId: "r1",
    version: 1,
    items: [
      { id: "ra", title: "Cause", levels: levels("ra", 2) },
      { id: "rb", title: "Example", levels: levels("rb", 1) },
    ],
  };
}

/** Slots of the test below: a choice for 1 mark, a number for 2, an essay for 3. */
export const SLOTS = [
  { slotId: "sc", questionId: "qc", version: 1, maxMark: 1 },
  { slotId: "sn", questionId: "qn", version: 1, maxMark: 2 },
  { slotId: "se", questionId: "qe", version: 1, maxMark: 3 },
];

export function anExamVersion(overrides: Partial<ExamVersion> = {}): ExamVersion {
  return {
    ...row,
    id: "e1-1",
    examId: "e1",
    version: 1,
    title: "Light",
    subjectId: "sub1",
    sections: [{ id: "part1", title: "", intro: "", shuffle: false, slots: SLOTS }],
    instructions: "",
    totalMarks: 6,
    publishedBy: "t1",
    ...overrides,
  };
}

/** Open for an hour from {@linkcode T0}, for class `c1`, set by `t1`. */
export function anAssignment(overrides: Partial<Assignment> = {}): Assignment {
  return {
    ...row,
    id: "as1",
    examId: "e1",
    examVersion: 1,
    title: "Light",
    subjectId: "sub1",
    totalMarks: 6,
    questionCount: 3,
    audience: { kind: "class", classId: "c1" },
    teacherId: "t1",
    opensAt: T0,
    closesAt: T0 + 3_600_000,
    limitMs: null,
    graceMs: 60_000,
    lateStart: "cut",
    attemptsAllowed: 1,
    counts: "best",
    onExpiry: "submit",
    negative: false,
    anonymous: true,
    practice: false,
    review: TEST_REVIEW,
    closedAt: null,
    releasedAt: null,
    releasedBy: null,
    releaseNo: 0,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
    ...overrides,
  };
}

import { newId } from "../../lib/process/ids.ts";
import type { Person, Role, School } from "../../lib/model/people/people_schema.ts";
import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import type { User } from "../../lib/access/user.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";

/** Two schools with the people who write tests in them, and those who must not. */
export interface AuthoringWorld {
  /** Ms Rao and Mr Sen teach at the same school. */
  rao: Person;
  sen: Person;
  student: Person;
  admin: Person;
  /** Teaches at another school. */
  stranger: Person;
  mathsId: string;
}

type WorldDeps = AuthoringDeps;

export async function authoringWorld({ tables, now }: WorldDeps): Promise<AuthoringWorld> {
  for (const id of ["s1", "s2"]) await tables.schools.insert(aSchool(id, now()));
  const mathsId = newId();
  await tables.subjects.insert({
    id: mathsId,
    schoolId: "s1",
    createdAt: now(),
    name: "Mathematics",
  });
  const people = {
    rao: aPerson("Ms Rao", "teacher"),
    sen: aPerson("Mr Sen", "teacher"),
    student: aPerson("Ira", "student"),
    admin: aPerson("Mr Das", "school_admin"),
    stranger: { ...aPerson("Mr Else", "teacher"), schoolId: "s2" },
  };
  for (const person of Object.values(people)) await tables.people.insert(person);
  return { ...people, mathsId };
}

/** The person as the one who asks. */
export function asUser({ id, schoolId, role, name }: Person): User {
  return { id, schoolId, role, name, locale: "en-IN" };
}

function aSchool(id: string, createdAt: number): School {
  return {
    id,
    schoolId: id,
    createdAt,
    name: `School ${id}`,
    code: id,
    timeZone: "Asia/Kolkata",
    locale: "en-IN",
    passPercent: 40,
    review: TEST_REVIEW,
    demo: false,
  };
}

function aPerson(name: string, role: Role): Person {
  const id = newId();
  return {
    id,
    schoolId: "s1",
    createdAt: 0,
    name,
    role,
    status: "active",
    email: null,
    username: `u${id.slice(-8)}`,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
}

/** A question that can be played. */
export function aChoice(
  prompt = "What is 2 + 2?",
): Extract<QuestionContent, { kind: "choice_one" }> {
  return {
    kind: "choice_one",
    prompt,
    explanation: "Count.",
    defaultMark: 1,
    locale: null,
    body: { options: [{ id: "aaaa", text: "4" }, { id: "bbbb", text: "5" }], shuffle: true },
    key: { credit: { aaaa: 1 }, feedback: {} },
  };
}

/** An essay; its rubric is sent beside it. */
export function anEssay(prompt = "Why?"): Extract<QuestionContent, { kind: "essay" }> {
  return {
    kind: "essay",
    prompt,
    explanation: "",
    defaultMark: 4,
    locale: null,
    body: { minWords: null, maxChars: 5_000 },
    key: { rubricVersionId: null, modelAnswer: "" },
  };
}

/** Two rows worth 4 together. */
export const RUBRIC = [
  {
    id: "row1",
    title: "Reason",
    levels: [{ id: "l0", points: 0, text: "None" }, { id: "l1", points: 2.5, text: "Sound" }],
  },
  {
    id: "row2",
    title: "Language",
    levels: [{ id: "l0", points: 0, text: "Unclear" }, { id: "l1", points: 1.5, text: "Clear" }],
  },
];

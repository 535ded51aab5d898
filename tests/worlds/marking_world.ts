import { buildPaper } from "../../lib/attempts/paper.ts";
import { bareAttempt, type NewEvent } from "../../lib/attempts/projection.ts";
import type { AttemptStore } from "../../lib/attempts/store.ts";
import { gradeAttempt } from "../../lib/marking/grade_attempt.ts";
import type { ReleaseDeps } from "../../lib/marking/release.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Attempt, EventData } from "../../lib/model/attempts/attempt_schema.ts";
import type { Exam } from "../../lib/model/exams/exam_schema.ts";
import type { Grade } from "../../lib/grading/grade_schema.ts";
import type { Person, Role } from "../../lib/model/people/people_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { User } from "../../lib/access/user.ts";
import {
  aChoice,
  anAssignment,
  anEssay,
  anExamVersion,
  aNumber,
  aPerson,
  aRubric,
  aVersion,
  SCHOOL,
} from "./marking_builders.ts";
import { aSchool } from "./people_world.ts";
import { T0, type TestApp } from "./test_app.ts";

/** Students of class `c1`. */
export const CLASS_OF = Array.from({ length: 12 }, (_, i) => `st${i + 1}`);

export interface Responses {
  sc?: QuestionResponse;
  sn?: QuestionResponse;
  se?: QuestionResponse;
}

export const choose = (optionId: string): QuestionResponse => ({ kind: "choice_one", optionId });
export const write = (text: string): QuestionResponse => ({ kind: "essay", text });
export const type = (text: string): QuestionResponse => ({ kind: "numerical", text, unitId: null });

/**
 * School `s1`: class `c1` with twelve students, taught by `t1`, who set `as1`; `t2` edits the test, `t3` is class teacher,
 * `t4` has nothing to do with it. `p1` and `p2` are guardians of `st1` and `st2`; `stx` is in no class.
 */
export interface MarkingWorld {
  deps: ReleaseDeps;
  attempts: AttemptStore;
  people: Map<string, Person>;
  /** As who asks. */
  user(id: string): User;
  assignment(): Promise<Assignment>;
  grade(id: string): Promise<Grade | null>;
  /** Writes and hands in; the attempt's id is `at-<student>` with its number when above 1. */
  handIn(studentId: string, responses: Responses, options?: HandIn): Promise<Attempt>;
}

export interface HandIn {
  assignmentId?: string;
  number?: number;
  /** Leaves it open. */
  open?: boolean;
  /** Grades it too; on unless switched off. */
  grade?: boolean;
}

const ROLES: [Role, string[]][] = [
  ["teacher", ["t1", "t2", "t3", "t4"]],
  ["school_admin", ["office"]],
  ["principal", ["head"]],
  ["parent", ["p1", "p2"]],
  ["student", [...CLASS_OF, "stx"]],
];

export async function markingWorld(test: TestApp): Promise<MarkingWorld> {
  const { deps } = test;
  const people = new Map(
    ROLES.flatMap(([role, ids]) => ids.map((id) => [id, aPerson(id, { role })] as const)),
  );
  await fill(deps, people);
  const found = (id: string) => people.get(id)!;
  return {
    deps,
    attempts: deps.attempts,
    people,
    user(id) {
      const { schoolId, role, name } = found(id);
      return { id, schoolId, role, name, locale: "en-IN" };
    },
    async assignment() {
      return (await deps.tables.assignments.find({ schoolId: SCHOOL, id: "as1" }))!;
    },
    grade: (id) => deps.tables.grades.find({ schoolId: SCHOOL, id }),
    handIn: (studentId, responses, options = {}) => handIn(deps, studentId, responses, options),
  };
}

/** All at once: a row needs no other to be there, and worlds are built by the hundred. */
async function fill({ tables }: ReleaseDeps, people: ReadonlyMap<string, Person>): Promise<void> {
  const row = { schoolId: SCHOOL, createdAt: T0 };
  const room = { yearId: "y1", name: "Class 10 A", grade: "10", section: "A" };
  const teaching = { id: "te1", teacherId: "t1", classId: "c1", subjectId: "sub1" };
  const enrolments = CLASS_OF.map((studentId) => ({
    ...{ id: `en-${studentId}`, studentId, classId: "c1", fromAt: 0, untilAt: null },
  }));
  const links = ["1", "2"].map((n) => ({
    ...{ id: `g${n}`, guardianId: `p${n}`, studentId: `st${n}`, sinceAt: 0 },
  }));
  const questions = { qc: aChoice(), qn: aNumber(), qe: anEssay() };
  await Promise.all([
    tables.schools.insert(aSchool({ id: SCHOOL })),
    ...[...people.values()].map((person) => tables.people.insert(person)),
    tables.subjects.insert({ ...row, id: "sub1", name: "Science" }),
    tables.classes.insert({ ...row, id: "c1", ...room, classTeacherId: "t3" }),
    tables.teachings.insert({ ...row, ...teaching }),
    ...enrolments.map((enrolment) => tables.enrolments.insert({ ...row, ...enrolment })),
    ...links.map((link) => tables.guardianLinks.insert({ ...row, ...link })),
    tables.rubricVersions.insert(aRubric()),
    ...Object.entries(questions).map(([id, it]) =>
      tables.questionVersions.insert(aVersion(id, it))
    ),
    tables.exams.insert(anExam()),
    tables.examVersions.insert(anExamVersion()),
    tables.assignments.insert(anAssignment()),
  ]);
}

function anExam(): Exam {
  return {
    schoolId: SCHOOL,
    createdAt: T0,
    id: "e1",
    title: "Light",
    description: "",
    subjectId: "sub1",
    ownerId: "t1",
    editorIds: ["t2"],
    state: "published",
    draft: { sections: [...anExamVersion().sections], instructions: "" },
    draftRev: 1,
    publishedVersion: 1,
    publishedRev: 1,
    updatedAt: T0,
  };
}

/** Draws that shuffle nothing: worlds made twice hold the same. */
const asWritten = (below: number): number => below - 1;

async function handIn(
  deps: ReleaseDeps,
  studentId: string,
  responses: Responses,
  { assignmentId = "as1", number = 1, open = false, grade = true }: HandIn,
): Promise<Attempt> {
  const { tables, attempts, now } = deps;
  const at = now();
  const exam = (await tables.examVersions.find({ schoolId: SCHOOL, id: "e1-1" }))!;
  const versions = await tables.questionVersions.findMany(SCHOOL, ["qc-1", "qn-1", "qe-1"]);
  const prefix = assignmentId === "as1" ? "at" : `at-${assignmentId}`;
  const bare = bareAttempt({
    id: `${prefix}-${studentId}${number > 1 ? `-${number}` : ""}`,
    schoolId: SCHOOL,
    createdAt: at,
    assignmentId,
    examId: "e1",
    examVersion: 1,
    studentId,
    number,
  });
  const event = (data: EventData): NewEvent => ({
    at,
    actor: { kind: "student", id: studentId },
    writerId: null,
    n: null,
    late: false,
    data,
  });
  const paper = buildPaper(exam, new Map(versions.map((it) => [it.id, it])), asWritten);
  await attempts.create(bare, paper, event({ type: "started", number }));
  const answered = Object.entries(responses).map(([slotId, response]) =>
    event({ type: "answered", slotId, response })
  );
  const events = open ? answered : [...answered, event({ type: "submitted", by: "student" })];
  const { attempt } = await attempts.append(bare, Object.keys(responses), () => ({
    events,
    result: undefined,
  }));
  if (!open && grade) await gradeAttempt(deps, attempt);
  return attempt;
}

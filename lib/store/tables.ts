import { AssignmentSchema, OverrideSchema } from "../model/assignments/assignment_schema.ts";
import { auditSides } from "../access/audit_sides.ts";
import { ExamSchema, ExamVersionSchema } from "../model/exams/exam_schema.ts";
import { gradeDigest } from "../grading/grade_digest.ts";
import { GradeDigestSchema } from "../grading/grade_digest_schema.ts";
import { GradeSchema } from "../grading/grade_schema.ts";
import {
  AccommodationSchema,
  AuditSchema,
  EnrolmentSchema,
  GuardianLinkSchema,
  NoticeSchema,
  type Person,
  PersonSchema,
  SchoolClassSchema,
  SchoolSchema,
  SubjectSchema,
  TeachingSchema,
  YearSchema,
} from "../model/people/people_schema.ts";
import { QuestionDraftSchema } from "../model/questions/question_draft_schema.ts";
import {
  QuestionBankSchema,
  QuestionSchema,
  QuestionVersionSchema,
  RubricVersionSchema,
} from "../model/questions/question_schema.ts";
import { StuckAttemptSchema } from "../attempts/stuck_schema.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { beginnings, personWords } from "../people/search_words.ts";
import { sortKey } from "../model/names/sort_key.ts";
import type { KeyPart, Row, Table, TableSpec } from "./store.ts";

/** Keeps the literal names of rules and indexes in the type. */
function spec<R extends Row, U extends string = never, I extends string = never, D = unknown>(
  it: TableSpec<R, U, I, D>,
): TableSpec<R, U, I, D> {
  return it;
}

/** What the school that the set-up makes claims. */
export const SET_UP = "set-up";

const none = {};
const one = (...key: KeyPart[]) => [key];
/** What keeps two names apart. */
const sameName = (name: string) => withoutIgnored(name).toLowerCase();

/** E-mail addresses and usernames are one name space over the installation. */
function signInNames(person: Person): string[] {
  return [person.email, person.username].flatMap((name) =>
    name === null ? [] : [name.toLowerCase()]
  );
}

/** Every kind of row, its uniqueness rules and the keys it is listed by. */
export const TABLES = {
  schools: spec({
    name: "schools",
    schema: SchoolSchema,
    unique: {
      code: { values: (it) => [it.code], scope: "installation" },
      /** One school of the installation is made by the set-up. */
      setUp: { values: (it) => it.setUpBy === undefined ? [] : [SET_UP], scope: "installation" },
    },
    indexes: { all: { keys: (it) => one(sortKey(it.name)), scope: "installation" } },
  }),
  people: spec({
    name: "people",
    schema: PersonSchema,
    unique: { signInName: { values: signInNames, scope: "installation" } },
    indexes: {
      byRole: { keys: (it) => one(it.role, sortKey(it.name)) },
      byName: { keys: (it) => one(sortKey(it.name)) },
      /** Not yet let in. */
      pending: { keys: (it) => it.status === "pending" ? one(sortKey(it.name)) : [] },
      /** By the beginnings of words they are found by, among all and within their role. */
      byWord: {
        many: true,
        keys: (it) => {
          const key = sortKey(it.name);
          return beginnings(personWords(it)).flatMap((word) => [
            ["", word, key],
            [it.role, word, key],
          ]);
        },
      },
    },
  }),
  years: spec({
    name: "years",
    schema: YearSchema,
    unique: none,
    indexes: { all: { keys: (it) => one(it.fromAt) } },
  }),
  classes: spec({
    name: "classes",
    schema: SchoolClassSchema,
    unique: { name: { values: (it) => [`${it.yearId}/${sameName(it.name)}`] } },
    indexes: {
      all: { keys: (it) => one(sortKey(it.name)) },
      byClassTeacher: { keys: (it) => it.classTeacherId === null ? [] : one(it.classTeacherId) },
    },
  }),
  subjects: spec({
    name: "subjects",
    schema: SubjectSchema,
    unique: { name: { values: (it) => [sameName(it.name)] } },
    indexes: { all: { keys: (it) => one(sortKey(it.name)) } },
  }),
  teachings: spec({
    name: "teachings",
    schema: TeachingSchema,
    unique: { triple: { values: (it) => [`${it.teacherId}/${it.classId}/${it.subjectId}`] } },
    indexes: {
      byTeacher: { keys: (it) => one(it.teacherId) },
      byClass: { keys: (it) => one(it.classId) },
    },
  }),
  enrolments: spec({
    name: "enrolments",
    schema: EnrolmentSchema,
    unique: {
      current: { values: (it) => it.untilAt === null ? [`${it.studentId}/${it.classId}`] : [] },
    },
    indexes: {
      byStudent: { keys: (it) => one(it.studentId) },
      byClass: { keys: (it) => one(it.classId) },
    },
  }),
  guardianLinks: spec({
    name: "guardian_links",
    schema: GuardianLinkSchema,
    unique: { pair: { values: (it) => [`${it.guardianId}/${it.studentId}`] } },
    indexes: {
      byGuardian: { keys: (it) => one(it.guardianId) },
      byStudent: { keys: (it) => one(it.studentId) },
    },
  }),
  accommodations: spec({
    name: "accommodations",
    schema: AccommodationSchema,
    unique: none,
    indexes: { all: { keys: (it) => one(it.personId) } },
  }),
  audits: spec({
    name: "audits",
    schema: AuditSchema,
    unique: none,
    indexes: {
      all: { keys: (it) => one(it.createdAt) },
      installation: { keys: (it) => one(it.createdAt), scope: "installation" },
      /** By who acted, by group of kinds, by test, class and person. */
      bySide: {
        many: true,
        keys: (it) => auditSides(it).map(([sort, value]) => [sort, value, it.createdAt]),
      },
    },
  }),
  notices: spec({
    name: "notices",
    schema: NoticeSchema,
    unique: none,
    indexes: {
      byPerson: { keys: (it) => one(it.personId, it.at) },
      unread: { keys: (it) => it.readAt === null ? one(it.personId, it.at) : [] },
    },
  }),
  questionBanks: spec({
    name: "question_banks",
    schema: QuestionBankSchema,
    unique: { name: { values: (it) => [`${it.ownerId}/${sameName(it.name)}`] } },
    indexes: {
      byOwner: { keys: (it) => one(it.ownerId) },
      all: { keys: (it) => one(sortKey(it.name)) },
    },
  }),
  questions: spec({
    name: "questions",
    schema: QuestionSchema,
    unique: none,
    indexes: {
      all: { keys: (it) => one(it.updatedAt) },
      byBank: { keys: (it) => one(it.bankId, it.updatedAt) },
      byTerm: { many: true, keys: (it) => it.terms.map((term) => [term, it.updatedAt]) },
    },
  }),
  questionVersions: spec({
    name: "question_versions",
    schema: QuestionVersionSchema,
    unique: none,
    indexes: {
      byQuestion: { keys: (it) => one(it.questionId, it.version) },
      byContent: { keys: (it) => one(it.contentHash) },
    },
  }),
  questionDrafts: spec({
    name: "question_drafts",
    schema: QuestionDraftSchema,
    unique: none,
    indexes: {
      byQuestion: { keys: (it) => one(it.questionId) },
      byExam: { keys: (it) => it.examId === null ? [] : one(it.examId) },
      /** Those that are not yet a version. */
      open: {
        keys: (it) => it.examId === null || it.rev === it.settledRev ? [] : one(it.examId),
      },
    },
  }),
  rubricVersions: spec({
    name: "rubric_versions",
    schema: RubricVersionSchema,
    unique: none,
    indexes: { byRubric: { keys: (it) => one(it.rubricId, it.version) } },
  }),
  exams: spec({
    name: "exams",
    schema: ExamSchema,
    unique: none,
    indexes: {
      all: { keys: (it) => one(it.updatedAt) },
      byOwner: { keys: (it) => one(it.ownerId, it.updatedAt) },
      byEditor: { many: true, keys: (it) => it.editorIds.map((id) => [id, it.updatedAt]) },
      /** What several write, by each of them: the owner and the editors. */
      shared: {
        many: true,
        keys: ({ ownerId, editorIds }) =>
          editorIds.length === 0 ? [] : [...new Set([ownerId, ...editorIds])].map((id) => [id]),
      },
      byQuestion: {
        many: true,
        keys: (it) =>
          [
            ...new Set(
              it.draft.sections.flatMap(({ slots }) => slots.map((slot) => slot.questionId)),
            ),
          ].map((id) => [id]),
      },
    },
  }),
  examVersions: spec({
    name: "exam_versions",
    schema: ExamVersionSchema,
    unique: none,
    indexes: {
      byExam: { keys: (it) => one(it.examId, it.version) },
      byQuestion: {
        many: true,
        keys: (it) =>
          [...new Set(it.sections.flatMap(({ slots }) => slots.map((slot) => slot.questionId)))]
            .map((id) => [id]),
      },
    },
  }),
  assignments: spec({
    name: "assignments",
    schema: AssignmentSchema,
    unique: none,
    indexes: {
      all: { keys: (it) => one(it.opensAt) },
      byExam: { keys: (it) => one(it.examId, it.opensAt) },
      byTeacher: { keys: (it) => one(it.teacherId, it.opensAt) },
      byClass: {
        keys: (it) => it.audience.kind === "class" ? one(it.audience.classId, it.opensAt) : [],
      },
      byStudent: {
        many: true,
        keys: (it) =>
          it.audience.kind === "people" ? it.audience.studentIds.map((id) => [id, it.opensAt]) : [],
      },
    },
  }),
  overrides: spec({
    name: "overrides",
    schema: OverrideSchema,
    unique: none,
    indexes: {
      byAssignment: { keys: (it) => one(it.assignmentId) },
      byStudent: { keys: (it) => one(it.studentId) },
    },
  }),
  stuckAttempts: spec({
    name: "stuck_attempts",
    schema: StuckAttemptSchema,
    unique: none,
    indexes: {
      byAssignment: { keys: (it) => one(it.assignmentId) },
      due: { keys: (it) => one(it.nextAt), scope: "installation" },
    },
  }),
  grades: spec({
    name: "grades",
    schema: GradeSchema,
    digest: { version: 1, schema: GradeDigestSchema, of: gradeDigest },
    unique: none,
    indexes: {
      byAssignment: { keys: (it) => one(it.assignmentId, it.submittedAt) },
      byStudent: { keys: (it) => one(it.studentId, it.submittedAt) },
      waiting: {
        many: true,
        keys: (it) =>
          it.voided ? [] : it.waiting.map((slot) => [it.assignmentId, slot, it.submittedAt]),
      },
      waitingFor: {
        many: true,
        keys: (it) => it.voided ? [] : it.waiting.map((slot) => [it.teacherId, slot]),
      },
    },
  }),
};

type TableOf<S> = S extends TableSpec<infer R, infer U, infer I, infer D> ? Table<R, U, I, D>
  : never;

/** One table per spec. Operations take the few they need: `Pick<Tables, "exams" | "examVersions">`. */
export type Tables = { readonly [K in keyof typeof TABLES]: TableOf<typeof TABLES[K]> };

/** Builds every table by one engine. */
export function buildTables(make: (it: TableSpec<Row>) => Table<Row>): Tables {
  const built = Object.entries(TABLES).map((
    [name, it],
  ) => [name, make(it as unknown as TableSpec<Row>)]);
  return Object.fromEntries(built);
}

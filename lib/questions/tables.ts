import { sortKey } from "../model/names/sort_key.ts";
import { QuestionDraftSchema } from "../model/questions/question_draft_schema.ts";
import {
  QuestionBankSchema,
  QuestionSchema,
  QuestionVersionSchema,
  RubricVersionSchema,
} from "../model/questions/question_schema.ts";
import { none, one, sameName, spec } from "../store/table_spec.ts";

/** Questions, their versions and what is being written. */
export const QUESTION_TABLES = {
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
};

import { ExamSchema, ExamVersionSchema } from "../model/exams/exam_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** Tests and their published versions. */
export const EXAM_TABLES = {
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
};

import { AssignmentSchema, OverrideSchema } from "../model/assignments/assignment_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** Tests that were given, and exceptions from their rules. */
export const ASSIGNMENT_TABLES = {
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
};

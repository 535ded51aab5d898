import { gradeDigest } from "./grade_digest.ts";
import { GradeDigestSchema } from "./grade_digest_schema.ts";
import { GradeSchema } from "./grade_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** What attempts earned. */
export const GRADE_TABLES = {
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

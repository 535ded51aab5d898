import { StuckAttemptSchema } from "./stuck_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** Attempts that could not be handled; attempts themselves have a store of their own. */
export const ATTEMPT_TABLES = {
  stuckAttempts: spec({
    name: "stuck_attempts",
    schema: StuckAttemptSchema,
    unique: none,
    indexes: {
      byAssignment: { keys: (it) => one(it.assignmentId) },
      due: { keys: (it) => one(it.nextAt), scope: "installation" },
    },
  }),
};

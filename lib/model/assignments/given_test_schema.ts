import { z } from "zod";
import { IdSchema, InstantSchema } from "../process/common_schema.ts";

/** A test that was given to a class or to persons, as lists show it. */
export const GivenTestSchema = z.strictObject({
  /** Of the assignment. */
  id: IdSchema,
  examId: IdSchema,
  title: z.string(),
  /** A class's name, or "3 students". */
  audience: z.string(),
  /** `null` for named persons. */
  classId: IdSchema.nullable(),
  /** Who gave it; empty where the account is gone. */
  teacher: z.string(),
  /** `null` without a subject. */
  subject: z.string().nullable(),
  opensAt: InstantSchema,
  /** The end for everyone without an exception; `null` for none. */
  closesAt: InstantSchema.nullable(),
  phase: z.enum(["scheduled", "open", "closed", "cancelled"]),
  releasedAt: InstantSchema.nullable(),
  practice: z.boolean(),
  /** The reader has its room, marking and settings. */
  runs: z.boolean(),
  /** The reader has its results. */
  results: z.boolean(),
}).meta({ id: "GivenTest" });
export type GivenTest = z.infer<typeof GivenTestSchema>;

/** A year to choose. */
export const YearChoiceSchema = z.strictObject({ id: IdSchema, name: z.string() }).meta({
  id: "YearChoice",
});
export type YearChoice = z.infer<typeof YearChoiceSchema>;

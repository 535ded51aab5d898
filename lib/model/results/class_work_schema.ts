import { z } from "zod";
import { IdSchema, InstantSchema, PersonIdSchema } from "../process/common_schema.ts";

/** What one student has from one test: per cent, an answer that waits for marks, or nothing that counts. */
export const WorkCellSchema = z.strictObject({
  state: z.enum(["counted", "waits", "none"]),
  /** Of the marks; `null` unless counted. */
  percent: z.number().nullable(),
});
export type WorkCell = z.infer<typeof WorkCellSchema>;

/** The students of a class and their results in its last released tests. */
export const ClassWorkSchema = z.strictObject({
  classId: IdSchema,
  /** Whose tests are shown; `null`: of all subjects. */
  subjectId: IdSchema.nullable(),
  /** The oldest first. */
  tests: z.array(z.strictObject({
    assignmentId: IdSchema,
    title: z.string(),
    subject: z.string().nullable(),
    releasedAt: InstantSchema,
  })),
  /** By register number and name. */
  students: z.array(z.strictObject({
    studentId: PersonIdSchema,
    name: z.string(),
    rollNumber: z.string().nullable(),
    /** One for each of `tests`, in their order. */
    cells: z.array(WorkCellSchema),
    /** Of the counted ones; `null` without any. */
    meanPercent: z.number().nullable(),
  })),
}).meta({ id: "ClassWork" });
export type ClassWork = z.infer<typeof ClassWorkSchema>;

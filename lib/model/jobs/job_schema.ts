import { z } from "zod";
import { IdSchema, InstantSchema, MAX_ROW_ID, recordOf } from "../process/common_schema.ts";

/** `queued` also while it waits to be tried again. The last three are ends. */
export const JobStateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobStateSchema>;

/** How far a job is. */
export const JobProgressSchema = z.strictObject({
  done: z.int().min(0),
  /** 0 while nobody knows. */
  of: z.int().min(0),
  /** What it is at, a few words. */
  note: z.string().max(200),
});
export type JobProgress = z.infer<typeof JobProgressSchema>;

const TextSchema = z.string().max(2_000);
const KeySchema = z.string().max(MAX_ROW_ID);
const PlainSchema = z.union([TextSchema, z.number(), z.boolean(), z.null()]);

/** What a job is given, keeps and leaves: plain values, and lists of them or of small records. */
export const JobDataSchema = recordOf(
  KeySchema,
  z.union([
    PlainSchema,
    z.array(z.union([PlainSchema, recordOf(KeySchema, PlainSchema, 20)])).max(5_000),
  ]),
  40,
);
export type JobData = z.infer<typeof JobDataSchema>;

/** A job as the one who asked for it sees it. */
export const JobViewSchema = z.strictObject({
  id: IdSchema,
  kind: z.string(),
  state: JobStateSchema,
  progress: JobProgressSchema.nullable().meta({ description: "`null` before it began" }),
  /** Where it is `done`. */
  result: JobDataSchema.nullable(),
  /** Why it failed, or why the last try did that is repeated: a sentence without a period. */
  error: z.string().nullable(),
  createdAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
}).meta({ id: "Job" });
export type JobView = z.infer<typeof JobViewSchema>;

/** Whether nothing more comes of it. */
export function isEnded({ state }: { state: JobState }): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

import { z } from "zod";
import { IdSchema, InstantSchema, RowShape } from "../model/process/common_schema.ts";
import { JobDataSchema, JobProgressSchema, JobStateSchema } from "../model/jobs/job_schema.ts";

/** Longest kind and key of a job, in UTF-16 code units. */
const MAX_NAME = 200;

/** A piece of work that outlives the request, or process, that asked for it. */
export const JobSchema = z.strictObject({
  ...RowShape,
  /** Declared by an ability; a process that does not know it leaves it to others. */
  kind: z.string().max(MAX_NAME),
  /** One job of a kind and key in a school, for ever: asking again finds it. `null`: each is one of its own. */
  key: z.string().max(MAX_NAME).nullable(),
  input: JobDataSchema,
  state: JobStateSchema,
  /** Begun tries that were not given back. */
  attempts: z.int().min(0),
  /** Not begun before. */
  nextRunAt: InstantSchema,
  /** The process that works on it, and until when it has to say that it still does. */
  leaseHolder: IdSchema.nullable(),
  leaseUntilAt: InstantSchema.nullable(),
  progress: JobProgressSchema.nullable(),
  /** What the next try goes on from. */
  checkpoint: JobDataSchema.nullable(),
  result: JobDataSchema.nullable(),
  error: z.string().max(500).nullable(),
  /** Who asked for it; `null` for the installation itself. */
  byId: IdSchema.nullable(),
  /** The request that asked for it. */
  causedBy: IdSchema.nullable(),
  /** The lower, the sooner, within one school. */
  priority: z.int().min(0).max(9),
  /** When somebody asked to end it. */
  cancelAt: InstantSchema.nullable(),
  startedAt: InstantSchema.nullable(),
  endedAt: InstantSchema.nullable(),
});
export type Job = z.infer<typeof JobSchema>;

import { z } from "zod";

/** One kind of request. In `body` and `has`, `{{n}}` stands for how often it was sent, counted from `n`. */
export const RequestSchema = z.strictObject({
  method: z.enum(["GET", "POST"]),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  /** The status that is right. */
  status: z.int(),
  /** A part of the right body. */
  has: z.string(),
  n: z.int(),
});
export type Request = z.infer<typeof RequestSchema>;

export const JobSchema = z.strictObject({
  port: z.int(),
  connections: z.int().min(1),
  seconds: z.number().positive(),
  /**
   * `closed`: each connection sends its next request when the last is answered, going round its share of the requests.
   * `open`: each request is sent once, at its time, however slow the answers are.
   */
  loop: z.enum(["closed", "open"]),
  requests: z.array(RequestSchema).min(1),
});
export type Job = z.infer<typeof JobSchema>;

export const DoneSchema = z.strictObject({
  /** From the first request to the last answer. */
  ms: z.number(),
  requests: z.int(),
  errors: z.int(),
  /** The first wrong answers, for people. */
  wrong: z.array(z.string()),
  latency: z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() }),
  /** `n` of each request after the run. */
  ns: z.array(z.int()),
});
export type Done = z.infer<typeof DoneSchema>;

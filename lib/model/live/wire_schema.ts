import { z } from "zod";
import { SentIdSchema } from "../process/common_schema.ts";
import { readJson } from "../process/json_text.ts";

/** Longest frame from a client, in UTF-16 code units. */
export const MAX_FRAME = 65_536;

const ref = z.string().regex(/^[\w-]{1,64}$/).optional();

/** What a client may say; anything else closes the socket. */
export const CommandSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("resume"), ref, v: z.literal(1), build: z.string().max(40) }),
  z.strictObject({ type: z.literal("beat"), ref }),
  /** Ask for an attempt's state, and for what changes it from now on. */
  z.strictObject({ type: z.literal("attempt.open"), ref, attemptId: SentIdSchema }),
  /** A room entry was shown to the student. */
  z.strictObject({
    type: z.literal("attempt.seen"),
    ref,
    attemptId: SentIdSchema,
    entryId: SentIdSchema,
  }),
  /** Staff: follow an assignment's room, or stop. */
  z.strictObject({ type: z.literal("room"), ref, assignmentId: SentIdSchema, on: z.boolean() }),
  /** A student who waits: follow the own times of a test, or stop. */
  z.strictObject({ type: z.literal("times"), ref, assignmentId: SentIdSchema, on: z.boolean() }),
  /** Who asked for a job: follow how far it is, or stop. */
  z.strictObject({ type: z.literal("job"), ref, jobId: SentIdSchema, on: z.boolean() }),
]);
export type Command = z.infer<typeof CommandSchema>;

/** The command in a frame; `null` for anything else. */
export function parseCommand(data: unknown): Command | null {
  if (typeof data !== "string") return null;
  return CommandSchema.safeParse(readJson(data)).data ?? null;
}

import { z } from "zod";
import { RoomEntrySchema } from "../assignments/assignment_schema.ts";
import { IdSchema, PersonIdSchema } from "../process/common_schema.ts";
import { lines } from "../text/typed_schema.ts";

const who = {
  /** Made by the page: a repeat of the same command changes nothing. */
  commandId: IdSchema.max(64),
  /** `null`: everyone, also those who start later. */
  studentIds: z.array(PersonIdSchema).min(1).max(500).nullable(),
};

/** What staff do to a room. */
export const RoomCommandSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pause"), ...who }),
  z.strictObject({ kind: z.literal("resume"), ...who }),
  z.strictObject({
    kind: z.literal("add_time"),
    ...who,
    ms: z.int().min(60_000, "Add at least 1 minute").max(4 * 3_600_000, "Add at most 4 hours"),
  }),
  z.strictObject({
    kind: z.literal("message"),
    ...who,
    text: lines(
      z.string().trim().min(1, "Write the message").max(500, "Write at most 500 characters"),
    ),
  }),
  z.strictObject({ kind: z.literal("end"), ...who }),
]).meta({ id: "RoomCommand" });
export type RoomCommand = z.infer<typeof RoomCommandSchema>;

/** A carried-out command with how many have seen it. */
export const RoomLineSchema = RoomEntrySchema.omit({ byId: true }).extend({
  /** Students who have begun and whom it concerns, and those of them whose page has shown it. */
  concerns: z.number(),
  seen: z.number(),
});
export type RoomLine = z.infer<typeof RoomLineSchema>;

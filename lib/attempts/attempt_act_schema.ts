import { z } from "zod";
import { IdSchema } from "../model/process/common_schema.ts";
import { lines } from "../model/text/typed_schema.ts";

/** An id that a page makes. */
const ClientIdSchema = IdSchema.max(64);
const reason = lines(
  z.string().trim().min(1, "Give the reason").max(300, "Write at most 300 characters"),
);

/** What whoever runs a test does to one attempt before the results are released. */
export const AttemptActSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("reopen"),
    /** Made by the page: a repeat of the same command changes nothing. */
    commandId: ClientIdSchema,
    /** Time to write from now on, at least. */
    minutes: z.int("Enter whole minutes").min(1, "Give at least 1 minute")
      .max(240, "Give at most 240 minutes"),
    reason,
  }),
  z.strictObject({ kind: z.literal("void"), reason }),
  z.strictObject({ kind: z.literal("unvoid"), reason }),
  z.strictObject({ kind: z.literal("hand_in") }),
  /** Makes answers count that came too late or during a pause. */
  z.strictObject({
    kind: z.literal("take_late"),
    /** As for `reopen`. */
    commandId: ClientIdSchema,
    /** Those of these questions; `null`: all. */
    slotIds: z.array(IdSchema).min(1).max(200).nullable(),
  }),
]).meta({ id: "AttemptAct" });
export type AttemptAct = z.infer<typeof AttemptActSchema>;

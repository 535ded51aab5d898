import { z } from "zod";
import {
  AttemptsFieldSchema,
  LocalTimeFieldSchema,
  minutesField,
} from "../process/form_fields_schema.ts";
import { lines } from "../model/text/typed_schema.ts";

const blank = z.literal("").transform(() => null);

/** Times of an assignment, as a browser sends them; on the school's clock. */
export const TimesFormSchema = z.strictObject({
  opensAt: LocalTimeFieldSchema,
  closesAt: LocalTimeFieldSchema,
  limitMinutes: minutesField(1, 600).default(null),
  rev: z.coerce.number().int().min(0),
});

/** One student's exception. Empty fields follow the assignment. */
export const ExceptionFormSchema = z.strictObject({
  purpose: z.enum(["times", "make_up", "excused"], "Choose what it is for"),
  opensAt: LocalTimeFieldSchema,
  closesAt: LocalTimeFieldSchema,
  limitMinutes: minutesField(1, 600).default(null),
  extraMinutes: minutesField(0, 600).transform((it) => it ?? 0).default(0),
  attemptsAllowed: AttemptsFieldSchema.default(null),
  reason: lines(
    z.string().trim().min(1, "Say why, for your colleagues").max(300, "Use at most 300 characters"),
  ),
  rev: z.union([blank, z.coerce.number().int().min(0)]).default(null),
});
export type ExceptionForm = z.infer<typeof ExceptionFormSchema>;

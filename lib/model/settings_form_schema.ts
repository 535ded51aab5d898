import { z } from "zod";
import { lines } from "./typed_schema.ts";

const blank = z.literal("").transform(() => null);
const text = z.string().max(60).default("");
const minutes = z.union([
  blank,
  z.coerce.number().int("Enter whole minutes").min(1, "Enter minutes from 1 to 600").max(
    600,
    "Enter minutes from 1 to 600",
  ),
]).default(null);

/** Times of an assignment, as a browser sends them; on the school's clock. */
export const TimesFormSchema = z.strictObject({
  opensAt: text,
  closesAt: text,
  limitMinutes: minutes,
  rev: z.coerce.number().int().min(0),
});

/** One student's exception. Empty fields follow the assignment. */
export const ExceptionFormSchema = z.strictObject({
  purpose: z.enum(["times", "make_up", "excused"]),
  opensAt: text,
  closesAt: text,
  limitMinutes: minutes,
  extraMinutes: z.union([
    blank.transform(() => 0),
    z.coerce.number().int("Enter whole minutes").min(0, "Enter minutes from 0 to 600").max(
      600,
      "Enter minutes from 0 to 600",
    ),
  ]).default(0),
  attemptsAllowed: z.union([
    blank,
    z.coerce.number().int().min(1, "Enter 1 to 20").max(20, "Enter 1 to 20"),
  ]).default(null),
  reason: lines(
    z.string().trim().min(1, "Say why, for your colleagues").max(300, "Use at most 300 characters"),
  ),
  rev: z.union([blank, z.coerce.number().int().min(0)]).default(null),
});
export type ExceptionForm = z.infer<typeof ExceptionFormSchema>;

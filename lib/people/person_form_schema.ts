import { z } from "zod";
import { IdSchema, PersonIdSchema } from "../model/process/common_schema.ts";
import {
  SchoolRoleSchema,
  TypedEmailSchema,
  TypedUsernameSchema,
} from "../model/people/person_command_schema.ts";
import { line, TypedNameSchema } from "../model/text/typed_schema.ts";

/** An empty field of a form, or one that was not sent, means none. */
export function emptyAsNull<S extends z.ZodType>(schema: S): z.ZodPreprocess<z.ZodNullable<S>> {
  return z.preprocess(
    (value) => value === undefined || String(value).trim() === "" ? null : value,
    schema.nullable(),
  );
}

const RollNumberSchema = line(z.string().trim().max(20, "Use at most 20 characters"));

/** `/people/new` */
export const NewPersonFormSchema = z.strictObject({
  /** Of a page that was opened when the form had one. */
  id: z.string().max(64).optional(),
  role: SchoolRoleSchema,
  name: TypedNameSchema,
  email: emptyAsNull(TypedEmailSchema),
  username: emptyAsNull(TypedUsernameSchema),
  rollNumber: emptyAsNull(RollNumberSchema),
  classId: emptyAsNull(IdSchema),
  childId: emptyAsNull(PersonIdSchema),
  status: z.enum(["active", "pending"], "Choose one"),
});

/** `/people/:id/let-in` */
export const LetInFormSchema = z.strictObject({ rev: z.coerce.number().int().min(0) });

/** `/people/:id/edit` */
export const PersonFormSchema = z.strictObject({
  rev: z.coerce.number().int().min(0),
  name: TypedNameSchema,
  role: SchoolRoleSchema.optional(),
  email: emptyAsNull(TypedEmailSchema),
  username: emptyAsNull(TypedUsernameSchema),
  rollNumber: emptyAsNull(RollNumberSchema),
});

const DaySchema = z.string().trim();

/** `/people/:id/accommodation`; days are read in the school's zone. */
export const AccommodationFormSchema = z.strictObject({
  /** Empty where there were none. */
  rev: emptyAsNull(z.coerce.number().int().min(0)),
  timePercent: z.string().trim().min(1, "Enter a number from 0 to 300")
    .pipe(z.coerce.number("Enter a number from 0 to 300")).pipe(
      z.number().min(0, "Enter a number from 0 to 300").max(300, "Enter a number from 0 to 300"),
    ),
  scale: z.enum(["1", "1.25", "1.5", "1.75", "2"], "Choose a size"),
  contrast: z.enum(["normal", "high"], "Choose one"),
  font: z.enum(["system", "legible"], "Choose one"),
  hideTimer: z.literal("1").optional(),
  validFrom: DaySchema.min(1, "Enter the first day"),
  /** The last day it holds. */
  validTo: emptyAsNull(DaySchema),
  note: z.string().trim().max(1_000, "Use at most 1,000 characters").default(""),
});
export type AccommodationForm = z.infer<typeof AccommodationFormSchema>;

/** `/people` */
export const DirectoryQuerySchema = z.object({
  q: z.string().max(100, "Use at most 100 characters").default(""),
  role: z.union([z.literal(""), SchoolRoleSchema]).catch("").default(""),
  after: z.string().max(2_000).optional(),
});

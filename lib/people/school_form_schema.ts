import { z } from "zod";
import { LocaleSchema, TimeZoneSchema } from "../model/process/common_schema.ts";
import { TypedEmailSchema } from "../model/people/person_command_schema.ts";
import { ReviewRulesSchema } from "../model/review/review_schema.ts";
import { isSeen } from "../model/text/text_signs.ts";
import { line } from "../model/text/typed_schema.ts";
import { zoneOfCity } from "./zone_of_city.ts";

function nameSchema(missing: string): z.ZodString {
  const name = z.string().trim().min(1, missing).max(120, "Use at most 120 characters");
  return line(name.refine(isSeen, missing));
}

/** What every form about a school asks. */
export const SchoolFormShape = {
  schoolName: nameSchema("Enter the school's name"),
  /** A zone, or a city that goes by one. */
  timeZone: z.string().trim().min(1, "Choose a time zone").max(100, "Choose a time zone")
    .transform(zoneOfCity).pipe(TimeZoneSchema),
  locale: LocaleSchema,
};

/** `/setup` */
export const SetUpFormSchema = z.strictObject({
  ...SchoolFormShape,
  name: nameSchema("Enter your name"),
  email: TypedEmailSchema,
  password: z.string().min(1, "Choose a password").max(1_000, "Use at most 128 characters"),
  code: z.string().max(64).default(""),
});

/** `/schools/new` */
export const NewSchoolFormSchema = z.strictObject({
  ...SchoolFormShape,
  name: nameSchema("Enter a name"),
  email: TypedEmailSchema,
});

/** `/settings`: the review rules' fields stand beside the school's. */
export const SettingsFormSchema = z.strictObject({
  ...SchoolFormShape,
  passPercent: z.string().trim().min(1, "Enter a number from 0 to 100")
    .pipe(z.coerce.number("Enter a number from 0 to 100"))
    .pipe(
      z.number().min(0, "Enter a number from 0 to 100").max(100, "Enter a number from 0 to 100"),
    ),
  ...ReviewRulesSchema.shape,
});

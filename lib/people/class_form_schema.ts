import { z } from "zod";
import { IdSchema, PersonIdSchema } from "../model/process/common_schema.ts";
import { emptyAsNull } from "./person_form_schema.ts";
import { line, TypedNameSchema } from "../model/text/typed_schema.ts";

/** `/classes/new`, `/classes/:id/edit` */
export const ClassFormSchema = z.strictObject({
  name: TypedNameSchema,
  yearId: z.string().min(1, "Choose a year").pipe(IdSchema),
  grade: line(z.string().trim().max(20, "Use at most 20 characters")).default(""),
  section: line(z.string().trim().max(20, "Use at most 20 characters")).default(""),
  classTeacherId: emptyAsNull(PersonIdSchema),
});

/** `/classes/:id/teachings` */
export const TeachingFormSchema = z.strictObject({
  teacherId: z.string().min(1, "Choose a teacher").pipe(PersonIdSchema),
  subjectId: z.string().min(1, "Choose a subject").pipe(IdSchema),
});

/** `/classes/:id/students/add` */
export const EnrolFormSchema = z.strictObject({
  studentId: z.preprocess(
    (value) => value === undefined ? [] : Array.isArray(value) ? value : [value],
    z.array(PersonIdSchema).min(1, "Choose at least one student").max(200),
  ),
  q: z.string().default(""),
});

/** `/settings/years` */
export const YearFormSchema = z.strictObject({
  id: emptyAsNull(IdSchema),
  name: TypedNameSchema,
  from: z.string().min(1, "Enter the first day"),
  /** The last day. */
  until: z.string().min(1, "Enter the last day"),
});

/** `/settings/subjects` */
export const SubjectFormSchema = z.strictObject({
  id: emptyAsNull(IdSchema),
  name: TypedNameSchema,
});

import { z } from "zod";
import { IdSchema, NameSchema } from "./common_schema.ts";
import { emptyAsNull } from "./person_form_schema.ts";

/** `/classes/new`, `/classes/:id/edit` */
export const ClassFormSchema = z.strictObject({
  name: NameSchema,
  yearId: z.string().min(1, "Choose a year").pipe(IdSchema),
  grade: z.string().trim().max(20, "Use at most 20 characters").default(""),
  section: z.string().trim().max(20, "Use at most 20 characters").default(""),
  classTeacherId: emptyAsNull(IdSchema),
});

/** `/classes/:id/teachings` */
export const TeachingFormSchema = z.strictObject({
  teacherId: z.string().min(1, "Choose a teacher").pipe(IdSchema),
  subjectId: z.string().min(1, "Choose a subject").pipe(IdSchema),
});

/** `/classes/:id/students/add` */
export const EnrolFormSchema = z.strictObject({
  studentId: z.preprocess(
    (value) => value === undefined ? [] : Array.isArray(value) ? value : [value],
    z.array(IdSchema).min(1, "Choose at least one student").max(200),
  ),
  q: z.string().default(""),
});

/** `/settings/years` */
export const YearFormSchema = z.strictObject({
  id: emptyAsNull(IdSchema),
  name: NameSchema,
  from: z.string().min(1, "Enter the first day"),
  /** The last day. */
  until: z.string().min(1, "Enter the last day"),
});

/** `/settings/subjects` */
export const SubjectFormSchema = z.strictObject({ id: emptyAsNull(IdSchema), name: NameSchema });

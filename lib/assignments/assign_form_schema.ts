import { z } from "zod";
import { PersonIdSchema } from "../model/process/common_schema.ts";
import {
  AttemptsFieldSchema,
  LocalTimeFieldSchema,
  minutesField,
} from "../process/form_fields_schema.ts";

const many = z.union([PersonIdSchema, z.array(PersonIdSchema).max(500)]).optional().transform((
  it,
) => it === undefined ? [] : [it].flat());
const tick = z.string().optional().transform((it) => it !== undefined);

/** The form of `/tests/:id/assign` as a browser sends it; times are the school's clock. */
export const AssignFormSchema = z.strictObject({
  /** `class:<id>`, or `people` with `studentId`s. */
  audience: z.string().min(1, "Choose who takes it").max(150, "Choose who takes it"),
  studentId: many,
  opensAt: LocalTimeFieldSchema,
  closesAt: LocalTimeFieldSchema,
  limitMinutes: minutesField(1, 600).default(null),
  lateStart: z.enum(["cut", "full"], "Choose what time is left to who starts late").default("cut"),
  attemptsAllowed: AttemptsFieldSchema.default(1),
  counts: z.enum(["best", "last", "first", "mean"], "Choose which attempt counts").default("best"),
  purpose: z.enum(["test", "practice"], "Choose what it is for").default("test"),
  onExpiry: z.enum(["submit", "abandon"], "Choose what happens when time is up").default("submit"),
  negative: tick,
  anonymous: tick,
  rightAnswers: z.enum(["released", "closed", "never"], "Choose when right answers are shown")
    .default("released"),
});
export type AssignForm = z.infer<typeof AssignFormSchema>;

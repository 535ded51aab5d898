import { z } from "zod";
import { PersonIdSchema } from "./common_schema.ts";

const blank = z.literal("").transform(() => null);
const text = z.string().max(60).default("");
const minutes = (most: number) =>
  z.union([
    blank,
    z.coerce.number().int("Enter whole minutes").min(1, `Enter minutes from 1 to ${most}`).max(
      most,
      `Enter minutes from 1 to ${most}`,
    ),
  ]);
const many = z.union([PersonIdSchema, z.array(PersonIdSchema).max(500)]).optional().transform((
  it,
) => it === undefined ? [] : [it].flat());
const tick = z.string().optional().transform((it) => it !== undefined);

/** The form of `/tests/:id/assign` as a browser sends it; times are the school's clock. */
export const AssignFormSchema = z.strictObject({
  /** `class:<id>`, or `people` with `studentId`s. */
  audience: z.string().min(1, "Choose who takes it").max(150),
  studentId: many,
  opensAt: text,
  closesAt: text,
  limitMinutes: minutes(600).default(null),
  lateStart: z.enum(["cut", "full"]).default("cut"),
  attemptsAllowed: z.union([
    blank,
    z.coerce.number().int().min(1, "Enter 1 to 20").max(20, "Enter 1 to 20"),
  ]).default(1),
  counts: z.enum(["best", "last", "first", "mean"]).default("best"),
  purpose: z.enum(["test", "practice"]).default("test"),
  onExpiry: z.enum(["submit", "abandon"]).default("submit"),
  negative: tick,
  anonymous: tick,
  rightAnswers: z.enum(["released", "closed", "never"]).default("released"),
});
export type AssignForm = z.infer<typeof AssignFormSchema>;

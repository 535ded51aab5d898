import { z } from "zod";
import { MarkSchema, NameSchema } from "../process/common_schema.ts";
import { isMark } from "../marking/marks.ts";
import { hasUnseen, hasUnseenInLines, isSeen } from "./text_signs.ts";

/**
 * What people type, checked harder than what is stored: rows from before still open.
 * @module
 */

/** What is said of a name with signs that nobody sees. */
export const UNSEEN =
  "This holds signs that cannot be seen, such as a line break or a mark of direction. Type it anew instead of pasting it";
/** What is said of a mark that no mark can be. */
export const NO_MARK = "Enter 0 or a mark from 0.01 up, with at most 2 decimal places";

const BLANK = "Nothing of this can be seen. Type it anew";
const IN_A_LINE = "One line without controls, marks of direction and half characters";

/** A line without controls, marks of direction and half characters, of which something is seen: names, titles, labels. */
export function line(schema: z.ZodString): z.ZodString {
  return schema.refine((text) => !isBlank(text), BLANK)
    .refine((text) => !hasUnseen(text), UNSEEN).meta({ description: IN_A_LINE });
}

/** The same for what may have several lines: messages, reasons. */
export function lines(schema: z.ZodString): z.ZodString {
  return schema.refine((text) => !hasUnseenInLines(text), UNSEEN).meta({
    description:
      "Without controls but line breaks and tabs, marks of direction and half characters",
  });
}

/** The name of a person, school, class, subject, year or bank, as it is typed. */
export const TypedNameSchema = line(NameSchema.refine(isSeen, "Enter a name"));

/** 0, or from 0.01 up; as a floating-point number reads it exactly. */
export const TypedMarkSchema = MarkSchema.refine(isMark, NO_MARK);

function isBlank(text: string): boolean {
  return text.trim() !== "" && !isSeen(text);
}

/** What is wrong with the signs of a line; one that was left empty is for others to refuse. */
function problemOf(text: string): string | null {
  return isBlank(text) ? BLANK : hasUnseen(text) ? UNSEEN : null;
}

interface Marked {
  defaultMark: number;
  body: object;
}

/** Of a question, as {@linkcode z.ZodType.superRefine} takes it: its mark, and the names of its units. */
export function refuseUntypedContent(content: Marked, context: z.RefinementCtx): void {
  if (!isMark(content.defaultMark)) {
    context.addIssue({ code: "custom", path: ["defaultMark"], message: NO_MARK });
  }
  const units = "units" in content.body && Array.isArray(content.body.units)
    ? content.body.units
    : [];
  units.forEach(({ label }, i) => {
    const message = problemOf(String(label));
    if (message === null) return;
    context.addIssue({ code: "custom", path: ["body", "units", i, "label"], message });
  });
}

type Rows = readonly {
  title: string;
  levels: readonly { points: number; text: string }[];
}[];

/** Of a rubric: the names of its rows, the points and words of their levels. */
export function refuseUntypedRubric(rows: Rows, context: z.RefinementCtx): void {
  const refuse = (message: string, ...path: (string | number)[]) =>
    context.addIssue({ code: "custom", path, message });
  rows.forEach(({ title, levels }, row) => {
    const problem = problemOf(title);
    if (problem !== null) refuse(problem, row, "title");
    levels.forEach(({ points, text }, level) => {
      if (!isMark(points)) refuse(NO_MARK, row, "levels", level, "points");
      if (hasUnseenInLines(text)) refuse(UNSEEN, row, "levels", level, "text");
    });
  });
}

import { keyProblems } from "../grading/key_problems.ts";
import type { FieldError } from "../model/process/errors.ts";
import type { DraftContent, DraftRubric } from "../model/questions/question_draft_schema.ts";
import {
  type QuestionContent,
  QuestionContentSchema,
  RubricVersionSchema,
} from "../model/questions/question_schema.ts";
import type { RubricItems } from "../model/marking/rubric.ts";
import { loadRichText } from "../rich_text/rich_text.ts";

/** A question as its author wrote it, complete. */
export interface Written {
  content: QuestionContent;
  /** Empty: no rubric. */
  rubric: RubricItems;
}

export type Finished = ({ ok: true } & Written) | { ok: false; problems: FieldError[] };

const RubricItemsSchema = RubricVersionSchema.shape.items;

/** Whether a draft can become a version, and if not what is to mend, each with its field. */
export async function finished(
  content: DraftContent,
  rubric: DraftRubric,
): Promise<Finished> {
  const read = QuestionContentSchema.safeParse(content);
  const rows = content.kind === "essay" && rubric.length > 0
    ? RubricItemsSchema.safeParse(rubric)
    : { success: true as const, data: [] };
  const problems = [
    ...(read.success ? keyProblems(read.data) : fieldsOf(read.error.issues, "")),
    ...await mathsProblems(content),
    ...(rows.success ? [] : fieldsOf(rows.error.issues, "rubric.")),
  ];
  if (!read.success || !rows.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, content: read.data, rubric: rows.data };
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

function fieldsOf(issues: readonly Issue[], prefix: string): FieldError[] {
  return issues.map(({ path, message }) => ({ path: prefix + path.join("."), message }));
}

/** Formulae that students would see as they are typed. */
async function mathsProblems(content: DraftContent): Promise<FieldError[]> {
  const texts: [path: string, text: string][] = [
    ["prompt", content.prompt],
    ["explanation", content.explanation],
  ];
  if ("options" in content.body) {
    content.body.options.forEach(({ text }, i) => texts.push([`body.options.${i}.text`, text]));
  }
  if (content.kind === "essay") texts.push(["key.modelAnswer", content.key.modelAnswer]);
  const set = await loadRichText();
  return texts.flatMap(([path, text]) =>
    set(text, { mediaUrl: (id) => id }).problems.slice(0, 1).map(({ message }) => ({
      path,
      message,
    }))
  );
}

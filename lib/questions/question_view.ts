import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import {
  type StudentOption,
  type StudentQuestion,
  StudentQuestionSchema,
} from "../model/attempts/student_schema.ts";
import {
  loadRichText,
  plainText,
  type RichHtml,
  type RichTextOptions,
} from "../rich_text/rich_text.ts";

/** Longest short answer and number, as `ResponseSchema` has them. */
const MAX_SHORT_CHARS = 500;
const MAX_NUMBER_CHARS = 100;

export interface StudentQuestionPlace {
  slotId: string;
  number: number;
  maxMark: number;
  /** Option ids as the paper has them; options it does not name follow in the author's order. */
  order: readonly string[];
  mediaUrl: RichTextOptions["mediaUrl"];
}

/** The question as its student sees it: everything is picked by name, so that a new field of the content stays behind. */
export async function studentQuestion(
  content: DraftContent,
  { slotId, number, maxMark, order, mediaUrl }: StudentQuestionPlace,
): Promise<StudentQuestion> {
  const set = await loadRichText();
  const prompt = set(content.prompt, { mediaUrl });
  const options = optionTexts(content, order).map(({ id, text }) => ({
    id,
    text,
    rich: set(text, { mediaUrl, inline: true }),
  }));
  return StudentQuestionSchema.parse({
    slotId,
    kind: content.kind,
    number,
    maxMark,
    lang: content.locale,
    promptHtml: prompt.html,
    options: options.map(({ id, text, rich }): StudentOption => ({
      id,
      html: rich.html,
      spoken: rich.hasMaths ? plainText(text) : null,
    })),
    units: content.kind === "numerical"
      ? content.body.units.map(({ id, label }) => ({ id, label }))
      : [],
    min: content.kind === "choice_many" ? content.body.min : null,
    max: content.kind === "choice_many" ? content.body.max : null,
    maxChars: maxChars(content),
    minWords: content.kind === "essay" ? content.body.minWords : null,
    expressions: content.kind === "numerical" && content.key.expressions === "allow",
    hasMaths: [prompt, ...options.map(({ rich }): RichHtml => rich)].some((it) => it.hasMaths),
  });
}

function optionTexts(
  content: DraftContent,
  order: readonly string[],
): { id: string; text: string }[] {
  if (content.kind === "true_false") {
    return [{ id: "true", text: "True" }, { id: "false", text: "False" }];
  }
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  const place = (id: string) => {
    const index = order.indexOf(id);
    return index === -1 ? order.length : index;
  };
  return content.body.options.toSorted((a, b) => place(a.id) - place(b.id));
}

function maxChars(content: DraftContent): number | null {
  switch (content.kind) {
    case "short":
      return MAX_SHORT_CHARS;
    case "numerical":
      return MAX_NUMBER_CHARS;
    case "essay":
      return content.body.maxChars;
    default:
      return null;
  }
}

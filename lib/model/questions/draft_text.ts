import { sectionLetter, type TestDoc } from "../exams/exam_edit.ts";
import type { DraftContent, DraftRubric } from "./question_draft_schema.ts";
import { kindName } from "./kind_names.ts";

/** A question as plain lines, so that a person can compare two of them. */
export function questionText(
  { content, rubric }: { content: DraftContent; rubric: DraftRubric },
): string {
  const lines = [kindName(content.kind), content.prompt, ...answerLines(content)];
  for (const { title, levels } of rubric) {
    lines.push(`${title}: ${levels.map(({ points, text }) => `${points} ${text}`).join("; ")}`);
  }
  if (content.explanation) lines.push(`Explanation: ${content.explanation}`);
  return lines.join("\n");
}

/** The right answers of a question, a line each. */
export function answerLines(content: DraftContent): string[] {
  switch (content.kind) {
    case "choice_one":
    case "choice_many":
      return content.body.options.map(({ id, text }) =>
        `${(content.key.credit[id] ?? 0) > 0 ? "✓" : "–"} ${text}`
      );
    case "true_false":
      if (content.key.answer === null) return [];
      return [`✓ ${content.key.answer ? "True" : "False"}`];
    case "short":
      return content.key.accept.map(({ pattern }) => `✓ ${pattern}`);
    case "numerical": {
      const unit = content.body.units[0]?.label ?? "";
      return content.key.accept.map(({ value }) => `✓ ${value} ${unit}`.trimEnd());
    }
    case "essay":
      return content.key.modelAnswer ? [`Model answer: ${content.key.modelAnswer}`] : [];
  }
}

/** A test's outline as plain lines. @param titleOf Of the question in a slot. */
export function testText(doc: TestDoc, titleOf: (slotId: string) => string): string {
  const lines = [doc.title];
  if (doc.instructions) lines.push(doc.instructions);
  for (const [i, { title, slots }] of doc.sections.entries()) {
    lines.push(`${sectionLetter(i)}. ${title}`);
    lines.push(...slots.map(({ slotId, maxMark }) => `   ${titleOf(slotId)} (${maxMark})`));
  }
  return lines.join("\n");
}

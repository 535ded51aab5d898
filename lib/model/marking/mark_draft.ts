import { MAX_COMMENT } from "./comment_limit.ts";
import type { MarkingAnswer } from "./marking_schema.ts";
import { overText } from "../text/text_limit.ts";
import { openItems, type RubricItems, rubricMark } from "./rubric.ts";

/** What a marker has chosen and typed for one answer and not saved. */
export interface MarkDraft {
  /** Level by rubric item. */
  levels: Readonly<Record<string, string>>;
  /** As typed. */
  mark: string;
  comment: string;
}

export interface DraftRules {
  /** `null`: a mark is typed. */
  rubric: RubricItems | null;
  maxMark: number;
}

/** The draft an answer starts with: its mark so far. */
export function draftOf(
  { rubric, mark, comment }: Pick<MarkingAnswer, "rubric" | "mark" | "comment">,
): MarkDraft {
  return { levels: rubric ?? {}, mark: mark === null ? "" : String(mark), comment };
}

/** The mark the draft stands for; `null` while it is none. A decimal comma is taken too. */
export function draftMark(
  { levels, mark }: MarkDraft,
  { rubric, maxMark }: DraftRules,
): number | null {
  if (rubric !== null) return rubricMark(rubric, levels, maxMark);
  const text = mark.trim().replace(",", ".");
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(text)) return null;
  return Number(text) <= maxMark ? Number(text) : null;
}

/** What is still to do before the draft can be saved, and in which field; `null` for nothing. */
export function draftProblem(
  draft: MarkDraft,
  rules: DraftRules,
): { path: string; message: string } | null {
  const [open] = rules.rubric === null ? [] : openItems(rules.rubric, draft.levels);
  if (open !== undefined) return { path: `level.${open}`, message: "Choose a level in every row" };
  if (draftMark(draft, rules) === null) {
    return { path: "mark", message: `Enter a mark from 0 to ${rules.maxMark}` };
  }
  const over = overText(draft.comment, MAX_COMMENT);
  return over === null ? null : { path: "comment", message: `The comment is too long. ${over}` };
}

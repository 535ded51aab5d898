import type { ContentOf } from "../model/questions/question_schema.ts";
import { creditOf, type GradeContext, type Graded, graded, type ResponseOf } from "./graded.ts";

/**
 * By the key's rule, over options that the question has; an option is right when its credit is above 0.
 *
 * `sum` subtracts credits below 0 within the question also without negative marking, which only decides whether the
 * result may stay below 0: else ticking everything would earn the full mark. More options than `max` are worth 0.
 */
export function gradeChoiceMany(
  { body, key }: ContentOf<"choice_many">,
  { optionIds }: ResponseOf<"choice_many">,
  context: GradeContext,
): Graded {
  const options = new Set(body.options.map((option) => option.id));
  const chosen = [...new Set(optionIds)].filter((id) => options.has(id));
  const isRight = (id: string) => creditOf(key.credit, id) > 0;
  const right = [...options].filter(isRight).length;
  const hits = chosen.filter(isRight).length;
  const tally = { right, wrong: options.size - right, hits, misses: chosen.length - hits };
  const sum = chosen.reduce((total, id) => total + creditOf(key.credit, id), 0);
  const tooMany = body.max !== null && chosen.length > body.max;
  const fraction = tooMany ? 0 : key.rule === "sum" ? sum : byCount(key.rule, tally);
  const parts = chosen.map((id) => ({ id, fraction: creditOf(key.credit, id) }));
  return { ...graded(fraction, context), parts };
}

interface Tally {
  right: number;
  wrong: number;
  hits: number;
  misses: number;
}

function byCount(rule: "set" | "right_minus_wrong", { right, wrong, hits, misses }: Tally): number {
  if (right === 0) return 0;
  if (rule === "set") return hits === right && misses === 0 ? 1 : 0;
  return Math.max(0, hits / right - (wrong === 0 ? 0 : misses / wrong));
}

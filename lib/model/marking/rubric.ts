import { markOf, sumMarks } from "./marks.ts";
import type { RubricVersion } from "../questions/question_schema.ts";

export type RubricItems = Pick<RubricVersion, "items">["items"];
/** Level chosen in each rubric item. */
export type RubricChoice = Readonly<Record<string, string>>;

/** The most points the rubric gives. */
export function rubricMax(items: RubricItems): number {
  return sumMarks(items.map(({ levels }) => Math.max(...levels.map(({ points }) => points))));
}

/** The items of which no level is chosen, or none that exists. */
export function openItems(items: RubricItems, choice: RubricChoice): string[] {
  return items.filter(({ id, levels }) => !levels.some((level) => level.id === choice[id]))
    .map(({ id }) => id);
}

/**
 * The mark of the chosen levels. Where the rubric's points do not add up to what the question is worth, they are scaled to it.
 * Items not chosen yet count 0.
 */
export function rubricMark(items: RubricItems, choice: RubricChoice, maxMark: number): number {
  const points = sumMarks(
    items.map(({ id, levels }) => levels.find((level) => level.id === choice[id])?.points ?? 0),
  );
  const most = rubricMax(items);
  return most === maxMark || most === 0 ? points : markOf(points / most, maxMark);
}

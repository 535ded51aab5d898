import { grade } from "../grading/grade.ts";
import { isOfEarlierRule } from "../grading/rules_hash.ts";
import { localeOf } from "../marking/grade_attempt.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { latestMark } from "../grading/latest_marks.ts";
import type { Grade } from "../grading/grade_schema.ts";
import { markOf } from "../model/marking/marks.ts";
import type { SlotContent } from "./figures.ts";

/**
 * How many answers would be marked otherwise by the graders of today, among those that an earlier version of them marked.
 * Marks given stay, so results may rest on two versions. Answers are read only of grades that have such marks.
 *
 * @returns `null` where every automatic mark is of today's graders.
 */
export async function markedOtherwise(
  deps: Pick<MarkingDeps, "tables" | "attempts">,
  { negative }: Assignment,
  { slots, grades }: { slots: readonly SlotContent[]; grades: readonly Grade[] },
): Promise<number | null> {
  const counts = await Promise.all(grades.map(async (it) => {
    const earlier = slots.filter(({ slot, content }) => {
      const mark = latestMark(it, slot.slotId);
      return mark?.source === "auto" && isOfEarlierRule(content, negative, mark.rulesHash);
    });
    if (earlier.length === 0) return null;
    const [answers, locale] = await Promise.all([deps.attempts.answers(it), localeOf(deps, it)]);
    return earlier.filter(({ slot: { slotId, maxMark }, content }) => {
      const { fraction, unsure } = grade(content, answers.get(slotId)?.response ?? null, {
        negative,
        locale,
      });
      return unsure || markOf(fraction, maxMark) !== latestMark(it, slotId)?.mark;
    }).length;
  }));
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

import { gradedAs, type WrittenAnswer } from "../grading/graded_as.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import { latestMark } from "../grading/latest_marks.ts";
import { type Grade, type GradedSlot, MAX_WROTE } from "../grading/grade_schema.ts";
import { inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import type { SlotContent } from "./figures.ts";
import type { Standing } from "./standing.ts";

/** Answers that were graded as the same and got the same mark. */
export interface CommonAnswer {
  /** As most of them typed it, with the unit they chose. */
  wrote: string;
  count: number;
  /** `null` while they wait for one. */
  mark: number | null;
}

/** What was written, the most frequent first; what only one wrote is counted too. */
export async function commonAnswers(
  deps: Pick<MarkingDeps, "tables" | "attempts">,
  standings: readonly Standing[],
  { slot: { slotId }, content }: SlotContent,
): Promise<CommonAnswer[]> {
  const [first] = standings;
  if (first === undefined) return [];
  const { schoolId } = first.assignment;
  const school = await deps.tables.schools.find({ schoolId, id: schoolId });
  const given = standings.flatMap(({ student, sample, leftOut }) => {
    const slot = leftOut === null ? sample?.slots.find((it) => it.slotId === slotId) : undefined;
    if (!sample || !slot || slot.wrote === "") return [];
    return { grade: sample, slot, locale: student.locale ?? school?.locale ?? "en" };
  });
  const answers = await Promise.all(given.map(async ({ grade, slot, locale }) => {
    const answer = { text: slot.wrote, unitId: await unitOf(deps, { grade, slot, content }) };
    const mark = latestMark(grade, slotId)?.mark ?? null;
    const same = JSON.stringify([gradedAs(content, answer, locale), mark, restOf(slot)]);
    return { same, mark, wrote: withUnit(content, answer) };
  }));
  const groups = [...Map.groupBy(answers, ({ same }) => same).values()].map((group) => ({
    wrote: mostFrequent(group.map(({ wrote }) => wrote)),
    count: group.length,
    mark: group[0]!.mark,
  }));
  return inOrder(groups, ({ count, wrote }) => [-count, sortKey(wrote)]);
}

/** Grades of before the unit was kept say nothing of it: then it is read from the answer. */
async function unitOf(
  { attempts }: Pick<MarkingDeps, "attempts">,
  { grade, slot, content }: { grade: Grade; slot: GradedSlot; content: QuestionContent },
): Promise<string | null> {
  if (slot.unitId !== undefined) return slot.unitId;
  if (content.kind !== "numerical" || content.body.units.length === 0) return null;
  const response = (await attempts.answers(grade)).get(slot.slotId)?.response ?? null;
  return response?.kind === "numerical" ? response.unitId : null;
}

/** What was cut may differ behind the cut. */
function restOf({ wrote, answerHash }: GradedSlot): string | null {
  return wrote.length < MAX_WROTE - 1 ? null : answerHash;
}

function withUnit(content: QuestionContent, { text, unitId }: WrittenAnswer): string {
  const units = content.kind === "numerical" ? content.body.units : [];
  const unit = units.find(({ id }) => id === unitId);
  return unit ? `${text} ${unit.label}` : text;
}

function mostFrequent(texts: readonly string[]): string {
  const ways = [...Map.groupBy(texts, (it) => it)];
  return inOrder(ways, ([text, them]) => [-them.length, sortKey(text)])[0]![0];
}

import { holdOf } from "../marking/holders.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { counted } from "../results/counting.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { RowRef } from "../store/store.ts";
import { isAway } from "../store/outage/away.ts";
import { reviewFields } from "./review_fields.ts";
import type { ReviewField } from "../model/review/review_schema.ts";
import { isMeanTold } from "../access/policy/groups.ts";
import { mean } from "../statistics/sample.ts";

export interface AllowedReview {
  fields: Set<ReviewField>;
  /** The guard holds back what the rules would allow, the marks of questions among it: somebody can still sit the test. */
  held: boolean;
  /** Until when at the latest, as times stand now; `null` where nothing is held or no end is known. */
  heldUntilAt: number | null;
}

/** What the owner of a handed-in attempt may see now. A practice has nobody to wait for. */
export async function allowedReview(
  deps: MarkingDeps,
  assignment: Assignment,
  { submittedAt, voided }: Pick<Grade, "submittedAt" | "voided">,
): Promise<AllowedReview> {
  const { canSit, untilAt } = await holdOf(deps, assignment);
  const facts = {
    rules: assignment.review,
    submittedAt: voided ? null : submittedAt,
    closedForEveryone: !canSit,
    released: assignment.releasedAt !== null,
  };
  const fields = reviewFields({ ...facts, canStillSit: canSit && !assignment.practice });
  const open = reviewFields({ ...facts, canStillSit: false });
  // Marks of single questions are no field of their own, and are held with what bears the key.
  const held = canSit && !assignment.practice && (open.size > fields.size || open.has("mark"));
  return { fields, held, heldUntilAt: held ? untilAt : null };
}

/** The same of an attempt; `null` without a grade, and in an outage where nobody has asked for the grade before. */
export async function reviewIfKnown(
  deps: MarkingDeps,
  assignment: Assignment,
  attempt: RowRef,
): Promise<AllowedReview | null> {
  const grade = await gradeIfKnown(deps, attempt);
  return grade === null ? null : await allowedReview(deps, assignment, grade);
}

async function gradeIfKnown({ tables }: MarkingDeps, attempt: RowRef): Promise<Grade | null> {
  try {
    return await tables.grades.find(attempt);
  } catch (error) {
    if (!isAway(error)) throw error;
    return null;
  }
}

/** Per cent of the class at this assignment; `null` for a small group. */
export async function classMean(
  { tables }: Pick<MarkingDeps, "tables">,
  { schoolId, id, counts }: Assignment,
): Promise<number | null> {
  const grades = await tables.grades.digests("byAssignment", schoolId, [id]);
  const byStudent = Map.groupBy(grades, ({ studentId }) => studentId);
  const percents = [...byStudent.values()].flatMap((own) => {
    const result = counted(own, counts);
    return result === null || result.provisional ? [] : result.percent ?? [];
  });
  return isMeanTold(percents.length) ? mean(percents) : null;
}

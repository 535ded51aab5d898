import { requireResults } from "../assignments/assignments.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import { slotContents } from "../results/results.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { notFound } from "../model/process/errors.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import { gradePercent } from "../grading/latest_marks.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { ReviewField } from "../model/review/review_schema.ts";
import { type StudentReview, StudentReviewSchema } from "../model/review/student_review_schema.ts";
import { isStaff, type User } from "../access/user.ts";
import { isReviewedAsFamily, mayReviewAsFamily } from "../access/policy/review.ts";
import { isChildOf } from "../access/reader_relations.ts";
import { type AllowedReview, allowedReview, classMean } from "./review_facts.ts";
import { reviewItems } from "./review_items.ts";

export interface ReviewQuery {
  user: User;
  attemptId: string;
}

/**
 * What a student may see of an own handed-in test; a guardian sees a child's once it is released; staff who see the results
 * see what the student sees.
 *
 * @throws {DomainError} `not_found`, for a stranger's alike.
 */
export async function studentReview(
  deps: MarkingDeps,
  { user, attemptId }: ReviewQuery,
): Promise<StudentReview> {
  const ref = { schoolId: user.schoolId, id: attemptId };
  const grade = await deps.tables.grades.find(ref);
  if (grade === null) throw notFound();
  const assignment = await deps.tables.assignments.find({
    schoolId: user.schoolId,
    id: grade.assignmentId,
  });
  if (assignment === null) throw notFound();
  await checkMaySee(deps, user, { grade, assignment });
  const allowed = await allowedReview(deps, assignment, grade);
  const { items, hasMaths } = await reviewItems(deps, {
    grade,
    slots: await slotContents(deps, assignment),
    ...{ fields: allowed.fields, held: allowed.held },
    locale: user.locale,
  });
  const head = await reviewHead(deps, { assignment, grade, allowed });
  const hidden = isStaff(user) && namesHidden(assignment);
  return StudentReviewSchema.parse({
    ...head,
    ...(hidden && { studentId: null, studentName: "The student", submittedAt: null }),
    items,
    hasMaths,
  });
}

async function checkMaySee(
  deps: MarkingDeps,
  user: User,
  { grade, assignment }: { grade: Grade; assignment: Assignment },
): Promise<void> {
  if (!isReviewedAsFamily(user)) {
    await requireResults(deps, user, assignment.id);
    return;
  }
  const isChild = await isChildOf(deps, user, grade.studentId);
  if (!mayReviewAsFamily(user, grade, { assignment, isChild })) throw notFound();
}

interface HeadFacts {
  assignment: Assignment;
  grade: Grade;
  allowed: AllowedReview;
}

async function reviewHead(
  deps: MarkingDeps,
  { assignment, grade, allowed: { fields, held, heldUntilAt } }: HeadFacts,
): Promise<Omit<StudentReview, "items" | "hasMaths">> {
  const { tables } = deps;
  const { schoolId, subjectId, releasedBy } = assignment;
  const may = (field: ReviewField) => fields.has(field);
  const [student, releaser, subject, average] = await Promise.all([
    tables.people.find({ schoolId, id: grade.studentId }),
    releasedBy === null ? null : tables.people.find({ schoolId, id: releasedBy }),
    subjectId === null ? null : tables.subjects.find({ schoolId, id: subjectId }),
    may("classMean") ? classMean(deps, assignment) : null,
  ]);
  return {
    attemptId: grade.id,
    assignmentId: assignment.id,
    studentId: grade.studentId,
    studentName: student?.name ?? "",
    title: assignment.title,
    subject: subject?.name ?? null,
    submittedAt: grade.submittedAt,
    releasedAt: assignment.releasedAt,
    releasedBy: releaser?.name ?? null,
    practice: assignment.practice,
    fields: [...fields],
    mark: may("mark") ? grade.mark : null,
    maxMark: grade.maxMark,
    percent: may("mark") ? gradePercent(grade) : null,
    waiting: may("mark") ? grade.waiting.length : null,
    classMean: average,
    ...{ held, heldUntilAt },
  };
}

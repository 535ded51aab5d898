import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { counted } from "./counting.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { StudentResult } from "../model/results/student_result.ts";
import { allowedReview, classMean } from "../review/review_facts.ts";
import type { RowRef } from "../store/store.ts";

/**
 * Everything a student has back, as the rules of each test allow, the newest first.
 *
 * @param student The student, whoever reads.
 * @param forGuardian Guardians see a test once it is released, and practices.
 */
export async function studentResults(
  deps: MarkingDeps,
  student: RowRef,
  { forGuardian }: { forGuardian: boolean },
): Promise<StudentResult[]> {
  const { tables } = deps;
  const { schoolId } = student;
  const digests = await tables.grades.digests("byStudent", schoolId, [student.id]);
  const byTest = Map.groupBy(digests, ({ assignmentId }) => assignmentId);
  const [assignments, subjects] = await Promise.all([
    tables.assignments.findMany(schoolId, [...byTest.keys()]),
    tables.subjects.list("all", schoolId, [], { limit: 1_000 }),
  ]);
  const names = new Map(subjects.items.map(({ id, name }) => [id, name]));
  const open = forGuardian
    ? assignments.filter(({ releasedAt, practice }) => releasedAt !== null || practice)
    : assignments;
  const results = await Promise.all(open.map(async (assignment) => {
    const result = await resultAt(deps, assignment, byTest.get(assignment.id) ?? []);
    const subject = names.get(assignment.subjectId ?? "") ?? null;
    return result === null ? [] : { ...result, subject };
  }));
  return results.flat().sort((a, b) => b.at - a.at);
}

/** `null` when no attempt counts or nothing of it may be seen. */
async function resultAt(
  deps: MarkingDeps,
  assignment: Assignment,
  digests: readonly GradeDigest[],
): Promise<Omit<StudentResult, "subject"> | null> {
  const result = counted(digests, assignment.counts);
  if (result === null) return null;
  const may = await mayNow(deps, assignment, result.grade);
  if (!may("mark") && !may("response")) return null;
  const seen = may("mark");
  const { id, title, subjectId, practice, releasedAt } = assignment;
  return {
    assignmentId: id,
    attemptId: result.grade.id,
    title,
    subjectId,
    practice,
    releasedAt,
    at: releasedAt ?? result.grade.submittedAt,
    submittedAt: result.grade.submittedAt,
    mark: seen ? result.mark : null,
    maxMark: result.maxMark,
    percent: seen && !result.provisional ? result.percent : null,
    waiting: seen ? result.grade.waiting : 0,
  };
}

/** Of mark and response: only a rule that waits for the end of the test asks who can still sit it. */
async function mayNow(
  deps: MarkingDeps,
  assignment: Assignment,
  grade: GradeDigest,
): Promise<(field: "mark" | "response") => boolean> {
  const { review, releasedAt } = assignment;
  if (review.mark === "closed" || review.response === "closed") {
    const { fields } = await allowedReview(deps, assignment, grade);
    return (field) => fields.has(field);
  }
  return (field) =>
    review[field] === "handed_in" || (review[field] === "released" && releasedAt !== null);
}

/** What a result's card says besides the mark: a teacher's comment, and the class mean where the rules allow it. */
export async function resultRemarks(
  deps: MarkingDeps,
  schoolId: string,
  { assignmentId, attemptId }: Pick<StudentResult, "assignmentId" | "attemptId">,
): Promise<{ classMean: number | null; comment: { by: string; text: string } | null }> {
  const { tables } = deps;
  const [assignment, grade] = await Promise.all([
    tables.assignments.find({ schoolId, id: assignmentId }),
    tables.grades.find({ schoolId, id: attemptId }),
  ]);
  if (assignment === null || grade === null) return { classMean: null, comment: null };
  const { fields } = await allowedReview(deps, assignment, grade);
  const last = grade.marks.findLast(({ comment, source }) =>
    comment !== "" && source === "teacher"
  );
  const by = last?.byId ? await tables.people.find({ schoolId, id: last.byId }) : null;
  return {
    classMean: fields.has("classMean") ? await classMean(deps, assignment) : null,
    comment: last && fields.has("comment")
      ? { by: by?.name ?? "Your teacher", text: last.comment }
      : null,
  };
}

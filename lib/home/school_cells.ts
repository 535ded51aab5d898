import type { Assignment } from "../model/assignment_schema.ts";
import type { GradeDigest } from "../model/grade_digest_schema.ts";
import type { SchoolCell } from "../model/school_home.ts";
import { mean } from "../sample.ts";
import { percents } from "./counting.ts";
import { meanInterval } from "./mean_interval.ts";
import { hiddenGroups } from "./suppression.ts";

export interface GradedExam {
  assignment: Assignment;
  grades: readonly GradeDigest[];
}

/**
 * Mean percent by class and subject: of each student's mean over the released tests of the subject.
 *
 * @param classOf The class a student is in now, for tests given to persons.
 */
export function schoolCells(
  exams: readonly GradedExam[],
  { classIds, subjectIds, classOf }: {
    classIds: readonly string[];
    subjectIds: readonly string[];
    classOf: ReadonlyMap<string, string>;
  },
): SchoolCell[][] {
  const results = new Map<string, Map<string, number[]>>();
  for (const { assignment, grades } of exams.filter(isCounted)) {
    const { audience, subjectId } = assignment;
    for (const [studentId, percent] of percents(assignment, grades)) {
      const classId = audience.kind === "class" ? audience.classId : classOf.get(studentId);
      const cell = `${classId}/${subjectId}`;
      const students = results.get(cell) ?? new Map<string, number[]>();
      students.set(studentId, [...students.get(studentId) ?? [], percent / 100]);
      results.set(cell, students);
    }
  }
  const groups = classIds.map((classId) =>
    subjectIds.map((subjectId) => {
      const students = results.get(`${classId}/${subjectId}`);
      return [...students?.values() ?? []].map((own) => mean(own) ?? 0);
    })
  );
  const hidden = subjectIds.map((_, x) => hiddenGroups(groups.map((row) => row[x]!.length)));
  return groups.map((row, y) => row.map((values, x) => cellOf(values, hidden[x]![y]!)));
}

function isCounted({ assignment }: GradedExam): boolean {
  return assignment.releasedAt !== null && !assignment.practice;
}

function cellOf(values: readonly number[], hidden: boolean): SchoolCell {
  if (values.length === 0) return { kind: "none" };
  const group = hidden ? null : meanInterval(values);
  return group === null ? { kind: "hidden" } : { kind: "shown", group };
}

import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { SchoolCell } from "../model/home/school_home.ts";
import { percents } from "./counting.ts";
import { meanInterval } from "./mean_interval.ts";
import { hiddenGroups } from "../access/policy/groups.ts";

/** What the figures of a school need of an assignment. */
export type GivenExam = Pick<
  Assignment,
  | "id"
  | "schoolId"
  | "audience"
  | "subjectId"
  | "teacherId"
  | "counts"
  | "practice"
  | "opensAt"
  | "closesAt"
  | "closedAt"
  | "cancelledAt"
  | "releasedAt"
>;

export interface GradedExam {
  assignment: GivenExam;
  grades: readonly GradeDigest[];
}

interface Sum {
  fractions: number;
  n: number;
}

/** Mean percent by class and subject: of each student's mean over the released tests of the subject. */
export class SchoolCells {
  readonly #classOf: ReadonlyMap<string, string>;
  /** By cell, then student. */
  readonly #sums = new Map<string, Map<string, Sum>>();

  /** @param classOf The class a student is in now, for tests given to persons. */
  constructor(classOf: ReadonlyMap<string, string>) {
    this.#classOf = classOf;
  }

  /** Counts a test that is released and no practice. Its grades are not kept. */
  add({ assignment, grades }: GradedExam): void {
    const { audience, subjectId, releasedAt, practice } = assignment;
    if (releasedAt === null || practice) return;
    for (const [studentId, percent] of percents(assignment, grades)) {
      const classId = audience.kind === "class" ? audience.classId : this.#classOf.get(studentId);
      const students = this.#studentsOf(`${classId}/${subjectId}`);
      const { fractions, n } = students.get(studentId) ?? { fractions: 0, n: 0 };
      students.set(studentId, { fractions: fractions + percent / 100, n: n + 1 });
    }
  }

  /** A row for each class, in it a cell for each subject. */
  rows(
    { classIds, subjectIds }: { classIds: readonly string[]; subjectIds: readonly string[] },
  ): SchoolCell[][] {
    const groups = classIds.map((classId) =>
      subjectIds.map((subjectId) => {
        const students = this.#sums.get(`${classId}/${subjectId}`);
        return [...students?.values() ?? []].map(({ fractions, n }) => fractions / n);
      })
    );
    const hidden = subjectIds.map((_, x) => hiddenGroups(groups.map((row) => row[x]!.length)));
    return groups.map((row, y) => row.map((values, x) => cellOf(values, hidden[x]![y]!)));
  }

  #studentsOf(cell: string): Map<string, Sum> {
    const found = this.#sums.get(cell) ?? new Map<string, Sum>();
    this.#sums.set(cell, found);
    return found;
  }
}

function cellOf(values: readonly number[], hidden: boolean): SchoolCell {
  if (values.length === 0) return { kind: "none" };
  const group = hidden ? null : meanInterval(values);
  return group === null ? { kind: "hidden" } : { kind: "shown", group };
}

import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { counted } from "./counting.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { HelpReason } from "../model/results/results_words.ts";
import { LAST_TESTS, pointsUnderOwn } from "../assignments/own_last_tests.ts";
import { listAll } from "../store/store.ts";
import type { Standing } from "./standing.ts";
import { inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";

/** Questions left empty at the end of the paper that are worth a look. */
const EMPTY_AT_END = 3;

export interface HelpRow {
  studentId: string;
  name: string;
  attemptId: string;
  percent: number;
  reason: HelpReason;
}

/** Students who may need help, by the reason and by name, never by rank. @param before Per cent at earlier tests, by student. */
export function needHelp(
  standings: readonly Standing[],
  { before, passPercent }: { before: ReadonlyMap<string, number[]>; passPercent: number },
): HelpRow[] {
  const rows = standings.flatMap(({ student, result, leftOut }) => {
    if (result === null || leftOut !== null || result.percent === null) return [];
    const { percent, grade } = result;
    const reason = underOwn(percent, before.get(student.id) ?? []) ?? emptyAtEnd(grade) ??
      (percent < passPercent ? { kind: "under_pass" as const, passPercent } : null);
    if (reason === null) return [];
    return { studentId: student.id, name: student.name, attemptId: grade.id, percent, reason };
  });
  const kinds = ["under_own", "empty_at_end", "under_pass"];
  return inOrder(rows, ({ reason, name }) => [kinds.indexOf(reason.kind), sortKey(name)]);
}

function underOwn(percent: number, before: readonly number[]): HelpReason | null {
  const points = pointsUnderOwn(percent, before);
  return points === null
    ? null
    : { kind: "under_own", points: Math.round(points), tests: LAST_TESTS };
}

function emptyAtEnd({ slots }: Grade): HelpReason | null {
  const last = slots.findLastIndex(({ blank }) => !blank);
  const count = slots.length - 1 - last;
  return count >= EMPTY_AT_END ? { kind: "empty_at_end", count } : null;
}

/** Per cent of each student at the class's last released tests of this subject before this one. */
export async function earlierPercents(
  deps: MarkingDeps,
  assignment: Assignment,
): Promise<Map<string, number[]>> {
  const { schoolId, audience, opensAt, subjectId } = assignment;
  const found = new Map<string, number[]>();
  if (audience.kind !== "class") return found;
  const all = await listAll(deps.tables.assignments, "byClass", schoolId, [audience.classId]);
  const last = all.filter((it) =>
    it.id !== assignment.id && it.releasedAt !== null && !it.practice &&
    it.opensAt < opensAt && it.subjectId === subjectId
  ).slice(-LAST_TESTS);
  for (const earlier of last) {
    const grades = await deps.tables.grades.digests("byAssignment", schoolId, [earlier.id]);
    for (const [studentId, own] of Map.groupBy(grades, (it) => it.studentId)) {
      const result = counted(own, earlier.counts);
      const percent = result?.provisional ? null : result?.percent ?? null;
      if (percent !== null) found.set(studentId, [...found.get(studentId) ?? [], percent]);
    }
  }
  return found;
}

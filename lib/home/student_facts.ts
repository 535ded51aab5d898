import { overridesOf } from "../assignments/assignments.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { Enrolment } from "../model/people/people_schema.ts";
import { LAST_TESTS } from "../assignments/own_last_tests.ts";
import { LOOK_BACK_MS, type StudentFacts } from "./attention.ts";
import { type Audiences, shortName } from "./audiences.ts";
import { percents } from "./counting.ts";
import type { HomeDeps } from "./home_deps.ts";

/** Tests looked at for each class and subject: some students were away from the last ones. */
const SERIES = LAST_TESTS + 3;

export interface FactRows {
  assignments: readonly Assignment[];
  audiences: Audiences;
  /** Of the released ones that {@linkcode recentlyReleased} names, at least. */
  grades: ReadonlyMap<string, readonly GradeDigest[]>;
}

/** Released tests that a fall can show in: the last of each audience and subject, if the newest is no older than what is told. */
export function recentlyReleased(assignments: readonly Assignment[], now: number): Assignment[] {
  const released = assignments.filter((it) => it.releasedAt !== null && !it.practice);
  const series = Map.groupBy(
    released,
    ({ audience, subjectId }) =>
      `${audience.kind === "class" ? audience.classId : ""}/${subjectId}`,
  );
  return [...series.values()].flatMap((them) => {
    const last = them.toSorted(byRelease).slice(-SERIES);
    return now - (last.at(-1)?.releasedAt ?? 0) <= LOOK_BACK_MS ? last : [];
  });
}

function byRelease(a: Assignment, b: Assignment): number {
  return (a.releasedAt ?? 0) - (b.releasedAt ?? 0);
}

/** What can be known of each student of the teacher's classes. */
export async function studentFacts(deps: HomeDeps, rows: FactRows): Promise<StudentFacts[]> {
  const now = deps.now();
  const series = recentlyReleased(rows.assignments, now).sort(byRelease).map((assignment) => ({
    assignment,
    percent: percents(assignment, rows.grades.get(assignment.id) ?? []),
  }));
  const missed = await missedBy(deps, rows);
  // A student of two of the teacher's classes is told of once.
  const classOf = new Map(
    [...rows.audiences.members].flatMap(([classId, members]) =>
      members.map(({ studentId }) => [studentId, classId] as const)
    ),
  );
  const classes = new Map(
    [...rows.audiences.classes.values()].map((it) => [it.id, shortName(it)]),
  );
  return [...classOf].map(([studentId, classId]) => {
    const own = series.flatMap(({ assignment: { subjectId, releasedAt }, percent }) => {
      const value = percent.get(studentId);
      return value === undefined ? [] : { subjectId, releasedAt: releasedAt!, percent: value };
    });
    return {
      studentId,
      name: rows.audiences.people.get(studentId)?.name ?? "",
      className: classes.get(classId) ?? "",
      results: [...Map.groupBy(own, ({ subjectId }) => subjectId).values()],
      missedAt: missed.get(studentId) ?? [],
      extraTimeEndsAt: extraTimeEnd(rows.audiences, studentId, now),
    };
  });
}

function extraTimeEnd(
  { accommodations }: Audiences,
  studentId: string,
  now: number,
): number | null {
  const right = accommodations.get(studentId);
  if (right === undefined || right.timeFactor <= 1 || right.validFromAt > now) return null;
  return right.validToAt;
}

/** When each student's not handed in tests closed, by student, as far back as is told. */
async function missedBy(deps: HomeDeps, rows: FactRows): Promise<Map<string, number[]>> {
  const now = deps.now();
  const closed = rows.assignments.filter(({ practice, closesAt, closedAt }) => {
    const end = Math.min(closesAt ?? Infinity, closedAt ?? Infinity);
    return !practice && end <= now && now - end <= LOOK_BACK_MS;
  });
  const lists = await Promise.all(closed.map((it) => missedIn(deps, rows.audiences, it)));
  const found = new Map<string, number[]>();
  for (const [studentId, at] of lists.flat()) {
    found.set(studentId, [...found.get(studentId) ?? [], at]);
  }
  return found;
}

async function missedIn(
  deps: HomeDeps,
  { members, accommodations }: Audiences,
  assignment: Assignment,
): Promise<[studentId: string, at: number][]> {
  const { schoolId, id, audience } = assignment;
  const [grades, overrides] = await Promise.all([
    deps.tables.grades.digests("byAssignment", schoolId, [id]),
    overridesOf(deps, assignment),
  ]);
  const done = new Set(grades.map(({ studentId }) => studentId));
  const absent = [...members].flatMap(([classId, them]) =>
    them.filter((it) => isMeant(audience, classId, it) && !done.has(it.studentId))
  ).flatMap(({ studentId, fromAt }) => {
    const override = overrides.get(studentId) ?? null;
    const accommodation = accommodations.get(studentId) ?? null;
    const { phase, closesAt } = windowOf({ assignment, override, accommodation }, deps.now());
    const counts = phase === "closed" && closesAt !== null && fromAt < closesAt;
    return counts && !override?.excused ? [{ studentId, at: closesAt }] : [];
  });
  // Begun is not missed, handed in or not; few are absent, so few are asked.
  const begun = await Promise.all(
    absent.map(({ studentId }) =>
      deps.attempts.listByStudent(schoolId, studentId, { assignmentId: id, limit: 1 })
    ),
  );
  return absent.filter((_, i) => begun[i]!.items.length === 0)
    .map(({ studentId, at }) => [studentId, at]);
}

function isMeant(
  audience: Assignment["audience"],
  classId: string,
  { studentId }: Enrolment,
): boolean {
  return audience.kind === "class"
    ? audience.classId === classId
    : audience.studentIds.includes(studentId);
}

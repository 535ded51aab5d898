import { type AssignmentDeps, audienceOf, overridesOf } from "../assignments/assignments.ts";
import { isOpen } from "../attempts/projection.ts";
import { attemptsOf, type AttemptStore } from "../attempts/store.ts";
import { hasOwnTimes } from "../assignments/membership.ts";
import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { clockOf, windowOf } from "../attempts/deadline.ts";
import type { Accommodation, Person } from "../model/people/people_schema.ts";
import type { Holder } from "../model/results/results_schema.ts";
import { canStillSit } from "../review/review_fields.ts";
import type { Tables } from "../store/tables.ts";
import { byRegister } from "../access/relations.ts";

export type HolderDeps = AssignmentDeps & {
  tables: Pick<Tables, "accommodations">;
  attempts: AttemptStore;
};

interface Sitting {
  student: Person;
  isMember: boolean;
  attempts: readonly Attempt[];
  override: Override | null;
  accommodation: Accommodation | null;
}

/**
 * Whoever can still sit a test, so that answers shown to others would reach them; who is writing comes first. That is who
 * has an open attempt, whether or not the test is still theirs or anybody's; who of the audience may start, now or later;
 * and who was given own times by name, though the class is left.
 */
export async function holdersOf(deps: HolderDeps, assignment: Assignment): Promise<Holder[]> {
  const sittings = await sittingsOf(deps, assignment);
  const holders = sittings.flatMap((it) => holder(assignment, it, deps.now()) ?? []);
  const waits = ({ state }: Holder) => state === "may_start" ? 1 : 0;
  return holders.sort((a, b) => waits(a) - waits(b));
}

/** Whether anybody can still sit a test, and until when at the latest, as times stand now; `null` where no end is known. */
export async function holdOf(
  deps: HolderDeps,
  assignment: Assignment,
): Promise<{ canSit: boolean; untilAt: number | null }> {
  const now = deps.now();
  const ends = (await sittingsOf(deps, assignment))
    .filter((it) => canStillSit({ assignment, ...it }, now))
    .map((it) => lastEnd(assignment, it, now));
  const last = Math.max(...ends);
  return { canSit: ends.length > 0, untilAt: Number.isFinite(last) ? last : null };
}

/** When the last attempt would end that a student is writing or may still start; `Infinity` where that is open or it stands still. */
function lastEnd(assignment: Assignment, sitting: Sitting, now: number): number {
  const facts = { ...sitting, assignment };
  const writing = sitting.attempts.filter(isOpen).map((attempt) => {
    const clock = clockOf({ ...facts, attempt }, now);
    return clock.state === "paused" ? Infinity : clock.deadlineAt ?? Infinity;
  });
  const attempts = sitting.attempts.map((it) => isOpen(it) ? { state: "submitted" as const } : it);
  if (!canStillSit({ ...facts, attempts }, now)) return Math.max(...writing);
  const { closesAt } = windowOf(facts, now);
  const starting = closesAt === null ? null : windowOf(facts, closesAt).deadlineAt;
  return Math.max(...writing, starting ?? Infinity);
}

async function sittingsOf(deps: HolderDeps, assignment: Assignment): Promise<Sitting[]> {
  const { schoolId } = assignment;
  const [audience, attempts, overrides] = await Promise.all([
    audienceOf(deps, assignment),
    attemptsOf(deps.attempts, assignment),
    overridesOf(deps, assignment),
  ]);
  const members = new Set(audience.map(({ id }) => id));
  const named = [...overrides.values()].filter(hasOwnTimes);
  const others = [...attempts.filter(isOpen), ...named].map(({ studentId }) => studentId)
    .filter((id) => !members.has(id));
  const gone = await deps.tables.people.findMany(schoolId, [...new Set(others)]);
  const students = [...audience, ...byRegister(gone)];
  const rights = await deps.tables.accommodations.findMany(schoolId, students.map(({ id }) => id));
  const rightOf = new Map(rights.map((it) => [it.id, it]));
  const attemptsOfStudent = Map.groupBy(attempts, ({ studentId }) => studentId);
  return students.map((student) => ({
    student,
    isMember: members.has(student.id),
    attempts: attemptsOfStudent.get(student.id) ?? [],
    override: overrides.get(student.id) ?? null,
    accommodation: rightOf.get(student.id) ?? null,
  }));
}

function holder(assignment: Assignment, sitting: Sitting, now: number): Holder | null {
  const { student, isMember, ...facts } = sitting;
  if (!canStillSit({ assignment, ...facts }, now)) return null;
  const who = { studentId: student.id, name: student.name, isMember };
  const { opensAt, closesAt } = windowOf({ assignment, ...facts }, now);
  const attempt = facts.attempts.find(isOpen);
  if (attempt === undefined) return { ...who, state: "may_start", opensAt, untilAt: closesAt };
  const clock = clockOf({ attempt, assignment, ...facts }, now);
  return clock.state === "paused"
    ? { ...who, state: "paused", opensAt, untilAt: null }
    : { ...who, state: "writing", opensAt, untilAt: clock.deadlineAt };
}

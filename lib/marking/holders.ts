import { audienceOf, overridesOf } from "../assignments.ts";
import type { Assignment, Override } from "../model/assignment_schema.ts";
import type { Attempt } from "../model/attempt_schema.ts";
import { windowOf } from "../model/deadline.ts";
import { canStillSit } from "../model/review.ts";
import type { Accommodation, Person } from "../model/people_schema.ts";
import { isOpen } from "../attempts/projection.ts";
import { attemptsOf } from "../attempts/store.ts";
import type { MarkingDeps } from "./marking_deps.ts";

/** Someone who can still sit a test: answers shown to others would reach them. */
export interface Holder {
  studentId: string;
  name: string;
  /** Is writing, or may start from `opensAt` on. */
  state: "writing" | "may_start";
  opensAt: number;
  /** Last moment; `null` for none. */
  closesAt: number | null;
}

interface Sitting {
  student: Person;
  attempts: readonly Attempt[];
  override: Override | null;
  accommodation: Accommodation | null;
}

/** Who of the audience can still sit it, overrides and make-ups included. */
export async function holdersOf(deps: MarkingDeps, assignment: Assignment): Promise<Holder[]> {
  const audience = await audienceOf(deps, assignment);
  const ids = audience.map(({ id }) => id);
  const [attempts, overrides, accommodations] = await Promise.all([
    attemptsOf(deps.attempts, assignment),
    overridesOf(deps, assignment),
    deps.tables.accommodations.findMany(assignment.schoolId, ids),
  ]);
  return audience.flatMap((student) => {
    const sitting: Sitting = {
      student,
      attempts: attempts.filter((it) => it.studentId === student.id),
      override: overrides.get(student.id) ?? null,
      accommodation: accommodations.find(({ id }) => id === student.id) ?? null,
    };
    return holder(assignment, sitting, deps.now()) ?? [];
  });
}

function holder(assignment: Assignment, sitting: Sitting, now: number): Holder | null {
  const { student, ...facts } = sitting;
  if (!canStillSit({ assignment, ...facts }, now)) return null;
  const { opensAt, closesAt } = windowOf({ assignment, ...facts }, now);
  const writing = facts.attempts.some(isOpen);
  const state = writing ? "writing" : "may_start";
  return { studentId: student.id, name: student.name, state, opensAt, closesAt };
}

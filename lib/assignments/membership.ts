import { overridesOf } from "./assignments.ts";
import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import type { Accommodation, Enrolment, Person } from "../model/people/people_schema.ts";
import { inOrder } from "../model/names/order.ts";
import { isCurrent, registerKeys, type RelationDeps } from "../access/relations.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export type MembershipDeps = RelationDeps & {
  tables: Pick<Tables, "overrides" | "accommodations">;
};

/** One whom a test is or was for, with what decides the own window. */
export interface Meant {
  student: Person;
  /** Belongs to the audience now. */
  isMember: boolean;
  override: Override | null;
  accommodation: Accommodation | null;
}

/**
 * Whom a test is or was for: the named persons, or who is or was in the class while the window was open for them, so that
 * who joins afterwards has missed nothing; and whoever was given own times by name. In register order; suspended ones are
 * left out of classes.
 */
export async function meantFor(deps: MembershipDeps, assignment: Assignment): Promise<Meant[]> {
  const { schoolId, audience } = assignment;
  const now = deps.now();
  const [enrolments, overrides] = await Promise.all([
    audience.kind === "class"
      ? listAll(deps.tables.enrolments, "byClass", schoolId, [audience.classId])
      : [],
    overridesOf(deps, assignment),
  ]);
  const named = audience.kind === "people"
    ? audience.studentIds
    : [...overrides.values()].filter(hasOwnTimes).map(({ studentId }) => studentId);
  const ids = [...new Set([...named, ...enrolments.map(({ studentId }) => studentId)])];
  const [people, rights] = await Promise.all([
    deps.tables.people.findMany(schoolId, ids),
    deps.tables.accommodations.findMany(schoolId, ids),
  ]);
  const rightOf = new Map(rights.map((it) => [it.id, it]));
  const enrolled = Map.groupBy(enrolments, ({ studentId }) => studentId);
  const isNamed = new Set(named);
  const meant = people.flatMap((student): Meant[] => {
    const override = overrides.get(student.id) ?? null;
    const accommodation = rightOf.get(student.id) ?? null;
    const own = enrolled.get(student.id) ?? [];
    const window = windowOf({ assignment, override, accommodation }, now);
    const was = own.some((it) => it.fromAt <= now && isMemberWhile(it, window));
    if (!isNamed.has(student.id) && (!was || student.status === "suspended")) return [];
    const isMember = audience.kind === "people" || own.some((it) => isCurrent(it, now));
    return [{ student, isMember, override, accommodation }];
  });
  return inOrder(meant, ({ student }) => registerKeys(student));
}

/** Whether an exception lets a student sit by name, though the class is left or was joined too late. */
export function hasOwnTimes({ makeUp, closesAt }: Override): boolean {
  return makeUp || closesAt !== null;
}

/** Whether the enrolment held at any moment of a window. @param closesAt `null`: no end. */
export function isMemberWhile(
  { fromAt, untilAt }: Enrolment,
  { opensAt, closesAt }: { opensAt: number; closesAt: number | null },
): boolean {
  return fromAt < (closesAt ?? Infinity) && (untilAt === null || untilAt > opensAt);
}

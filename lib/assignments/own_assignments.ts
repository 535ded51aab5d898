import { type AssignmentDeps, assignmentsFor } from "./assignments.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** A test with one student's own times: exceptions and extra time applied. */
export type OwnAssignment = Assignment & { excused: boolean };

export type OwnAssignmentDeps = AssignmentDeps & { tables: Pick<Tables, "accommodations"> };

/** Everything assigned to a student, with the student's own times, by own opening; cancelled ones left out. */
export async function ownAssignments(
  deps: OwnAssignmentDeps,
  student: Pick<User, "id" | "schoolId">,
): Promise<OwnAssignment[]> {
  const { tables, now } = deps;
  const { schoolId, id } = student;
  const [assignments, overrides, accommodation] = await Promise.all([
    assignmentsFor(deps, student),
    listAll(tables.overrides, "byStudent", schoolId, [id]),
    tables.accommodations.find({ schoolId, id }),
  ]);
  const own = assignments.map((assignment) => {
    const override = overrides.find((it) => it.assignmentId === assignment.id) ?? null;
    const { opensAt, closesAt, limitMs } = windowOf({ assignment, override, accommodation }, now());
    const attemptsAllowed = override?.attemptsAllowed ?? assignment.attemptsAllowed;
    const excused = override?.excused ?? false;
    return { ...assignment, opensAt, closesAt, limitMs, attemptsAllowed, excused };
  });
  return own.sort((a, b) => a.opensAt - b.opensAt);
}

import { classOf } from "./assignments.ts";
import { meantFor, type MembershipDeps } from "./membership.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { isolated } from "../model/text/text_signs.ts";

/** Who a test is or was for, in words: `Class 10 B, 36 students`. */
export async function audienceLabel(deps: MembershipDeps, assignment: Assignment): Promise<string> {
  const [room, students] = await Promise.all([
    classOf(deps, assignment),
    meantFor(deps, assignment),
  ]);
  const count = students.length === 1 ? "1 student" : `${students.length} students`;
  return room === null ? count : `${isolated(room.name)}, ${count}`;
}

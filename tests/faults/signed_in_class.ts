import type { Stores } from "../../lib/process/assemble.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { takingWorld } from "../worlds/taking_world.ts";

export interface SignedInClass {
  /** Each student's session secret. */
  secrets: string[];
  teacherSecret: string;
}

/**
 * A school whose people are all signed in, and whose students have a test to take.
 *
 * @param further Set beside the first test, with these changes.
 */
export async function signedInClass(
  { tables, sessions }: Pick<Stores, "tables" | "sessions">,
  students: number,
  further: readonly Partial<Assignment>[] = [],
): Promise<SignedInClass> {
  const world = await takingWorld(tables, Date.now() - 1_000, { students });
  for (const changes of further) {
    await tables.assignments.insert({ ...world.assignment, ...changes });
  }
  const client = { userAgent: "faults", address: "" };
  const open = async (person: Person) =>
    (await openSession({ sessions, now: Date.now }, person, { client, persistent: false })).secret;
  return {
    secrets: await Promise.all([world.student, ...world.others].map(open)),
    teacherSecret: await open(world.teacher),
  };
}

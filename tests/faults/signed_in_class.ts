import { openStore } from "../../db/kv/open.ts";
import { KvSessionStore } from "../../db/kv/sessions.ts";
import type { Assignment } from "../../lib/model/assignment_schema.ts";
import { openSession } from "../../lib/sessions.ts";
import { takingWorld } from "../taking_world.ts";

/**
 * A school in a folder, whose students are all signed in and have a test to take.
 *
 * @param further Set beside the first test, with these changes.
 * @returns Each student's session secret.
 */
export async function signedInClass(
  dataDir: string,
  students: number,
  further: readonly Partial<Assignment>[] = [],
): Promise<{ secrets: string[] }> {
  await using store = await openStore(dataDir);
  const now = Date.now();
  const { student, others, assignment } = await takingWorld(store.tables, now - 1_000, {
    students,
  });
  for (const changes of further) {
    await store.tables.assignments.insert({ ...assignment, ...changes });
  }
  const sessions = new KvSessionStore(store.kv);
  const client = { userAgent: "faults", address: "" };
  const secrets: string[] = [];
  for (const person of [student, ...others]) {
    const opened = await openSession({ sessions, now: Date.now }, person, {
      client,
      persistent: false,
    });
    secrets.push(opened.secret);
  }
  return { secrets };
}

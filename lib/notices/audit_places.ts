import type { AttemptStore } from "../attempts/store.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Audit, AuditDetails } from "../model/people/people_schema.ts";
import type { Tables } from "../store/tables.ts";

export type AuditPlaceDeps = {
  tables: Pick<Tables, "assignments" | "overrides">;
  attempts: Pick<AttemptStore, "find">;
};

/** Length of the ids that the product makes. */
const UUID = 36;

/** Which key of a line's details its target was, by the word before the dot of its kind. */
const TARGET_KEYS: ReadonlyMap<string, string> = new Map([
  ...["person", "password", "sign_in", "accommodation"].map((it) => [it, "personId"] as const),
  ...["student", "guardian"].map((it) => [it, "studentId"] as const),
  ["class", "classId"],
  ["year", "yearId"],
]);

/**
 * A line of before with what it is about, as lines are written today: its test and that one's class, a person, a class. Its
 * own words stay. The same object where there is nothing to add.
 */
export async function withPlace(deps: AuditPlaceDeps, line: Audit): Promise<Audit> {
  const { details = {} } = line;
  const found = { ...targetOf(line), ...await placeOf(deps, line) };
  const missing = Object.entries(found).filter(([key]) => details[key] === undefined);
  if (missing.length === 0) return line;
  return { ...line, details: { ...details, ...Object.fromEntries(missing) } };
}

/** Lines with details name it already. */
function targetOf({ action, targetId, details }: Audit): AuditDetails {
  if (details !== undefined || targetId === "unknown") return {};
  if (action === "teaching.added") return { teacherId: targetId };
  const key = TARGET_KEYS.get(action.split(".")[0]!);
  return key === undefined ? {} : { [key]: targetId };
}

async function placeOf(deps: AuditPlaceDeps, line: Audit): Promise<AuditDetails> {
  const assignment = await assignmentOf(deps, line);
  if (assignment === null) return {};
  const { id, audience } = assignment;
  return { assignmentId: id, ...(audience.kind === "class" && { classId: audience.classId }) };
}

async function assignmentOf(
  { tables, attempts }: AuditPlaceDeps,
  { schoolId, action, targetId, details }: Audit,
): Promise<Assignment | null> {
  const find = (id: string) => tables.assignments.find({ schoolId, id });
  const known = details?.["assignmentId"];
  if (typeof known === "string") return await find(known);
  const [kind] = action.split(".");
  if (kind === "attempt" || kind === "mark") {
    const attempt = await attempts.find({ schoolId, id: targetId });
    return attempt === null ? null : await find(attempt.assignmentId);
  }
  if (kind !== "assignment" && kind !== "room") return null;
  const override = await tables.overrides.find({ schoolId, id: targetId });
  // The id of an exception begins with its test's, and lines of before have its first 64 characters.
  return await find(override?.assignmentId ?? targetId) ?? await find(targetId.slice(0, UUID));
}

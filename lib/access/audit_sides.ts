import { auditGroupOf } from "../model/access/audit_groups.ts";
import type { Audit } from "../model/people/people_schema.ts";

/** One thing by which a line of the audit log is found: of what sort, and which. */
export type AuditSide = readonly [
  sort: "actor" | "group" | "test" | "class" | "person",
  value: string,
];

const PERSON_KEYS = ["personId", "studentId", "teacherId", "guardianId"] as const;

/** Everything by which a line is found, each once. */
export function auditSides(
  { actorId, action, details = {} }: Pick<Audit, "actorId" | "action" | "details">,
): AuditSide[] {
  const of = (key: string): string[] => {
    const value = details[key];
    return typeof value === "string" && value !== "" ? [value] : [];
  };
  const group = auditGroupOf(action);
  return [
    ...(actorId === null ? [] : [["actor", actorId] as const]),
    ...(group === null ? [] : [["group", group] as const]),
    ...of("assignmentId").map((id) => ["test", id] as const),
    ...of("classId").map((id) => ["class", id] as const),
    ...[...new Set(PERSON_KEYS.flatMap(of))].map((id) => ["person", id] as const),
  ];
}

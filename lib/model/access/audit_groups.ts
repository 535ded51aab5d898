/** By what the audit log is narrowed, besides who and where. */
export const AUDIT_GROUPS = {
  access: "Signing in and passwords",
  people: "People and guardians",
  classes: "Classes, years and teaching",
  school: "School and settings",
  tests: "Tests given and results",
  room: "While a test ran",
  attempts: "Attempts and marks",
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

/** By the word before the dot; of some kinds by all of it. */
const GROUP_OF: ReadonlyMap<string, AuditGroup> = new Map([
  ["sign_in", "access"],
  ["password", "access"],
  ["person", "people"],
  ["guardian", "people"],
  ["accommodation", "people"],
  ["student", "classes"],
  ["student.view", "people"],
  ["class", "classes"],
  ["teaching", "classes"],
  ["year", "classes"],
  ["school", "school"],
  ["assignment", "tests"],
  ["room", "room"],
  ["job", "school"],
  ["attempt", "attempts"],
  ["mark", "attempts"],
]);

/** `null` for a kind that a newer version of the product wrote. */
export function auditGroupOf(action: string): AuditGroup | null {
  return GROUP_OF.get(action) ?? GROUP_OF.get(action.split(".")[0]!) ?? null;
}

import type { Audit } from "../people/people_schema.ts";

/** A row that a line names, as it is called today. */
export interface AuditNamed {
  id: string;
  name: string;
  /** It has a page; of what was removed the name alone is left. */
  isHere: boolean;
}

/** Some words of a line, and what they name where it has an id and is still here. */
export interface AuditPart {
  text: string;
  names?: { sort: "person" | "class" | "test" | "subject" | "year"; id: string };
}

export interface AuditLine extends Audit {
  /** `null`: nobody signed in, or the product itself. */
  actorName: string | null;
  /** What happened, in today's words. */
  text: string;
  /** The same in parts, so that names can lead to their pages. */
  parts: AuditPart[];
  /** The test it happened in; `null` for none. */
  test: AuditNamed | null;
  /** The class it happened in, also that of its test; `null` for none. */
  schoolClass: AuditNamed | null;
}

/** How often it happened where one line stands for several times; `""` for once. */
export function timesText({ count = 1 }: Pick<AuditLine, "count">): string {
  return count === 1 ? "" : `, ${count} times`;
}

import type { Audit } from "./people_schema.ts";

export interface AuditLine extends Audit {
  /** `null`: nobody signed in, or the product itself. */
  actorName: string | null;
}

/** What happened, and how often where one line stands for several times. */
export function auditText({ summary, count = 1 }: Pick<Audit, "summary" | "count">): string {
  return count === 1 ? summary : `${summary}, ${count} times`;
}

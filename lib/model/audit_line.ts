import type { Audit } from "./people_schema.ts";

export interface AuditLine extends Audit {
  /** `null`: nobody signed in, or the product itself. */
  actorName: string | null;
  /** What happened, in today's words. */
  text: string;
}

/** What happened, and how often where one line stands for several times. */
export function auditText({ text, count = 1 }: Pick<AuditLine, "text" | "count">): string {
  return count === 1 ? text : `${text}, ${count} times`;
}

import type { Audit } from "./people_schema.ts";

export interface AuditLine extends Audit {
  /** `null`: nobody signed in, or the product itself. */
  actorName: string | null;
}

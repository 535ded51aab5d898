import type { SetupStep } from "./setup_step.ts";

/** What the school office has to do. */
export interface OfficeHome {
  steps: SetupStep[];
  /** Added and not yet let in, by name; the first ones. */
  pending: { id: string; name: string; role: string }[];
  pendingCount: number;
  /** How many are here, by what they are. */
  counts: { label: string; href: string; count: number }[];
}

import type { AssignmentDeps } from "../assignments.ts";
import type { AttemptStore } from "../attempts/store.ts";
import type { Tables } from "../tables.ts";

/** What home pages read; they write nothing but notices. */
export type HomeDeps = AssignmentDeps & {
  tables: Pick<Tables, "grades" | "accommodations" | "schools" | "subjects" | "years">;
  attempts: AttemptStore;
};

import type { AssignmentDeps } from "../assignments/assignments.ts";
import type { AttemptStore } from "../attempts/store.ts";
import type { ReceiptKeys } from "../attempts/receipts.ts";
import type { Tables } from "../store/tables.ts";

/** What grading and results read; attempts they never write. */
export type MarkingDeps = AssignmentDeps & {
  tables: Pick<
    Tables,
    "grades" | "questionVersions" | "rubricVersions" | "schools" | "subjects" | "accommodations"
  >;
  attempts: AttemptStore;
  /** Of which the order of each queue is made. */
  receiptKeys: ReceiptKeys;
};

import { z } from "zod";
import { AttemptEventSchema, AttemptShape } from "../../model/attempts/attempt_schema.ts";
import { IdSchema, InstantSchema, recordOf } from "../../model/process/common_schema.ts";

/** Events of one change: a whole form of 200 questions at most. */
const MAX_JOURNAL_EVENTS = 250;

/** One change of an attempt that was acknowledged while the store was away. */
export const JournalEntrySchema = z.strictObject({
  /** Unique; two entries of one process sort by it in the order of their making. */
  id: IdSchema,
  at: InstantSchema,
  schoolId: IdSchema,
  attemptId: IdSchema,
  /** As numbered when acknowledged; texts whole. */
  events: z.array(AttemptEventSchema).max(MAX_JOURNAL_EVENTS),
  /** Of a hand-in: SHA-256 of each response that its receipt is for, by slot. */
  heads: recordOf(IdSchema, z.string().length(64), 200).exactOptional(),
  patch: z.strictObject({
    dueAt: AttemptShape.shape.dueAt.exactOptional(),
    lastSeenAt: AttemptShape.shape.lastSeenAt.exactOptional(),
    receipt: AttemptShape.shape.receipt.exactOptional(),
  }),
});
export type JournalEntry = z.infer<typeof JournalEntrySchema>;

/** Keeps acknowledged changes until the store has them. Every engine passes `tests/contracts/outage_journal_contract.ts`. */
export interface OutageJournal {
  /** Kept on disk when it resolves. @throws {DomainError} `unavailable` when it cannot be kept. */
  append(entry: JournalEntry): Promise<void>;
  /**
   * What was appended since this was asked last, in order, by every process that shares the journal; the first time all
   * that waits. What this process appended itself may be among it.
   */
  news(): Promise<JournalEntry[]>;
  /** Those of them that another process has carried out or set aside lately. */
  carriedOut(ids: readonly string[]): Promise<Set<string>>;
  /** The store has them. Those that are gone already are passed over. */
  remove(ids: readonly string[]): Promise<void>;
  /** Sets aside what cannot be carried out, with the reason; it is kept and waits no more. */
  park(entry: JournalEntry, why: string): Promise<void>;
  /** How many are set aside. */
  parked(): Promise<number>;
  /** Whether it takes entries, as far as is known without asking. */
  isOpen(): boolean;
}

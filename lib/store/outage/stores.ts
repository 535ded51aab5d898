import type { Stores } from "../../process/assemble.ts";
import type { Bus } from "../../process/bus.ts";
import type { Clock } from "../../process/clock.ts";
import type { Log } from "../../process/log.ts";
import type { SessionStore } from "../../access/sessions.ts";
import type { Row, Table } from "../store.ts";
import type { Tables } from "../tables.ts";
import { OutageAttemptStore } from "./attempts.ts";
import { AttemptNewsWire } from "./attempt_news.ts";
import { isUnavailable } from "./away.ts";
import type { Claims } from "./claims.ts";
import type { Guard } from "./guard.ts";
import { guarded } from "./guarded.ts";
import type { OutageJournal } from "./journal.ts";
import { Memory } from "./memory.ts";
import { RememberedReceiptKeys } from "./remembered_receipt_keys.ts";
import { RememberedSessionStore } from "./remembered_sessions.ts";
import { RememberedTable } from "./remembered_table.ts";

export interface Protection extends Clock {
  guard: Guard;
  /** `null`: nothing is acknowledged that the store does not have. */
  journal: OutageJournal | null;
  /** What processes agree on; `null` where there is one process. */
  claims: Claims | null;
  /** Tells other processes of every change; `null` where there is none, or each message costs too much. */
  bus: Pick<Bus, "publish" | "subscribe"> | null;
  log: Log;
  /** What stands before the sessions, which is never told what was only remembered. */
  sessions: (primary: SessionStore) => SessionStore;
}

export interface ProtectedStores {
  stores: Stores;
  /** Acknowledged changes that the store does not have yet. */
  waiting(): number;
  /** Acknowledged changes that the store refused for good, for a person to look at. */
  parked(): number;
  /** Finds what waits from before; called at the start, so that nothing says ready while something waits. */
  begin(): Promise<void>;
  /** Carries out what waits, when the store is there; else hears what other processes keep. Called every second. */
  tick(): Promise<void>;
}

/** The same stores, serving what they can while their server is away. */
export function protectedStores(
  stores: Stores,
  { guard, journal, claims, bus, log, now, sessions }: Protection,
): ProtectedStores {
  const memory = new Memory(now);
  const isUp = () => guard.isUp;
  const fault = (error: Error) =>
    log({ event: "fault", requestId: null, where: "outage journal", error });
  const receiptKeys = new RememberedReceiptKeys(guarded(stores.receiptKeys, guard));
  const attempts = new OutageAttemptStore({
    attempts: guarded(stores.attempts, guard),
    receiptKeys,
    journal,
    claims,
    wire: bus && new AttemptNewsWire(bus),
    isUp,
    memory,
    now,
    fault,
    parked: ({ id, attemptId }, cause) =>
      fault(new Error(`Cannot carry out journal entry ${id} of attempt ${attemptId}`, { cause })),
  });
  const table = ([name, it]: [string, Table<Row>]) =>
    [name, new RememberedTable(guarded(it, guard), memory)] as const;
  const tables = Object.entries(stores.tables as unknown as Record<string, Table<Row>>);
  return {
    stores: {
      tables: Object.fromEntries(tables.map(table)) as unknown as Tables,
      sessions: new RememberedSessionStore(
        sessions(guarded(stores.sessions, guard)),
        { memory, bus, isUp },
      ),
      attempts,
      receiptKeys,
      files: guarded(stores.files, guard),
    },
    waiting: () => attempts.waiting,
    parked: () => attempts.parked,
    begin: () => attempts.begin(),
    async tick() {
      if (!guard.isUp) return await attempts.hear();
      const before = attempts.waiting;
      try {
        // Tests handed in during an outage get their receipts.
        if (!receiptKeys.isKnown) await receiptKeys.load();
        await attempts.replay();
      } catch (error) {
        if (!isUnavailable(error)) throw error;
      }
      const carriedOut = before - attempts.waiting;
      if (carriedOut > 0) {
        log({ event: "replayed", entries: carriedOut, waiting: attempts.waiting });
      }
    },
  };
}

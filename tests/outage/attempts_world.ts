import { KvAttemptStore } from "../../db/kv/attempts.ts";
import { KvOutageJournal } from "../../db/kv/outage_journal.ts";
import { type Arrival, merge } from "../../lib/attempts/merge.ts";
import { KvReceiptKeys } from "../../db/kv/receipt_keys.ts";
import { bareAttempt } from "../../lib/attempts/projection.ts";
import type { AttemptStore } from "../../lib/attempts/store.ts";
import type { Bus } from "../../lib/process/bus.ts";
import type { Attempt, Paper } from "../../lib/model/attempts/attempt_schema.ts";
import { AttemptNewsWire } from "../../lib/store/outage/attempt_news.ts";
import { OutageAttemptStore } from "../../lib/store/outage/attempts.ts";
import { Claims, type Marks } from "../../lib/store/outage/claims.ts";
import type { OutageJournal } from "../../lib/store/outage/journal.ts";
import { guarded } from "../../lib/store/outage/guarded.ts";
import { Memory } from "../../lib/store/outage/memory.ts";
import type { ReceiptKeys } from "../../lib/attempts/receipts.ts";
import { type Breakable, breakable } from "./breakable.ts";

export const SLOTS = ["one", "two", "three"];
const PAPER: Paper = {
  slots: SLOTS.map((slotId) => ({
    slotId,
    sectionId: "sec",
    questionId: `q-${slotId}`,
    version: 1,
    kind: "essay",
    order: [],
    units: [],
    maxChars: 20_000,
    maxMark: 1,
  })),
};

export interface World {
  server: Breakable;
  inner: AttemptStore;
  journal: KvOutageJournal;
  /** As a process that has just started has it. @param options A bus to other processes, another journal, what they agree on, another way to the store, a clock of its own. */
  started(
    options?: {
      bus?: Bus;
      journal?: OutageJournal;
      marks?: Marks;
      over?: AttemptStore;
      uptimeMs?: () => number;
    },
  ): OutageAttemptStore;
  /** The key pair of all of them. */
  receiptKeys: ReceiptKeys;
  parked: string[];
}

export async function withWorld(test: (world: World) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const server = await breakable();
  const inner = new KvAttemptStore(kv);
  const attempts = guarded(server.breaking<AttemptStore>(inner), server.guard);
  const parked: string[] = [];
  const receiptKeys = new KvReceiptKeys(kv);
  const files = await Deno.openKv(":memory:");
  const journal = new KvOutageJournal(files);
  try {
    await test({
      server,
      inner,
      journal,
      parked,
      receiptKeys,
      started: ({ bus, journal: other, marks, over, uptimeMs } = {}) =>
        new OutageAttemptStore({
          attempts: over ?? attempts,
          receiptKeys,
          claims: marks ? new Claims(marks) : null,
          journal: other ?? new KvOutageJournal(files),
          wire: bus ? new AttemptNewsWire(bus) : null,
          memory: new Memory(Date.now),
          now: Date.now,
          ...(uptimeMs && { uptimeMs }),
          isUp: () => server.guard.isUp,
          fault: () => {},
          parked: (_, error) => parked.push(error.message),
        }),
    });
  } finally {
    files.close();
  }
}

let now = 1_000;
export const tick = (): number => now += 10;

export async function begun(store: AttemptStore, id = "a1"): Promise<Attempt> {
  const bare = bareAttempt({
    id,
    schoolId: "s1",
    createdAt: now,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId: `student-${id}`,
    number: 1,
  });
  return await store.create(bare, PAPER, {
    at: now,
    actor: { kind: "student", id: bare.studentId },
    writerId: null,
    n: null,
    late: false,
    data: { type: "started", number: 1 },
  });
}

/** Saves one answer as the taking page's route does. @returns The number acknowledged. */
export async function save(
  store: AttemptStore,
  ref: Attempt,
  { n, slotId, text, writerId = "w1", keptAs = null }: {
    n: number;
    slotId: string;
    text: string;
    writerId?: string;
    /** As the route decides by the clock when it acknowledges. */
    keptAs?: Arrival["keptAs"];
  },
): Promise<number> {
  const at = tick();
  const response = { kind: "essay" as const, text };
  const { result } = await store.append(ref, [slotId], (state) => {
    const merged = merge(state, {
      writerId,
      follows: [],
      events: [{ n, type: "answered", slotId, response, base: state.attempt.seq }],
    }, { at, late: false, keptAs });
    return { events: merged.events, patch: { lastSeenAt: at }, result: merged.acked };
  });
  return result;
}

export async function handIn(store: AttemptStore, ref: Attempt): Promise<void> {
  const at = tick();
  await store.append(
    ref,
    "all",
    ({ attempt }) =>
      attempt.state === "submitted" ? { events: [], result: undefined } : {
        events: [{
          at,
          actor: { kind: "student", id: ref.studentId },
          writerId: null,
          n: null,
          late: false,
          data: { type: "submitted", by: "student" },
        }],
        patch: { dueAt: at },
        result: undefined,
      },
  );
}

export async function textsOf(store: AttemptStore, ref: Attempt): Promise<Record<string, string>> {
  const answers = [...(await store.answers(ref)).values()];
  return Object.fromEntries(
    answers.map((
      { slotId, response },
    ) => [slotId, response?.kind === "essay" ? response.text : ""]),
  );
}

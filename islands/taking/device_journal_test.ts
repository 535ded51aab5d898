import assert from "node:assert/strict";
import { DeviceJournal } from "./device_journal.ts";
import {
  type JournalEntry,
  type JournalStore,
  memoryJournal,
  type OpenJournal,
} from "./journal.ts";

const ATTEMPT = "a1";
/** In place of two seconds, milliseconds. */
const WAIT = 20;
const never = () => new Promise<never>(() => {});
const BRIEF = { timeout: 5_000 };

function entry(writerId: string, n: number, on = true): JournalEntry {
  return { attemptId: ATTEMPT, writerId, event: { n, type: "flagged", slotId: "s", on } };
}

/** A journal whose store comes when it is told to. */
function late(store: JournalStore) {
  const connected = Promise.withResolvers<JournalStore>();
  const came = Promise.withResolvers<OpenJournal>();
  const seen: boolean[] = [];
  const journal = new DeviceJournal(() => connected.promise, WAIT);
  journal.watch({ changed: () => seen.push(journal.durable), came: came.resolve });
  return { journal, came: came.promise, seen, come: () => connected.resolve(store) };
}

async function left(store: JournalStore): Promise<(string | number | boolean)[][]> {
  const { pending } = await store.open(ATTEMPT, []);
  return pending.map(({ writerId, event }) => [
    writerId,
    event.n,
    event.type === "flagged" && event.on,
  ]);
}

const WRONG: Record<string, () => Promise<JournalStore>> = {
  "is absent": () => Promise.reject(new Error("no store")),
  "throws": () => {
    throw new Error("forbidden");
  },
  "never answers": never,
  "opens and then never answers": () => Promise.resolve({ ...memoryJournal(), open: never }),
};

for (const [how, connect] of Object.entries(WRONG)) {
  Deno.test(`DeviceJournal begins without a store that ${how}`, BRIEF, async () => {
    const journal = new DeviceJournal(connect, WAIT);
    const { writerId, earlier, pending } = await journal.open(ATTEMPT, []);
    assert.deepEqual([earlier, pending, journal.durable], [[], [], false]);
    await journal.put([entry(writerId, 1)]);
    assert.equal(journal.durable, false, "held is not kept");
    const { pending: own } = await journal.open(ATTEMPT, []);
    assert.deepEqual(own, [entry(writerId, 1)]);
    await journal.wipe(ATTEMPT);
  });
}

Deno.test(
  "DeviceJournal hands over once to a store that comes late, and takes what it held",
  BRIEF,
  async () => {
    const store = memoryJournal();
    const visit = await store.open(ATTEMPT, []);
    await store.put([entry(visit.writerId, 1)]);
    const it = late(store);
    const { writerId } = await it.journal.open(ATTEMPT, []);
    await it.journal.put([entry(writerId, 1), entry(writerId, 2)]);
    await it.journal.put([entry(writerId, 2, false)]);
    await it.journal.drop(ATTEMPT, writerId, 1);
    it.come();
    const opened = await it.came;
    assert.deepEqual(opened.pending, [entry(visit.writerId, 1)]);
    assert.deepEqual(opened.follows[opened.writerId], [visit.writerId, writerId]);
    await it.journal.put([entry(opened.writerId, 1)]);
    assert.deepEqual(it.seen, [true]);
    assert.deepEqual(await left(store), [
      [writerId, 2, false],
      [visit.writerId, 1, true],
      [opened.writerId, 1, true],
    ]);
    const next = await store.open(ATTEMPT, []);
    assert.ok(next.earlier.includes(writerId), "the next page knows this one by both names");
  },
);

Deno.test(
  "DeviceJournal gives nothing back to a store that comes after the end",
  BRIEF,
  async () => {
    const store = memoryJournal();
    const opened = Promise.withResolvers<void>();
    const it = late({
      ...store,
      open: (...args) => store.open(...args).finally(() => opened.resolve()),
    });
    const { writerId } = await it.journal.open(ATTEMPT, []);
    await it.journal.put([entry(writerId, 1)]);
    await it.journal.wipe(ATTEMPT);
    it.come();
    await opened.promise;
    await Promise.resolve();
    assert.deepEqual(await left(store), []);
    assert.equal(it.journal.durable, false);
  },
);

Deno.test(
  "DeviceJournal says when its store fails, stops to answer, and keeps again",
  BRIEF,
  async () => {
    const store = memoryJournal();
    let put: JournalStore["put"] = (entries) => store.put(entries);
    const journal = new DeviceJournal(
      () => Promise.resolve({ ...store, put: (it) => put(it) }),
      WAIT,
    );
    const turns: ((is: boolean) => void)[] = [];
    journal.watch({ changed: () => turns.shift()?.(journal.durable), came: () => {} });
    const turn = () => new Promise<boolean>((done) => turns.push(done));
    const { writerId } = await journal.open(ATTEMPT, []);
    assert.equal(journal.durable, true);

    put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    await assert.rejects(journal.put([entry(writerId, 1)]));
    assert.equal(journal.durable, false);
    put = (entries) => store.put(entries);
    await journal.put([entry(writerId, 1)]);
    assert.equal(journal.durable, true);
    put = never;
    const turned = turn();
    void journal.put([entry(writerId, 2)]);
    assert.equal(await turned, false);
  },
);

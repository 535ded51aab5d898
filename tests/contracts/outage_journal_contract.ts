import assert from "node:assert/strict";
import type { JournalEntry, OutageJournal } from "../../lib/store/outage/journal.ts";
import type { EngineOptions } from "./table_contract.ts";

/** @param texts Of as many events. */
export function anEntry(id: string, ...texts: string[]): JournalEntry {
  return {
    id,
    at: 1_000,
    schoolId: "s1",
    attemptId: "a1",
    events: texts.map((text, i) => ({
      seq: 2 + i,
      at: 1_000,
      actor: { kind: "student", id: "st1" },
      writerId: "w1",
      n: 1 + i,
      late: false,
      data: { type: "answered", slotId: "one", response: { kind: "essay", text } },
    })),
    patch: { lastSeenAt: 1_000, dueAt: null },
  };
}

/** What every engine's outage journal must do. @param withJournal Calls back with a function that opens the same journal anew. */
export function testOutageJournal(
  engine: string,
  withJournal: (use: (open: () => OutageJournal) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  const test = (what: string, use: (open: () => OutageJournal) => Promise<void>) =>
    Deno.test(`${engine} outage journal ${what}`, options, () => withJournal(use));

  test("gives after a restart all that waits, in order", async (open) => {
    const first = open();
    const entries = ["1", "2", "3"].map((id) => anEntry(id, "an answer"));
    for (const entry of entries) await first.append(entry);
    await first.remove(["2"]);
    assert.deepEqual(await open().news(), [entries[0], entries[2]]);
  });

  test("tells news once", async (open) => {
    const writer = open();
    await writer.append(anEntry("1"));
    const reader = open();
    assert.equal((await reader.news()).length, 1);
    assert.deepEqual(await reader.news(), []);
  });

  test("keeps an entry of 500 KB in letters of three bytes whole", async (open) => {
    const text = "मराठी".repeat(4_000);
    const large = anEntry("1", ...Array.from({ length: 8 }, () => text));
    await open().append(large);
    assert.deepEqual(await open().news(), [large]);
  });

  test("passes over what is removed already", async (open) => {
    const journal = open();
    await journal.append(anEntry("1"));
    await journal.remove(["1", "none"]);
    await journal.remove(["1"]);
    assert.deepEqual(await open().news(), []);
  });

  test("counts what is set aside, and tells it no more", async (open) => {
    const journal = open();
    const entry = anEntry("1");
    await journal.append(entry);
    await journal.park(entry, "it cannot be carried out");
    await journal.remove(["1"]);
    assert.equal(await open().parked(), 1);
    assert.deepEqual(await open().news(), []);
  });
}

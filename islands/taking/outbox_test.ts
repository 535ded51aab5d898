import assert from "node:assert/strict";
import { type Journal, memoryJournal } from "./journal.ts";
import { type Change, Outbox } from "./outbox.ts";

const WRITER = "w00000writer";

function outbox(journal: Journal = memoryJournal()): Outbox {
  const onKept = () => {};
  return new Outbox({ attemptId: "a1", writerId: WRITER, follows: [], journal, onKept });
}

function text(slotId: string, words: string): Change {
  return { type: "answered", slotId, response: { kind: "essay", text: words }, base: 0 };
}

const settled = () => new Promise((done) => setTimeout(done, 5));

Deno.test("Outbox numbers from 1 and lets a newer answer replace one that was never sent", () => {
  const box = outbox();
  box.add(text("s1", "a"));
  box.add(text("s2", "b"));
  box.add(text("s1", "ab"));
  assert.deepEqual(box.events.map(({ n }) => n), [1, 2]);
  assert.deepEqual(box.events[0], { ...text("s1", "ab"), n: 1 });
  assert.equal(box.lastN, 2);
});

Deno.test("Outbox never changes what was sent, or sealed", () => {
  const box = outbox();
  box.add(text("s1", "a"));
  box.batch();
  box.add(text("s1", "ab"));
  assert.deepEqual(box.events.map(({ n }) => n), [1, 2]);
  box.seal();
  box.add(text("s1", "abc"));
  assert.deepEqual(box.events.map(({ n }) => n), [1, 2, 3]);
});

Deno.test("Outbox sends at most 50 events and 62,000 bytes at once, but always one", () => {
  const box = outbox();
  for (let i = 0; i < 120; i++) box.add({ type: "flagged", slotId: "s", on: true });
  assert.equal(box.batch().length, 50);
  assert.equal(box.batch(1).length, 1);
  const long = outbox();
  for (let i = 0; i < 3; i++) long.add(text(`s${i}`, "अ".repeat(10_000)));
  assert.equal(long.batch().length, 2);
  const longest = outbox();
  longest.add(text("s", "अ".repeat(20_000)));
  assert.equal(longest.batch().length, 1);
  assert.ok(new TextEncoder().encode(JSON.stringify(longest.batch())).length < 65_000);
});

Deno.test("Outbox keeps a copy in the journal and forgets what is acknowledged", async () => {
  const journal = memoryJournal();
  const box = outbox(journal);
  box.add(text("s1", "a"));
  box.add(text("s2", "b"));
  await settled();
  assert.deepEqual((await journal.open("a1", [])).pending.map(({ event }) => event.n), [1, 2]);
  assert.deepEqual(box.acked(1).map(({ n }) => n), [1]);
  await settled();
  assert.deepEqual((await journal.open("a1", [])).pending.map(({ event }) => event.n), [2]);
  assert.deepEqual(box.acked(1), []);
});

Deno.test("Outbox leaves nothing in the journal when the acknowledgement came first", async () => {
  const journal = memoryJournal();
  const slow: Journal = {
    ...journal,
    put: (entries) => settled().then(() => journal.put(entries)),
  };
  const box = outbox(slow);
  box.add(text("s1", "a"));
  box.batch();
  box.acked(1);
  await settled();
  await settled();
  assert.deepEqual((await journal.open("a1", [])).pending, []);
});

Deno.test("Outbox says where an answer is: a journal in memory keeps nothing", async () => {
  const kept = outbox({ ...memoryJournal(), durable: true });
  kept.add(text("s1", "a"));
  assert.deepEqual(kept.stateOf("s1"), { waiting: true, kept: false });
  await settled();
  assert.deepEqual(kept.stateOf("s1"), { waiting: true, kept: true });
  const lost = outbox();
  lost.add(text("s1", "a"));
  await settled();
  assert.deepEqual(lost.stateOf("s1"), { waiting: true, kept: false });
  const full = { ...memoryJournal(), durable: true, put: () => Promise.reject(new Error("full")) };
  const refused = outbox(full);
  refused.add(text("s1", "a"));
  await settled();
  assert.deepEqual(refused.stateOf("s1"), { waiting: true, kept: false });
  refused.acked(1);
  assert.deepEqual(refused.stateOf("s1"), { waiting: false, kept: true });
});

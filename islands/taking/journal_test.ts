import assert from "node:assert/strict";
import { memoryJournal, newWriterId } from "./journal.ts";

function entry(writerId: string, n: number, attemptId = "a1"): Parameters<
  ReturnType<typeof memoryJournal>["put"]
>[0][number] {
  return { attemptId, writerId, event: { n, type: "flagged", slotId: "s", on: true } };
}

Deno.test("newWriterId() sorts by number, and never repeats", () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => newWriterId(i));
  assert.deepEqual(ids.toSorted(), ids);
  assert.notEqual(newWriterId(1), newWriterId(1));
  for (const id of ids) assert.match(id, /^[a-z0-9]{8,40}$/);
});

Deno.test("a journal gives back what was not acknowledged, in the order of writing", async () => {
  const journal = memoryJournal();
  const first = await journal.open("a1", []);
  await journal.put([entry(first.writerId, 1), entry(first.writerId, 2)]);
  const second = await journal.open("a1", []);
  await journal.put([entry(second.writerId, 1), entry(first.writerId, 3)]);
  await journal.drop("a1", first.writerId, 1);
  const third = await journal.open("a1", []);
  assert.deepEqual(third.pending.map(({ writerId, event }) => [writerId, event.n]), [
    [first.writerId, 2],
    [first.writerId, 3],
    [second.writerId, 1],
  ]);
  assert.deepEqual(third.earlier, [first.writerId, second.writerId]);
});

Deno.test("a page follows those whose work it carried on, and those that they followed", async () => {
  const journal = memoryJournal();
  const first = await journal.open("a1", []);
  await journal.put([entry(first.writerId, 1)]);
  const second = await journal.open("a1", []);
  await journal.put([entry(second.writerId, 1)]);
  await journal.drop("a1", first.writerId, 1);
  const third = await journal.open("a1", []);
  assert.deepEqual(third.follows, {
    [second.writerId]: [first.writerId],
    [third.writerId]: [first.writerId, second.writerId],
  });
});

Deno.test("a page that is still open keeps its own", async () => {
  const journal = memoryJournal();
  const other = await journal.open("a1", []);
  await journal.put([entry(other.writerId, 1)]);
  const mine = await journal.open("a1", [other.writerId]);
  assert.deepEqual(mine.pending, []);
  assert.deepEqual(mine.follows, { [mine.writerId]: [] });
});

Deno.test("a wiped journal knows nothing of the attempt, and all of others", async () => {
  const journal = memoryJournal();
  const one = await journal.open("a1", []);
  const two = await journal.open("a2", []);
  await journal.put([entry(one.writerId, 1), entry(two.writerId, 1, "a2")]);
  await journal.wipe("a1");
  assert.deepEqual((await journal.open("a1", [])).earlier, []);
  assert.equal((await journal.open("a2", [])).pending.length, 1);
});

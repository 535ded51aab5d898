import assert from "node:assert/strict";
import { KvOutageJournal } from "../../db/kv/outage_journal.ts";
import { merge } from "../../lib/attempts/merge.ts";
import { allEvents, type AttemptStore } from "../../lib/attempts/store.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Marks } from "../../lib/store/outage/claims.ts";
import { answersHash } from "../../lib/attempts/receipts.ts";
import { onTcp } from "../engines/redis_pairs.ts";
import { onRedis } from "../engines/redis_server.ts";
import { begun, handIn, save, textsOf, tick, withWorld, type World } from "./attempts_world.ts";

/** One answer of a page that does not know that it was handed in. */
async function saveLate(store: AttemptStore, ref: Attempt, n: number, text: string): Promise<void> {
  const at = tick();
  const response = { kind: "essay" as const, text };
  await store.append(ref, ["one"], (now) => {
    const events = [{ n, type: "answered" as const, slotId: "one", response, base: 0 }];
    const keptAs = now.attempt.state === "submitted" ? "late_refused" as const : null;
    const late = { at, late: false, keptAs };
    return {
      events: merge(now, { writerId: "w1", follows: [], events }, late).events,
      result: null,
    };
  });
}

async function checkHandedIn(
  store: AttemptStore,
  ref: Attempt,
  receipt: Attempt["receipt"],
): Promise<void> {
  assert.notEqual(receipt, null);
  const attempt = await store.find(ref);
  assert.deepEqual(attempt?.receipt, receipt);
  assert.equal(attempt?.submittedAt, receipt?.submittedAt);
  assert.equal(answersHash((await store.answers(ref)).values()), receipt?.answersHash);
  const handIns = (await allEvents(store, ref)).filter(({ data }) => data.type === "submitted");
  assert.equal(handIns.length, 1);
}

async function lateTexts(store: AttemptStore, ref: Attempt): Promise<string[]> {
  return (await allEvents(store, ref)).flatMap(({ data }) =>
    data.type === "late_refused" && data.response?.kind === "essay" ? [data.response.text] : []
  );
}

Deno.test("what comes after a hand-in that waits is kept as late, and its receipt stays", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await save(store, attempt, { n: 1, slotId: "one", text: "handed in" });
    await server.setMood("refuses");
    await handIn(store, attempt);
    const given = (await store.find(attempt))!.receipt;
    await saveLate(store, attempt, 2, "too late");
    await server.setMood("up");
    await store.replay();
    await checkHandedIn(inner, attempt, given);
    assert.deepEqual(await textsOf(inner, attempt), { one: "handed in" });
    assert.deepEqual(await lateTexts(inner, attempt), ["too late"]);
  }));

Deno.test("what another process took after a hand-in that waits is kept as late", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await save(store, attempt, { n: 1, slotId: "one", text: "handed in" });
    await server.setMood("refuses");
    await handIn(store, attempt);
    const given = (await store.find(attempt))!.receipt;
    await save(inner, attempt, { n: 2, slotId: "one", text: "handed in and more" });
    await save(inner, attempt, { n: 3, slotId: "two", text: "new" });
    await server.setMood("up");
    await store.replay();
    await checkHandedIn(inner, attempt, given);
    assert.equal((await textsOf(inner, attempt)).one, "handed in");
    assert.equal((await inner.answers(attempt)).get("two")?.response, null);
    assert.deepEqual((await lateTexts(inner, attempt)).sort(), ["handed in and more", "new"]);
    // Again it changes nothing.
    const { seq } = (await inner.find(attempt))!;
    await started().replay();
    assert.equal((await inner.find(attempt))!.seq, seq);
  }));

Deno.test("a hand-in that the store took, and whose answer was lost, is not handed in again at another time", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await save(store, attempt, { n: 1, slotId: "one", text: "x" });
    await server.setMood("loses_answers");
    await handIn(store, attempt);
    const given = (await store.find(attempt))!.receipt;
    const { submittedAt } = (await inner.find(attempt))!;
    assert.equal(given?.submittedAt, submittedAt);
    await server.setMood("up");
    await store.replay();
    await checkHandedIn(inner, attempt, given);
  }));

/** Two processes, of which the first has lost the store; each has a journal of its own. */
function onTwo(
  test: (
    world: World,
    one: AttemptStore,
    other: AttemptStore,
    replay: () => Promise<void>,
  ) => Promise<void>,
  marksOf: (marks: Marks) => Marks = (it) => it,
): Promise<void> {
  return onTcp((first, second) =>
    withWorld(async (world) => {
      using files = await Deno.openKv(":memory:");
      const one = world.started({ marks: marksOf(first.marks) });
      const other = world.started({
        marks: second.marks,
        over: world.inner,
        journal: new KvOutageJournal(files),
      });
      await test(world, one, other, () => one.replay());
    })
  );
}

Deno.test(
  "of two processes one hands in: the other says to come again until the store has it",
  onRedis,
  () =>
    onTwo(async ({ server, inner }, one, other, replay) => {
      const attempt = await begun(one);
      await save(one, attempt, { n: 1, slotId: "one", text: "x" });
      await server.setMood("refuses");
      await handIn(one, attempt);
      const given = (await one.find(attempt))!.receipt;
      await assert.rejects(handIn(other, attempt), { reason: "outage" });
      await server.setMood("up");
      await replay();
      await handIn(other, attempt);
      await checkHandedIn(inner, attempt, given);
    }),
);

Deno.test(
  "a process without the store does not hand in what another has handed in",
  onRedis,
  () =>
    onTwo(async ({ server, inner }, one, other) => {
      const attempt = await begun(one);
      await server.setMood("refuses");
      await handIn(other, attempt);
      await assert.rejects(handIn(one, attempt), { reason: "outage" });
      await server.setMood("up");
      await handIn(one, attempt);
      const handIns = (await allEvents(inner, attempt)).filter(({ data }) =>
        data.type === "submitted"
      );
      assert.equal(handIns.length, 1);
    }),
);

Deno.test(
  "answers that wait in another process's own journal are not missing",
  onRedis,
  () =>
    onTwo(async ({ server, inner }, one, other, replay) => {
      const attempt = await begun(one);
      await server.setMood("refuses");
      await save(one, attempt, { n: 1, slotId: "one", text: "first" });
      const second = { n: 2, slotId: "two", text: "second" };
      await assert.rejects(save(other, attempt, second), { reason: "outage" });
      await server.setMood("up");
      await replay();
      await save(other, attempt, second);
      assert.deepEqual(await textsOf(inner, attempt), { one: "first", two: "second" });
    }),
);

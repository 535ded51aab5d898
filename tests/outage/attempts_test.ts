import assert from "node:assert/strict";
import { keptAnswers } from "../../lib/attempts/kept_answers.ts";
import { project } from "../../lib/attempts/projection.ts";
import { allEvents, type AttemptStore } from "../../lib/attempts/store.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import { isAway } from "../../lib/store/outage/away.ts";
import { seeded } from "../faults/random.ts";
import type { Mood } from "./breakable.ts";
import { begun, handIn, save, SLOTS, textsOf, tick, withWorld } from "./attempts_world.ts";

Deno.test("answers written in an outage are acknowledged, shown, and carried out after it", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    assert.equal(await save(store, attempt, { n: 1, slotId: "one", text: "before" }), 1);
    await server.setMood("refuses");
    assert.equal(await save(store, attempt, { n: 2, slotId: "one", text: "before and in it" }), 2);
    assert.equal(await save(store, attempt, { n: 3, slotId: "two", text: "also" }), 3);
    await handIn(store, attempt);
    assert.deepEqual(await textsOf(store, attempt), { one: "before and in it", two: "also" });
    assert.equal((await store.find(attempt))?.state, "submitted");
    assert.equal((await inner.find(attempt))?.seq, 2);
    assert.equal(store.waiting, 3);
    await server.setMood("up");
    await store.replay();
    assert.equal(store.waiting, 0);
    assert.equal((await inner.find(attempt))?.state, "submitted");
    assert.deepEqual(await textsOf(inner, attempt), { one: "before and in it", two: "also" });
    assert.equal((await inner.find(attempt))?.seq, 5);
  }));

Deno.test("what was held in an outage stays held, and what counted counts, whenever it is carried out", () =>
  withWorld(async ({ server, inner, started }) => {
    const [store, other] = [started(), started()];
    const attempt = await begun(store);
    await save(store, attempt, { n: 1, slotId: "one", text: "before" });
    await server.setMood("refuses");
    await save(store, attempt, { n: 2, slotId: "one", text: "within the grace" });
    const late = { n: 3, slotId: "one", text: "in the pause", keptAs: "held" as const };
    assert.equal(await save(store, attempt, late), 3);
    assert.deepEqual(await textsOf(store, attempt), { one: "within the grace" });
    await save(store, attempt, { n: 4, slotId: "two", text: "after it" });
    await server.setMood("up");
    // By whichever process, and as often as they like.
    await other.replay();
    await store.replay();
    assert.deepEqual(await textsOf(inner, attempt), { one: "within the grace", two: "after it" });
    const events = await allEvents(inner, attempt);
    assert.deepEqual(events.flatMap(({ n }) => n ?? []), [1, 2, 3, 4]);
    const kept = keptAnswers(events, await inner.answers(attempt));
    assert.deepEqual(kept.map(({ slotId, why, standing }) => [slotId, why, standing]), [
      ["one", "pause", "open"],
    ]);
    assert.equal((await inner.find(attempt))?.writers["w1"]?.n, 4);
  }));

Deno.test("what waits survives the process, and is carried out once", () =>
  withWorld(async ({ server, inner, started }) => {
    const first = started();
    const attempt = await begun(first);
    await server.setMood("loses_answers");
    // Carried out, but the answer is lost: the same is in the store and in the journal.
    assert.equal(await save(first, attempt, { n: 1, slotId: "one", text: "twice?" }), 1);
    await server.setMood("refuses");
    assert.equal(await save(first, attempt, { n: 2, slotId: "two", text: "once" }), 2);
    const second = started();
    await assert.rejects(save(second, attempt, { n: 3, slotId: "two", text: "no" }), {
      reason: "outage",
    });
    await server.setMood("up");
    await second.replay();
    await started().replay();
    const numbers = (await allEvents(inner, attempt)).flatMap(({ n }) => n ?? []);
    assert.deepEqual(numbers, [1, 2]);
    assert.deepEqual(await textsOf(inner, attempt), { one: "twice?", two: "once" });
  }));

Deno.test("an answer written over meanwhile through another process is offered, not put back", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await server.setMood("refuses");
    await save(store, attempt, { n: 1, slotId: "one", text: "older" });
    await save(inner, attempt, { n: 1, slotId: "one", text: "newer", writerId: "w2" });
    await server.setMood("up");
    await store.replay();
    assert.deepEqual(await textsOf(inner, attempt), { one: "newer" });
    assert.equal((await inner.answers(attempt)).get("one")?.parked.length, 1);
  }));

Deno.test("a page's later answer stays the later one, whenever the store took the earlier", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await server.setMood("refuses");
    await save(store, attempt, { n: 1, slotId: "one", text: "earlier" });
    await save(store, attempt, { n: 2, slotId: "one", text: "later" });
    // On its way when the store went away, and there after all.
    await save(inner, attempt, { n: 1, slotId: "one", text: "earlier" });
    await server.setMood("up");
    await store.replay();
    assert.deepEqual(await textsOf(inner, attempt), { one: "later" });
  }));

Deno.test("answers acknowledged in time count although another process closed the attempt", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await server.setMood("refuses");
    await save(store, attempt, { n: 1, slotId: "one", text: "in time" });
    await handIn(inner, attempt);
    await inner.append(attempt, [], () => ({ events: [], patch: { dueAt: null }, result: null }));
    await server.setMood("up");
    await store.replay();
    const after = await inner.find(attempt);
    assert.deepEqual(await textsOf(inner, attempt), { one: "in time" });
    // The sweeper looks again: receipt and marks are made anew.
    assert.equal(after?.receipt, null);
    assert.equal(after?.dueAt, after?.submittedAt);
  }));

Deno.test("a process knows what others wrote when the store goes away, and goes on from there", () =>
  withWorld(async ({ server, inner, started }) => {
    const bus = memoryBus();
    const [one, other] = [started({ bus }), started({ bus })];
    const attempt = await begun(one);
    await other.find(attempt);
    await other.answers(attempt);
    // Only what it has read whole does it know, and it reads that beside what was asked for.
    await server.idle();
    await save(one, attempt, { n: 1, slotId: "one", text: "at one" });
    await save(one, attempt, { n: 2, slotId: "two", text: "at one too" });
    await server.setMood("refuses");
    assert.deepEqual(await textsOf(other, attempt), { one: "at one", two: "at one too" });
    assert.equal(await save(other, attempt, { n: 3, slotId: "one", text: "at the other" }), 3);
    await server.setMood("up");
    await other.replay();
    assert.deepEqual(await textsOf(inner, attempt), { one: "at the other", two: "at one too" });
  }));
Deno.test("what may not wait is refused while the store is away", () =>
  withWorld(async ({ server, inner, started }) => {
    const store = started();
    const attempt = await begun(store);
    await server.setMood("refuses");
    const voided = store.append(attempt, [], () => ({
      events: [{
        at: tick(),
        actor: { kind: "teacher", id: "t1" },
        writerId: null,
        n: null,
        late: false,
        data: { type: "voided", reason: "x" },
      }],
      result: undefined,
      mayWait: false,
    }));
    await assert.rejects(voided, { reason: "outage" });
    assert.equal(store.waiting, 0);
    await server.setMood("up");
    await store.replay();
    assert.equal((await inner.find(attempt))?.state, "in_progress");
  }));

interface Written {
  slotId: string;
  text: string;
}

const MOODS: readonly Mood[] = ["up", "up", "refuses", "refuses", "loses_answers"];

Deno.test("nothing acknowledged is lost or doubled, whatever the store does", () =>
  withWorld(async ({ server, inner, started, parked }) => {
    let acknowledged = 0;
    let journalled = 0;
    for (let seed = 1; seed <= 60; seed++) {
      await server.setMood("up");
      const random = seeded(seed);
      let store = started();
      const attempt = await begun(store, `seed${seed}`);
      const written: Written[] = [];
      let pending: Written | null = null;
      for (let step = 0; step < 25; step++) {
        if (random.chance(0.3)) await server.setMood(MOODS[random.below(MOODS.length)]!);
        if (random.chance(0.1)) store = started();
        if (random.chance(0.2)) await store.replay().catch(unlessAway);
        // The page sends the same until it is acknowledged.
        pending ??= {
          slotId: random.pick(SLOTS),
          text: `${seed}.${step} ${"x".repeat(random.below(40))}`,
        };
        const n = written.length + 1;
        const acked = await save(store, attempt, { n, ...pending }).catch(unlessAway);
        if (acked !== n) continue;
        written.push(pending);
        pending = null;
        if (store.waiting > 0) journalled++;
      }
      await server.setMood("up");
      await started().replay();
      acknowledged += written.length;
      await checkStored(inner, attempt, written);
    }
    assert.deepEqual(parked, []);
    assert.ok(acknowledged > 500 && journalled > 100, `${acknowledged}, ${journalled}`);
  }));

function unlessAway(error: unknown): undefined {
  if (!isAway(error)) throw error;
}

async function checkStored(
  inner: AttemptStore,
  attempt: Attempt,
  written: readonly Written[],
): Promise<void> {
  const events = await allEvents(inner, attempt);
  const numbers = events.flatMap(({ n }) => n ?? []);
  // One more may be there: written, and never acknowledged.
  assert.deepEqual(numbers.slice(0, written.length), written.map((_, i) => i + 1));
  assert.ok(numbers.length <= written.length + 1);
  const bare = { attempt: { ...attempt, seq: 0 }, answers: new Map() };
  const told = project(bare, events);
  assert.deepEqual(told.answers, await inner.answers(attempt));
  if (numbers.length > written.length) return;
  const last = Object.fromEntries(written.map(({ slotId, text }) => [slotId, text]));
  assert.deepEqual(await textsOf(inner, attempt), last);
}

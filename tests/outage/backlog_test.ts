import assert from "node:assert/strict";
import { KvOutageJournal } from "../../db/kv/outage_journal.ts";
import type { Projection } from "../../lib/attempts/projection.ts";
import type { AttemptStore, Decision } from "../../lib/attempts/store.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import { OutageAttemptStore } from "../../lib/store/outage/attempts.ts";
import type { OutageJournal } from "../../lib/store/outage/journal.ts";
import { guarded } from "../../lib/store/outage/guarded.ts";
import { Memory } from "../../lib/store/outage/memory.ts";
import { wait } from "../faults/random.ts";
import { begun, save, textsOf, tick, withWorld } from "./attempts_world.ts";

/** A journal whose entries another process has carried out. */
function carriedOutElsewhere(journal: KvOutageJournal): OutageJournal {
  return new Proxy(journal, {
    get(target, name) {
      if (name === "carriedOut") return (ids: string[]) => Promise.resolve(new Set(ids));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

Deno.test("what another process carried out already is not carried out again", () =>
  withWorld(async ({ server, inner, started, journal }) => {
    const store = started({ journal: carriedOutElsewhere(journal) });
    const attempt = await begun(store);
    await server.setMood("refuses");
    await save(store, attempt, { n: 1, slotId: "one", text: "x" });
    await server.setMood("up");
    await store.replay();
    assert.equal(store.waiting, 0);
    assert.equal((await inner.find(attempt))?.seq, 1);
    assert.deepEqual(await journal.news(), []);
  }));
Deno.test("a process that missed news trusts nothing it knew, unless the store was away", () =>
  withWorld(async ({ server, started }) => {
    const bus = memoryBus();
    const store = started({ bus });
    const attempt = await begun(store);
    bus.publish("attempt_news");
    await server.setMood("refuses");
    const late = save(store, attempt, { n: 1, slotId: "one", text: "x" });
    await assert.rejects(late, { reason: "outage" });
    await server.setMood("up");
    await store.answers(attempt);
    await save(store, attempt, { n: 1, slotId: "one", text: "x" });
    await wait(50);
    await server.setMood("refuses");
    await server.guard.ask();
    bus.publish("attempt_news");
    assert.equal(await save(store, attempt, { n: 2, slotId: "one", text: "y" }), 2);
  }));

Deno.test("what the store refuses for a while waits, and is set aside alone when it stays refused", () =>
  withWorld(async ({ server, inner, journal, receiptKeys }) => {
    const refusing = { on: "", store: inner };
    const attempts = new Proxy(inner, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        if (name !== "append") return value.bind(target);
        return (ref: Attempt, slots: "all", decide: (now: Projection) => Decision<void>) =>
          target.append(ref, slots, (now) => {
            const decision = decide(now);
            const text = JSON.stringify(decision.events);
            if (refusing.on !== "" && text.includes(refusing.on)) throw new Error("not now");
            return decision;
          });
      },
    });
    const parked: string[] = [];
    const faults: string[] = [];
    const store = new OutageAttemptStore({
      attempts: guarded(server.breaking<AttemptStore>(attempts), server.guard),
      journal,
      receiptKeys,
      claims: null,
      wire: null,
      isUp: () => server.guard.isUp,
      memory: new Memory(Date.now),
      now: Date.now,
      parked: ({ id }) => parked.push(id),
      fault: ({ message }) => faults.push(message),
    });
    const attempt = await begun(store);
    await server.setMood("refuses");
    await save(store, attempt, { n: 1, slotId: "one", text: "good" });
    await save(store, attempt, { n: 2, slotId: "two", text: "bad" });
    await save(store, attempt, { n: 3, slotId: "three", text: "good too" });
    await server.setMood("up");
    refusing.on = "bad";
    for (let i = 0; i < 30; i++) await store.replay();
    assert.deepEqual([store.waiting, parked.length, faults], [3, 0, ["not now"]]);
    assert.equal(await save(store, attempt, { n: 4, slotId: "one", text: "goes on" }), 4);
    for (let i = 0; i < 40; i++) await store.replay();
    assert.deepEqual([store.waiting, parked.length, store.parked], [0, 1, 1]);
    assert.deepEqual(await textsOf(inner, attempt), { one: "goes on", three: "good too" });
  }));

Deno.test("what cannot be carried out is set aside, and keeps nothing else waiting", () =>
  withWorld(async ({ server, inner, started, journal, parked }) => {
    const store = started();
    const [lost, kept] = [await begun(store), await begun(store, "a2")];
    await server.setMood("refuses");
    await save(store, lost, { n: 1, slotId: "one", text: "x" });
    await save(store, kept, { n: 1, slotId: "one", text: "y" });
    await journal.append({
      id: "0",
      at: tick(),
      schoolId: "s1",
      attemptId: "gone",
      events: [],
      patch: { dueAt: 1 },
    });
    const second = started();
    await server.setMood("up");
    await second.replay();
    assert.equal(parked.length, 1);
    assert.equal(await journal.parked(), 1);
    assert.equal(second.waiting, 0);
    assert.deepEqual(await textsOf(inner, kept), { one: "y" });
    assert.deepEqual(await textsOf(inner, lost), { one: "x" });
  }));

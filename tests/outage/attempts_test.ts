import assert from "node:assert/strict";
import { KvAttemptStore } from "../../db/kv/attempts.ts";
import { KvOutageJournal } from "../../db/kv/outage_journal.ts";
import { merge } from "../../lib/attempts/merge.ts";
import { bareAttempt, project, type Projection } from "../../lib/attempts/projection.ts";
import { allEvents, type AttemptStore, type Decision } from "../../lib/attempts/store.ts";
import { type Bus, memoryBus } from "../../lib/bus.ts";
import type { Attempt, Paper } from "../../lib/model/attempt_schema.ts";
import { AttemptNewsWire } from "../../lib/outage/attempt_news.ts";
import { OutageAttemptStore } from "../../lib/outage/attempts.ts";
import { isAway } from "../../lib/outage/away.ts";
import type { OutageJournal } from "../../lib/outage/journal.ts";
import { guarded } from "../../lib/outage/guarded.ts";
import { Memory } from "../../lib/outage/memory.ts";
import { seeded, wait } from "../faults/random.ts";
import { type Breakable, breakable, type Mood } from "./breakable.ts";

const SLOTS = ["one", "two", "three"];
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

interface World {
  server: Breakable;
  inner: AttemptStore;
  journal: KvOutageJournal;
  /** As a process that has just started has it. @param options A bus to other processes, another journal. */
  started(options?: { bus?: Bus; journal?: OutageJournal }): OutageAttemptStore;
  parked: string[];
}

async function withWorld(test: (world: World) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const server = await breakable();
  const inner = new KvAttemptStore(kv);
  const attempts = guarded(server.breaking<AttemptStore>(inner), server.guard);
  const parked: string[] = [];
  const files = await Deno.openKv(":memory:");
  const journal = new KvOutageJournal(files);
  try {
    await test({
      server,
      inner,
      journal,
      parked,
      started: ({ bus, journal: other } = {}) =>
        new OutageAttemptStore({
          attempts,
          journal: other ?? new KvOutageJournal(files),
          wire: bus ? new AttemptNewsWire(bus) : null,
          memory: new Memory(Date.now),
          now: Date.now,
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
const tick = () => now += 10;

async function begun(store: AttemptStore, id = "a1"): Promise<Attempt> {
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
async function save(
  store: AttemptStore,
  ref: Attempt,
  { n, slotId, text, writerId = "w1" }: {
    n: number;
    slotId: string;
    text: string;
    writerId?: string;
  },
): Promise<number> {
  const at = tick();
  const response = { kind: "essay" as const, text };
  const { result } = await store.append(ref, [slotId], (state) => {
    const merged = merge(state, {
      writerId,
      follows: [],
      events: [{ n, type: "answered", slotId, response, base: state.attempt.seq }],
    }, { at, late: false, refused: false });
    return { events: merged.events, patch: { lastSeenAt: at }, result: merged.acked };
  });
  return result;
}

async function handIn(store: AttemptStore, ref: Attempt): Promise<void> {
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

async function textsOf(store: AttemptStore, ref: Attempt): Promise<Record<string, string>> {
  const answers = [...(await store.answers(ref)).values()];
  return Object.fromEntries(
    answers.map((
      { slotId, response },
    ) => [slotId, response?.kind === "essay" ? response.text : ""]),
  );
}

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
    await save(one, attempt, { n: 1, slotId: "one", text: "at one" });
    await save(one, attempt, { n: 2, slotId: "two", text: "at one too" });
    await server.setMood("refuses");
    assert.deepEqual(await textsOf(other, attempt), { one: "at one", two: "at one too" });
    assert.equal(await save(other, attempt, { n: 3, slotId: "one", text: "at the other" }), 3);
    await server.setMood("up");
    await other.replay();
    assert.deepEqual(await textsOf(inner, attempt), { one: "at the other", two: "at one too" });
  }));

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
  withWorld(async ({ server, inner, journal }) => {
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
      at: now,
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

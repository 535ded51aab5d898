import assert from "node:assert/strict";
import { openTaking, type TakingController } from "../../islands/taking/controller.ts";
import { DeviceJournal } from "../../islands/taking/device_journal.ts";
import { type Journal, memoryJournal } from "../../islands/taking/journal.ts";
import { httpNet, type Net } from "../../islands/taking/net.ts";
import { PACE, type Pace } from "../../islands/taking/pace.ts";
import type { WholeAttempt } from "../../lib/store/contents.ts";
import { allEvents } from "../../lib/attempts/store.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

/** Ten times as fast as in a browser. */
const FAST: Pace = {
  ...PACE,
  choice: 100,
  typing: 200,
  retry: [30, 60],
  poll: 150,
  back: 100,
};

interface Desk extends Disposable {
  test: TestApp;
  world: World;
  id: string;
  /** Requests so far, as `POST /events`. */
  calls: string[];
  /** What the network does with the next requests, first come first served; `null` lets one through. */
  faults: ((() => Response) | null)[];
  open(journal?: Journal, pace?: Pace): Promise<TakingController>;
  stored(slotId: string): Promise<QuestionResponse>;
}

/** A running attempt with the real application behind the page's network, in one process. */
async function desk(options: WorldOptions = {}): Promise<Desk> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, options);
  const headers = { ...await test.as(world.student), "content-type": "application/json" };
  const body = JSON.stringify({ assignmentId: world.assignment.id });
  const started = await test.app.request("/api/test-attempts", { method: "POST", headers, body });
  const { id } = await started.json();
  const calls: string[] = [];
  const faults: Desk["faults"] = [];
  const open: TakingController[] = [];
  const send = (input: Parameters<typeof fetch>[0], init: RequestInit = {}) => {
    calls.push(`${init.method} ${String(input).split(id)[1]}`);
    const fault = faults.shift() ?? null;
    if (fault !== null) {
      return Promise.resolve().then(fault);
    }
    return Promise.resolve(test.app.request(String(input), { ...init, headers }));
  };
  const net: Net = httpNet(
    `/api/test-attempts/${id}`,
    send as typeof fetch,
    () => performance.now(),
  );
  return {
    test,
    world,
    id,
    calls,
    faults,
    async open(journal = memoryJournal(), pace = FAST) {
      const reply = await net.sheet();
      assert.ok(reply.ok);
      const page = await openTaking({ attempt: reply.value, journal, net, device: "phone", pace });
      open.push(page);
      return page;
    },
    stored: async (slotId) =>
      (await test.deps.attempts.answers({ schoolId: "s1", id })).get(slotId)?.response ?? null,
    [Symbol.dispose]() {
      for (const page of open) page.dispose();
      test[Symbol.dispose]();
    },
  };
}

const essay = (text: string): QuestionResponse => ({ kind: "essay", text });
const choice = (optionId: string): QuestionResponse => ({ kind: "choice_one", optionId });
const cut = () => {
  throw new TypeError("no network");
};

async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + 5_000;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, what);
    await new Promise((wait) => setTimeout(wait, 10));
  }
}

/** Requests may still be under way when a test ends; the sanitizers would name them. */
const LOOSE = { sanitizeOps: false, sanitizeResources: false };

Deno.test("who types without a pause is saved all the same", LOOSE, async () => {
  using it = await desk();
  const page = await it.open(memoryJournal(), { ...FAST, typing: 800 });
  await until("claimed", () => page.wasWriting);
  const waits: number[] = [];
  let text = "";
  let last = performance.now();
  for (const startedAt = last; last - startedAt < 4_000;) {
    text += "x";
    page.answer("slot5", essay(text), true);
    const before = it.calls.length;
    await new Promise((wait) => setTimeout(wait, 40));
    if (!it.calls.slice(before).includes("POST /events")) continue;
    waits.push(performance.now() - last);
    last = performance.now();
  }
  assert.ok(waits.length >= 3, `${waits.length} saves`);
  assert.ok(Math.max(...waits) < 1_600, `${waits} ms with 800 at most before sending`);
});

Deno.test("words say where an answer is", LOOSE, async (t) => {
  using it = await desk();
  const page = await it.open({ ...memoryJournal(), durable: true });

  await t.step("saved, with the server's time", async () => {
    assert.deepEqual(page.saving("slot0"), { kind: "none" });
    page.answer("slot0", choice("opt1"));
    await until("saved", () => page.saving("slot0").kind === "saved");
    assert.deepEqual(page.saving("slot0"), { kind: "saved", at: T0 });
    assert.deepEqual(page.savingOfAll(), { kind: "saved", at: T0 });
  });

  await t.step("kept on this device without network, and saved when it is back", async () => {
    it.faults.push(...Array(20).fill(cut));
    page.answer("slot5", essay("dark"));
    await until("kept", () => page.saving("slot5").kind === "device");
    assert.equal(page.state.online, "offline");
    assert.deepEqual(page.state.unsent, ["slot5"]);
    assert.deepEqual(page.savingOfAll(), { kind: "device" });
    it.faults.length = 0;
    await until("back", () => page.state.online === "back");
    assert.equal(page.saving("slot5").kind, "saved");
    await until("calm", () => page.state.online === "online");
  });

  await t.step("nowhere, where the browser keeps nothing", async () => {
    const bare = await it.open(memoryJournal());
    await bare.claim();
    it.faults.push(...Array(20).fill(cut));
    bare.answer("slot5", essay("nowhere"));
    await until("unsaved", () => bare.saving("slot5").kind === "unsaved");
    assert.equal(bare.isDurable, false);
    assert.equal(bare.wouldLose, true);
    it.faults.length = 0;
    await until("saved after all", () => bare.saving("slot5").kind === "saved");
    assert.equal(bare.wouldLose, false);
  });
});

Deno.test("Retry-After is obeyed", LOOSE, async () => {
  using it = await desk();
  const page = await it.open(memoryJournal(), { ...FAST, poll: 60_000 });
  await until("claimed", () => page.wasWriting);
  it.faults.push(() => new Response("{}", { status: 503, headers: { "retry-after": "1" } }));
  const askedAt = performance.now();
  page.answer("slot0", choice("opt1"));
  await until("saved", () => page.saving("slot0").kind === "saved");
  assert.ok(performance.now() - askedAt >= 1_000);
});

Deno.test(
  "an answer that the server will never take does not hold up the others",
  LOOSE,
  async () => {
    using it = await desk();
    const page = await it.open();
    page.answer("slot1", { kind: "true_false", optionId: "true" });
    page.answer("slot0", choice("elsewhere"));
    page.answer("slot5", essay("still arrives"));
    await until("the rest is saved", () => page.saving("slot5").kind === "saved");
    assert.deepEqual(page.saving("slot0"), { kind: "unsaved" });
    assert.deepEqual(await it.stored("slot1"), { kind: "true_false", optionId: "true" });
    assert.deepEqual(await it.stored("slot5"), essay("still arrives"));
    page.answer("slot0", choice("opt2"));
    await until("mended", () => page.saving("slot0").kind === "saved");
    assert.equal(page.state.phase, "writing");
    await page.handIn();
    assert.equal(page.state.receipt?.answered, 3);
  },
);

Deno.test("what a server lost that it had acknowledged is sent again", LOOSE, async () => {
  using it = await desk();
  const page = await it.open();
  page.answer("slot0", choice("opt1"));
  await until("saved", () => page.saving("slot0").kind === "saved");
  page.answer("slot5", essay("second"));
  await until("saved", () => page.saving("slot5").kind === "saved");
  await loseEvents(it);
  page.answer("slot1", { kind: "true_false", optionId: "false" });
  await until("saved", () => page.saving("slot1").kind === "saved");
  await page.handIn();
  await until("handed in", () => page.state.receipt !== null);
  assert.deepEqual(await it.stored("slot0"), choice("opt1"));
  assert.deepEqual(await it.stored("slot5"), essay("second"));
  assert.equal(page.state.receipt?.answered, 3);
});

/** The store goes back to just after the start, as from an old backup. */
async function loseEvents({ test: { contents }, id }: Desk): Promise<void> {
  for await (const { key, value } of contents.of("attempts").read()) {
    const { attempt, paper, events } = value as WholeAttempt;
    if (attempt.id !== id) continue;
    const early = { ...attempt, seq: 1, writers: {}, writerId: null, answered: [] };
    const whole = { attempt: early, paper, answers: [], events: events.slice(0, 1) };
    await contents.of("attempts").write([{ key, value: whole }]);
  }
}

Deno.test("a page hands in only what it shows", LOOSE, async () => {
  using it = await desk();
  const page = await it.open(memoryJournal(), { ...FAST, poll: 60_000 });
  page.answer("slot5", essay("mine"));
  await until("saved", () => page.saving("slot5").kind === "saved");
  const other = await it.open(memoryJournal());
  await other.claim();
  other.answer("slot5", essay("the other's"));
  await until("saved", () => other.saving("slot5").kind === "saved");

  await page.handIn();
  assert.equal(page.state.receipt, null);
  assert.equal(page.state.changedElsewhere, true);
  await until(
    "shown",
    () => JSON.stringify(page.state.answers.get("slot5")) === JSON.stringify(essay("the other's")),
  );
  await page.handIn();
  await until("handed in", () => page.state.receipt !== null);
  await until("the other hears of it", () => other.state.phase === "over");
  const events = await allEvents(it.test.deps.attempts, { schoolId: "s1", id: it.id });
  assert.equal(events.filter(({ data }) => data.type === "submitted").length, 1);
});

Deno.test("hand-in waits for the network, and can be called off", LOOSE, async () => {
  using it = await desk();
  const page = await it.open();
  await until("claimed", () => page.wasWriting);
  it.faults.push(...Array(12).fill(cut));
  page.answer("slot0", choice("opt1"));
  page.handIn();
  await until("waiting", () => page.state.online === "offline");
  assert.equal(page.state.handingIn, true);
  page.keepWriting();
  assert.equal(page.state.handingIn, false);
  it.faults.length = 0;
  await until("sent", () => page.state.unsent.length === 0);
  assert.equal(page.state.receipt, null);
  await page.handIn();
  assert.ok(page.state.receipt);
  await until("done", () => page.isSettled);
});

Deno.test("what the socket pushes counts like an answer", LOOSE, async () => {
  using it = await desk();
  const page = await it.open(memoryJournal(), { ...FAST, poll: 60_000 });
  await until("claimed", () => page.wasWriting);
  const push = {
    attemptId: it.id,
    seq: 2,
    writerId: page.writerId,
    clock: { now: T0 + 1_000, deadlineAt: T0 + 61_000, state: "paused", rev: 7 },
    notices: [{ id: "n1", at: T0, kind: "message", ms: null, text: "Hello", personal: false }],
  } as const;
  page.receive({ ...push, notices: [...push.notices] });
  assert.equal(page.state.phase, "paused");
  assert.equal(page.leftMs(), 60_000);
  assert.deepEqual(page.state.notices.map(({ text }) => text), ["Hello"]);
  page.answer("slot0", choice("opt1"));
  assert.equal(page.state.answers.get("slot0"), undefined, "locked while paused");
  page.receive({ ...push, notices: [...push.notices], seq: 3, writerId: "another0001" });
  page.receive({ ...push, notices: [], clock: { ...push.clock, state: "in_progress", rev: 8 } });
  assert.equal(page.state.notices.length, 1);
  assert.equal(page.state.phase, "elsewhere");
  page.closeNotice("n1");
  assert.equal(page.state.notices.length, 0);
});

Deno.test(
  "a page that goes sends what it can; the next one shows and sends the rest",
  LOOSE,
  async () => {
    using it = await desk();
    const journal = memoryJournal();
    const page = await it.open(journal);
    await until("claimed", () => page.wasWriting);
    it.faults.push(cut);
    page.answer("slot5", essay("last words"));
    page.leave();
    page.dispose();
    const again = await it.open(journal);
    assert.deepEqual(again.state.answers.get("slot5"), essay("last words"));
    assert.equal(again.state.phase, "writing");
    again.answer("slot5", essay("last words, and more"));
    await until("saved", () => again.saving("slot5").kind === "saved");
    assert.deepEqual(await it.stored("slot5"), essay("last words, and more"));
    assert.deepEqual(again.state.others.get("slot5") ?? [], []);
  },
);

Deno.test("a browser whose journal fails still lets the student write", LOOSE, async () => {
  using it = await desk();
  const page = await it.open(new DeviceJournal(() => Promise.reject(new Error("broken"))));
  page.answer("slot0", choice("opt1"));
  await until("saved", () => page.saving("slot0").kind === "saved");
  assert.equal(page.isDurable, false);
});

Deno.test(
  "what is left when a test is paused waits on the page, and counts when it goes on",
  LOOSE,
  async (t) => {
    using it = await desk();
    const page = await it.open();
    await until("claimed", () => page.wasWriting);
    const ref = { schoolId: "s1", id: it.id };
    const pause = async (pauses: { fromAt: number; toAt: number | null }[]) =>
      void await it.test.deps.tables.assignments.update(it.world.assignment, (row) => ({
        ...row,
        room: { ...row.room, pauses, rev: row.room.rev + 1 },
      }));

    await t.step(
      "what arrives too late for the pause is held, and not lost to the page",
      async () => {
        // Nothing gets through until the pause is kept, however long a store takes for it.
        it.faults.push(...Array(500).fill(cut));
        page.answer("slot5", essay("before the pause"));
        it.test.setNow(T0 + 60_000);
        await pause([{ fromAt: T0 + 1_000, toAt: null }]);
        it.faults.length = 0;
        await until("paused", () => page.state.phase === "paused");
        const held = async () =>
          (await allEvents(it.test.deps.attempts, ref)).filter(({ data }) => data.type === "held");
        await until("held", async () => (await held()).length > 0);
        await until("waits here", () => page.state.unsent.includes("slot5"));
        assert.deepEqual(page.state.answers.get("slot5"), essay("before the pause"));
        assert.equal(await it.stored("slot5"), null);
        const sent = it.calls.filter((call) => call === "POST /events").length;
        await page.retry();
        page.hide();
        page.leave();
        assert.equal(it.calls.filter((call) => call === "POST /events").length, sent);
      },
    );

    await t.step("when the test goes on it is sent and counts", async () => {
      it.test.setNow(T0 + 120_000);
      await pause([{ fromAt: T0 + 1_000, toAt: T0 + 120_000 }]);
      await until("saved", () => page.saving("slot5").kind === "saved");
      assert.deepEqual(await it.stored("slot5"), essay("before the pause"));
      assert.equal(page.state.phase, "writing");
    });

    await t.step("a hand-in begun as it is paused again is done when it goes on", async () => {
      const pauses = [{ fromAt: T0 + 1_000, toAt: T0 + 120_000 }];
      await pause([...pauses, { fromAt: T0 + 120_000, toAt: null }]);
      await page.handIn();
      assert.equal(page.state.receipt, null);
      assert.notEqual(page.state.online, "offline");
      await until("paused", () => page.state.phase === "paused");
      it.test.setNow(T0 + 180_000);
      await pause([...pauses, { fromAt: T0 + 120_000, toAt: T0 + 180_000 }]);
      await until("handed in", () => page.state.receipt !== null);
    });
  },
);

Deno.test("what a full attempt refuses stays on the page, which says why", LOOSE, async () => {
  using it = await desk();
  const attempts = it.test.contents.of("attempts");
  for await (const { key, value } of attempts.read()) {
    const whole = value as WholeAttempt;
    await attempts.write([{
      key,
      value: { ...whole, attempt: { ...whole.attempt, seq: 20_000 } },
    }]);
  }
  const page = await it.open();
  page.answer("slot5", essay("too much"));
  await until("said", () => page.state.full !== null);
  assert.equal(
    page.state.full,
    "This test has been changed too often to take more. Tell your teacher",
  );
  await page.retry();
  assert.ok(it.calls.includes("POST /events"));
  assert.deepEqual(page.state.unsent, ["slot5"]);
  assert.deepEqual(page.state.answers.get("slot5"), essay("too much"));
  assert.equal(page.saving("slot5").kind, "unsaved");
});

import assert from "node:assert/strict";
import { allEvents, attemptsOf } from "../../lib/attempts/store.ts";
import { headOf } from "../../lib/attempts/head_of.ts";
import type { ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { verifyReceipt } from "../../lib/attempts/receipts.ts";
import { sweep } from "../../lib/attempts/sweeper.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { PLANTED, takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";

const MINUTE = 60_000;
const LIMIT = 30 * MINUTE;
const WRITER = "writer0001";

interface Sitting extends Disposable {
  test: TestApp;
  world: World;
  id: string;
  call(method: string, path: string, body?: unknown, who?: string): Promise<Response>;
  save(events: ClientEvent[], writerId?: string, follows?: string[]): Promise<Response>;
}

/** A started attempt, and ways to write to it as its student or another person. */
async function sitting(options: WorldOptions = {}): Promise<Sitting> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, options);
  const people = [world.student, ...world.others, world.teacher, world.stranger];
  const call = async (method: string, path: string, body?: unknown, who = world.student.id) => {
    const headers = await test.as(people.find(({ id }) => id === who)!);
    return await test.app.request(`/api/test-attempts${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };
  const started = await call("POST", "", { assignmentId: world.assignment.id });
  const { id } = started.ok ? await started.json() : { id: "none" };
  return {
    test,
    world,
    id,
    call,
    save: (events, writerId = WRITER, follows = []) =>
      call("POST", `/${id}/events`, { writerId, follows, events }),
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

function choose(n: number, optionId: string, base = 0): ClientEvent {
  return { n, type: "answered", slotId: "slot0", base, response: { kind: "choice_one", optionId } };
}

function write(n: number, text: string, base = 0): ClientEvent {
  return { n, type: "answered", slotId: "slot5", base, response: { kind: "essay", text } };
}

const ref = (it: Sitting) => ({ schoolId: "s1", id: it.id });

async function stored(it: Sitting, slotId: string): Promise<QuestionResponse | undefined> {
  return (await it.test.deps.attempts.answers(ref(it))).get(slotId)?.response;
}

Deno.test("POST /api/test-attempts starts once, however often", async (t) => {
  using it = await sitting();

  await t.step("50 parallel starts give one attempt", async () => {
    const body = { assignmentId: it.world.assignment.id };
    const other = it.world.others[0]!.id;
    const starts = await Promise.all(
      Array.from({ length: 50 }, () => it.call("POST", "", body, other)),
    );
    const ids = await Promise.all(starts.map(async (response) => (await response.json()).id));
    assert.equal(new Set(ids).size, 1);
    assert.deepEqual(starts.map(({ status }) => status).sort(), [...Array(49).fill(200), 201]);
    const all = await attemptsOf(it.test.deps.attempts, it.world.assignment);
    assert.equal(all.filter(({ studentId }) => studentId === other).length, 1);
  });

  await t.step("gives neither key nor explanation", async () => {
    const response = await it.call("GET", `/${it.id}`);
    assert.equal(response.status, 200);
    assert.ok(!(await response.text()).includes(PLANTED));
  });

  await t.step("is not there for other people", async () => {
    for (const who of [it.world.others[0]!.id, it.world.stranger.id, it.world.teacher.id]) {
      for (const path of ["", "/clock"]) {
        assert.equal((await it.call("GET", `/${it.id}${path}`, undefined, who)).status, 404);
      }
      const body = { writerId: WRITER, follows: [], events: [choose(1, "opt1")] };
      assert.equal((await it.call("POST", `/${it.id}/events`, body, who)).status, 404);
    }
    const body = { assignmentId: it.world.assignment.id };
    assert.equal((await it.call("POST", "", body, it.world.stranger.id)).status, 404);
    assert.equal((await it.call("POST", "", body, it.world.teacher.id)).status, 404);
  });

  await t.step("wants to know who asks before it reads anything", async () => {
    const request = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
    const response = await it.test.app.request(`/api/test-attempts/${it.id}/events`, request);
    assert.equal(response.status, 401);
  });
});

Deno.test("POST /api/test-attempts refuses what may not be started", async (t) => {
  const refusals: [string, WorldOptions["assignment"], number, string][] = [
    ["before it opens", { opensAt: T0 + 1 }, 410, "closed/not_open_yet"],
    ["at its end", { opensAt: T0 - 9, closesAt: T0 }, 410, "closed/window_over"],
    ["ended early", { closedAt: T0 }, 410, "closed/window_over"],
    ["cancelled", { cancelledAt: T0 }, 410, "closed/cancelled"],
  ];
  for (const [name, assignment, status, code] of refusals) {
    await t.step(name, async () => {
      using it = await sitting({ assignment: assignment! });
      const response = await it.call("POST", "", { assignmentId: it.world.assignment.id });
      assert.equal(response.status, status);
      assert.equal((await response.json()).code, code);
      assert.equal((await attemptsOf(it.test.deps.attempts, it.world.assignment)).length, 0);
    });
  }

  await t.step("a second attempt when one is allowed", async () => {
    using it = await sitting();
    await it.call("POST", `/${it.id}/submit`, { writerId: WRITER, n: 0, heads: {} });
    const response = await it.call("POST", "", { assignmentId: it.world.assignment.id });
    assert.equal((await response.json()).code, "conflict/attempts_used");
  });
});

Deno.test("POST /api/test-attempts/:id/events", async (t) => {
  using it = await sitting();

  await t.step("acknowledges what is on disk", async () => {
    const response = await it.save([choose(1, "opt0"), choose(2, "opt1")]);
    assert.equal(response.status, 200);
    const ack = await response.json();
    assert.equal(ack.acked, 2);
    assert.equal(ack.deadlineAt, T0 + LIMIT);
    assert.deepEqual(ack.slots, { slot0: 3 });
    assert.deepEqual(await stored(it, "slot0"), { kind: "choice_one", optionId: "opt1" });
  });

  await t.step("passes over what came before", async () => {
    const response = await it.save([choose(2, "opt0"), choose(3, "opt2")]);
    assert.equal((await response.json()).acked, 3);
    const events = await allEvents(it.test.deps.attempts, ref(it));
    assert.deepEqual(events.map(({ n }) => n), [null, 1, 2, 3]);
    assert.equal((await (await it.save([choose(1, "opt0")])).json()).acked, 3);
    assert.deepEqual(await stored(it, "slot0"), { kind: "choice_one", optionId: "opt2" });
  });

  await t.step("names the number it expects after a gap", async () => {
    const response = await it.save([choose(6, "opt0")]);
    assert.equal(response.status, 409);
    const { code, detail } = await response.json();
    assert.deepEqual([code, detail], ["conflict/missing_writes", { expected: 4 }]);
  });

  await t.step("keeps a long text by its changes, whole now and then", async () => {
    let text = "";
    for (let n = 4; n <= 120; n++) {
      text += `word${n} `;
      assert.equal((await it.save([write(n, text)])).status, 200);
    }
    assert.deepEqual(await stored(it, "slot5"), { kind: "essay", text });
    const events = await allEvents(it.test.deps.attempts, ref(it));
    const ofText = events.filter(({ data }) => "slotId" in data && data.slotId === "slot5");
    assert.equal(ofText.filter(({ data }) => data.type === "answered").length, 3);
    assert.equal(ofText.length, 117);
  });

  await t.step("refuses what does not fit the paper, and takes nothing of the batch", async () => {
    const bad: unknown[] = [
      { ...choose(121, "opt1"), slotId: "other" },
      choose(121, "elsewhere"),
      { ...choose(121, "opt1"), response: { kind: "short", text: "x" } },
      { ...choose(121, "opt1"), isCorrect: true },
      { ...choose(121, "opt1"), response: { kind: "choice_one", optionId: "opt1", score: 1 } },
      { n: 121, type: "submitted" },
      { ...choose(0, "opt1") },
    ];
    for (const event of bad) {
      const body = { writerId: WRITER, events: [event] };
      const response = await it.call("POST", `/${it.id}/events`, body);
      assert.ok(response.status === 400 || response.status === 404, JSON.stringify(event));
      assert.equal(response.headers.get("content-type"), "application/problem+json");
    }
    const many = Array.from({ length: 51 }, (_, i) => choose(121 + i, "opt1"));
    assert.equal((await it.save(many)).status, 400);
    assert.equal((await it.save([])).status, 400);
    const body = { writerId: WRITER, events: [choose(121, "opt1")], studentId: "student1" };
    assert.equal((await it.call("POST", `/${it.id}/events`, body)).status, 400);
    const attempt = await it.test.deps.attempts.find(ref(it));
    assert.equal(attempt?.writers[WRITER]?.n, 120);
  });

  await t.step(
    "120 events a minute are the most of one page, and nothing of the next is taken",
    async () => {
      const refused = await it.save([choose(121, "opt1")]);
      assert.equal(refused.status, 429);
      assert.equal((await refused.json()).code, "rate");
      assert.equal(refused.headers.get("retry-after"), "1");
      const other = { writerId: "writer0002", follows: [], events: [choose(1, "opt1")] };
      assert.equal((await it.call("POST", `/${it.id}/events`, other)).status, 200);
      assert.equal((await it.test.deps.attempts.find(ref(it)))?.writers[WRITER]?.n, 120);
      it.test.setNow(T0 + 499);
      assert.equal((await it.save([choose(121, "opt1")])).status, 429);
      it.test.setNow(T0 + 60_000);
    },
  );

  await t.step("flags and unflags", async () => {
    await it.save([{ n: 121, type: "flagged", slotId: "slot1", on: true }]);
    assert.deepEqual((await it.test.deps.attempts.find(ref(it)))?.flagged, ["slot1"]);
    await it.save([{ n: 122, type: "flagged", slotId: "slot1", on: false }]);
    assert.deepEqual((await it.test.deps.attempts.find(ref(it)))?.flagged, []);
  });
});

Deno.test("saves from two devices", async (t) => {
  using it = await sitting();
  const laptop = "laptop0001";
  const phone = "phone00001";
  await it.save([write(1, "on the laptop")], laptop);

  await t.step("park what was written over an older answer", async () => {
    const ack = await (await it.save([write(1, "on the phone", 0)], phone)).json();
    assert.equal(ack.acked, 1);
    assert.deepEqual(ack.conflicts, [{
      slotId: "slot5",
      n: 1,
      parkedSeq: 3,
      seq: 2,
      response: { kind: "essay", text: "on the laptop" },
    }]);
    assert.deepEqual(await stored(it, "slot5"), { kind: "essay", text: "on the laptop" });
  });

  await t.step("offer the other version, the last of each writer", async () => {
    await it.save([write(2, "later on the phone", 0)], phone);
    const { answers } = await (await it.call("GET", `/${it.id}`)).json();
    assert.deepEqual(answers[0].others.map(({ response }: { response: unknown }) => response), [
      { kind: "essay", text: "later on the phone" },
    ]);
  });

  await t.step("take what was written over the answer that stands", async () => {
    const ack = await (await it.save([write(3, "both together", 2)], phone)).json();
    assert.deepEqual(ack.conflicts, []);
    await it.save([{ n: 4, type: "unparked", slotId: "slot5", parkedSeq: 4, keep: false }], phone);
    const { answers } = await (await it.call("GET", `/${it.id}`)).json();
    assert.deepEqual(answers[0].others, []);
    assert.deepEqual(answers[0].response, { kind: "essay", text: "both together" });
  });

  await t.step("take what a reloaded page carried on", async () => {
    const ack = await (await it.save([write(1, "after reload", 0)], "phone00002", [phone])).json();
    assert.deepEqual(ack.conflicts, []);
  });

  await t.step("know which page writes", async () => {
    const claim = (writerId: string) =>
      it.call("POST", `/${it.id}/claim`, { writerId, label: "phone" });
    assert.equal((await (await claim(phone)).json()).writerId, phone);
    assert.equal((await (await claim(laptop)).json()).writerId, laptop);
    assert.equal((await (await it.call("GET", `/${it.id}/clock`)).json()).writerId, laptop);
  });
});

Deno.test("time runs by the server's clock", async (t) => {
  await t.step("counts what arrives up to the deadline and the grace", async () => {
    using it = await sitting();
    it.test.setNow(T0 + LIMIT);
    assert.equal((await it.save([choose(1, "opt0")])).status, 200);
    assert.equal((await it.test.deps.attempts.find(ref(it)))?.late, false);
    it.test.setNow(T0 + LIMIT + MINUTE);
    assert.equal((await it.save([choose(2, "opt1")])).status, 200);
    assert.equal((await it.test.deps.attempts.find(ref(it)))?.late, true);
  });

  await t.step("keeps what arrives after grace, but not as the answer", async () => {
    using it = await sitting();
    await it.save([choose(1, "opt0")]);
    it.test.setNow(T0 + LIMIT + MINUTE + 1);
    const response = await it.save([choose(2, "opt1"), write(3, "late")]);
    assert.equal(response.status, 410);
    const { code, detail } = await response.json();
    assert.deepEqual([code, detail], ["closed/late", { quarantined: 2, acked: 3 }]);
    assert.deepEqual(await stored(it, "slot0"), { kind: "choice_one", optionId: "opt0" });
    const attempt = await it.test.deps.attempts.find(ref(it));
    assert.deepEqual([attempt?.state, attempt?.submittedBy], ["submitted", "clock"]);
    const kept = (await allEvents(it.test.deps.attempts, ref(it))).filter(({ data }) =>
      data.type === "late_refused"
    );
    assert.equal(kept.length, 2);
    it.test.setNow(T0 + LIMIT + MINUTE + 2 + 86_400_000);
    const never = await (await it.save([choose(4, "opt1")])).json();
    assert.deepEqual(never.detail, { quarantined: 0 });
  });

  await t.step(
    "hands in by itself with the page gone, and abandons where the rules say so",
    async () => {
      for (const onExpiry of ["submit", "abandon"] as const) {
        using it = await sitting({ assignment: { onExpiry } });
        const handedIn: string[] = [];
        const deps = {
          ...it.test.deps,
          onHandedIn: ({ id }: { id: string }) => {
            handedIn.push(id);
            return Promise.resolve();
          },
        };
        it.test.setNow(T0 + LIMIT + MINUTE);
        assert.deepEqual(await sweep(deps), { handedIn: 0, abandoned: 0 });
        it.test.setNow(T0 + LIMIT + MINUTE + 1);
        const expected = onExpiry === "submit"
          ? { handedIn: 1, abandoned: 0 }
          : { handedIn: 0, abandoned: 1 };
        assert.deepEqual(await sweep(deps), expected);
        assert.deepEqual(await sweep(deps), { handedIn: 0, abandoned: 0 });
        const attempt = await it.test.deps.attempts.find(ref(it));
        assert.equal(attempt?.dueAt, null);
        assert.equal(attempt?.receipt === null, onExpiry === "abandon");
        assert.equal(handedIn.length, onExpiry === "submit" ? 1 : 0);
      }
    },
  );

  await t.step("looks again when time was added", async () => {
    using it = await sitting();
    await it.test.deps.tables.assignments.update(it.world.assignment, (row) => ({
      ...row,
      room: { ...row.room, addedMs: 5 * MINUTE, rev: 1 },
    }));
    it.test.setNow(T0 + LIMIT + MINUTE + 1);
    assert.deepEqual(await sweep(it.test.deps), { handedIn: 0, abandoned: 0 });
    const attempt = await it.test.deps.attempts.find(ref(it));
    assert.equal(attempt?.dueAt, T0 + LIMIT + 6 * MINUTE);
    const { clock } = await (await it.call("GET", `/${it.id}/clock`)).json();
    assert.deepEqual([clock.deadlineAt, clock.rev], [T0 + LIMIT + 5 * MINUTE, 1]);
  });

  await t.step("tries grading again when it failed", async () => {
    using it = await sitting();
    let calls = 0;
    const deps = {
      ...it.test.deps,
      onHandedIn: () => ++calls === 1 ? Promise.reject(new Error("no")) : Promise.resolve(),
    };
    it.test.setNow(T0 + LIMIT + MINUTE + 1);
    await sweep(deps);
    assert.equal(it.test.lines.filter(({ event }) => event === "fault").length, 1);
    await sweep(deps);
    await sweep(deps);
    assert.equal(calls, 2);
  });
});

Deno.test("POST /api/test-attempts/:id/submit", async (t) => {
  using it = await sitting();
  await it.save([choose(1, "opt1"), write(2, "because")]);
  const heads = { slot5: headOf({ kind: "essay", text: "because" }) };

  await t.step("wants every number first", async () => {
    const response = await it.call("POST", `/${it.id}/submit`, { writerId: WRITER, n: 3, heads });
    const { code, detail } = await response.json();
    assert.deepEqual([code, detail], ["conflict/missing_writes", { expected: 3 }]);
  });

  await t.step("wants the same answers", async () => {
    const other = { slot5: headOf({ kind: "essay", text: "becaus" }) };
    const body = { writerId: WRITER, n: 2, heads: other };
    const response = await it.call("POST", `/${it.id}/submit`, body);
    const { code, detail } = await response.json();
    assert.deepEqual([code, detail], ["conflict/stale", { slots: ["slot5"] }]);
  });

  await t.step("gives a receipt, and the same one again", async () => {
    const body = { writerId: WRITER, n: 2, heads };
    const first = await it.call("POST", `/${it.id}/submit`, body);
    assert.equal(first.status, 200);
    const receipt = await first.json();
    assert.deepEqual([receipt.answered, receipt.total], [2, 6]);
    assert.match(receipt.code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    assert.equal(await verifyReceipt(it.test.deps.receiptKeys, receipt), true);
    const forged = { ...receipt, submittedAt: receipt.submittedAt - 1 };
    assert.equal(await verifyReceipt(it.test.deps.receiptKeys, forged), false);
    for (const [asked, valid] of [[receipt, true], [forged, false]] as const) {
      const verdict = await it.test.app.request("/api/receipts/verify", {
        method: "POST",
        headers: { ...await it.test.as(it.world.teacher), "content-type": "application/json" },
        body: JSON.stringify(asked),
      });
      assert.deepEqual(await verdict.json(), { valid });
    }
    it.test.setNow(T0 + 5_000);
    const again = await it.call("POST", `/${it.id}/submit`, body);
    assert.deepEqual(await again.json(), receipt);
    const events = await allEvents(it.test.deps.attempts, ref(it));
    assert.equal(events.filter(({ data }) => data.type === "submitted").length, 1);
  });

  await t.step("takes nothing more", async () => {
    const response = await it.save([choose(3, "opt2")]);
    assert.equal((await response.json()).code, "closed/late");
    assert.deepEqual(await stored(it, "slot0"), { kind: "choice_one", optionId: "opt1" });
  });
});

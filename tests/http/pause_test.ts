import assert from "node:assert/strict";
import type { KeptAnswer } from "../../lib/attempts/kept_answers.ts";
import { allEvents } from "../../lib/attempts/store.ts";
import { listAll } from "../../lib/store/store.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MINUTE = 60_000;
const PAUSED_AT = T0 + 10 * MINUTE;
const WRITER = "writer0001";

interface Room extends Disposable {
  test: TestApp;
  world: World;
  id: string;
  choose(n: number, optionId: string, slotId?: string): Promise<Response>;
  submit(n: number): Promise<Response>;
  command(kind: string, studentIds?: string[] | null): Promise<Response>;
  act(body: Record<string, unknown>, who?: Person): Promise<Response>;
  kept(who?: Person): Promise<Response>;
  get(path: string, who: Person): Promise<Response>;
  stored(slotId?: string): Promise<string | null>;
}

/** A running attempt with one answer, by writer 1, opt0. */
async function room(): Promise<Room> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0);
  const { student, teacher, assignment } = world;
  const send = async (path: string, body: unknown, who: Person) =>
    await test.app.request(path, jsonSend("POST", body, await test.as(who)));
  const started = await send("/api/test-attempts", { assignmentId: assignment.id }, student);
  const { id } = await started.json();
  const choose = (n: number, optionId: string, slotId = "slot0") => {
    const kind = slotId === "slot0" ? "choice_one" : "true_false";
    const event = { n, type: "answered", slotId, base: 0, response: { kind, optionId } };
    return send(`/api/test-attempts/${id}/events`, { writerId: WRITER, events: [event] }, student);
  };
  assert.equal((await choose(1, "opt0")).status, 200);
  const base = `/api/assignments/${assignment.id}`;
  const get = async (path: string, who: Person) =>
    await test.app.request(path, { headers: { ...await test.as(who), accept: "text/html" } });
  let count = 0;
  return {
    test,
    world,
    id,
    choose,
    submit: (n) =>
      send(`/api/test-attempts/${id}/submit`, { writerId: WRITER, n, heads: {} }, student),
    command: (kind, studentIds = null) =>
      send(`${base}/room/commands`, { commandId: `c${count++}`, kind, studentIds }, teacher),
    act: (body, who = teacher) => send(`${base}/attempts/${id}/acts`, body, who),
    kept: (who = teacher) => get(`${base}/attempts/${id}/kept`, who),
    get,
    async stored(slotId = "slot0") {
      const answers = await test.deps.attempts.answers({ schoolId: "s1", id });
      const response = answers.get(slotId)?.response ?? null;
      return response !== null && "optionId" in response ? response.optionId : null;
    },
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

for (const whom of ["the whole room", "one student"] as const) {
  Deno.test(`a pause of ${whom} is kept by the server`, async (t) => {
    using it = await room();
    const { student } = it.world;
    const ids = whom === "one student" ? [student.id] : null;
    it.test.setNow(PAUSED_AT);
    assert.equal((await it.command("pause", ids)).status, 200);

    await t.step("what arrives within 15 s counts", async () => {
      it.test.setNow(PAUSED_AT + 15_000);
      const ack = await (await it.choose(2, "opt2")).json();
      assert.deepEqual([ack.acked, ack.held, ack.state], [2, [], "paused"]);
      assert.equal(await it.stored(), "opt2");
    });

    await t.step("a millisecond later it is acknowledged and held", async () => {
      it.test.setNow(PAUSED_AT + 15_001);
      const response = await it.choose(3, "opt1");
      assert.equal(response.status, 200);
      const ack = await response.json();
      assert.deepEqual([ack.acked, ack.held, ack.state], [3, [3], "paused"]);
      assert.equal(await it.stored(), "opt2");
      assert.deepEqual(
        (await (await it.choose(3, "opt1")).json()).held,
        [],
        "sent twice, held once",
      );
    });

    await t.step("handing in is refused, reading goes on", async () => {
      const refused = await it.submit(3);
      assert.equal(refused.status, 409);
      assert.equal((await refused.json()).code, "conflict/paused");
      for (const path of [`/api/test-attempts/${it.id}/sheet`, `/attempts/${it.id}`]) {
        assert.equal((await it.get(path, student)).status, 200, path);
      }
    });

    await t.step("the page of the attempt shows it, to who runs the test", async () => {
      const page = await it.get(`/assignments/assign1/attempts/${it.id}`, it.world.teacher);
      const html = await page.text();
      assert.match(html, /class="badge[^>]*>Paused</);
      assert.match(html, /Came too late or during a pause/);
      assert.match(html, /during the pause/);
      assert.match(html, /late-answer">0\.375</);
      assert.equal((await it.kept(student)).status, 404);
      assert.equal((await it.kept(it.world.stranger)).status, 404);
    });

    await t.step("sent anew after the pause it counts, and is handed in", async () => {
      it.test.setNow(PAUSED_AT + 5 * MINUTE);
      assert.equal((await it.command("resume", ids)).status, 200);
      assert.deepEqual((await (await it.choose(4, "opt3")).json()).held, []);
      assert.equal(await it.stored(), "opt3");
      const { items } = await (await it.kept()).json();
      assert.deepEqual(
        items.map((
          { number, why, standing }: KeptAnswer & { number: number },
        ) => [number, why, standing]),
        [[1, "pause", "overtaken"]],
      );
      const take = { kind: "take_late", commandId: "take0001", slotIds: null };
      assert.equal((await it.act(take)).status, 409);
      assert.equal((await it.submit(4)).status, 200);
    });
  });
}

Deno.test("what was held is taken once, by who runs the test, and is graded", async (t) => {
  using it = await room();
  const { teacher, student } = it.world;
  it.test.setNow(PAUSED_AT);
  await it.command("pause");
  it.test.setNow(PAUSED_AT + MINUTE);
  assert.deepEqual((await (await it.choose(2, "opt1")).json()).held, [2]);
  assert.deepEqual((await (await it.choose(3, "true", "slot1")).json()).held, [3]);
  await it.command("end");
  const grade = async () => await it.test.deps.tables.grades.find({ schoolId: "s1", id: it.id });
  assert.equal((await grade())!.mark, 0);
  const receiptOf = async () =>
    (await it.test.deps.attempts.find({ schoolId: "s1", id: it.id }))!.receipt;
  const receipt = await receiptOf();
  assert.ok(receipt);
  const one = { kind: "take_late", commandId: "take0001", slotIds: ["slot0"] };

  await t.step("nobody else may", async () => {
    for (const who of [student, it.world.stranger]) {
      assert.equal((await it.act(one, who)).status, 404, who.id);
    }
    assert.equal(await it.stored(), "opt0");
  });

  await t.step("one question, twice at once and again: one event, one line, one mark", async () => {
    const answers = await Promise.all([it.act(one), it.act(one)]);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
    assert.equal((await it.act(one)).status, 200);
    assert.equal(await it.stored(), "opt1");
    assert.equal(await it.stored("slot1"), null);
    const events = await allEvents(it.test.deps.attempts, { schoolId: "s1", id: it.id });
    assert.equal(events.filter(({ data }) => data.type === "late_taken").length, 1);
    const lines = await listAll(it.test.deps.tables.audits, "all", "s1", []);
    assert.equal(lines.filter(({ action }) => action === "attempt.take_late").length, 1);
    assert.equal((await grade())!.mark, 1);
    assert.deepEqual(await receiptOf(), receipt, "the receipt says what was handed in");
  });

  await t.step("a mark given by hand stays when another question is taken", async () => {
    const body = {
      attemptId: it.id,
      slotId: "slot0",
      rev: 2,
      mark: 0.5,
      rubric: null,
      comment: "",
    };
    const marked = await it.test.app.request(
      "/api/grading/marks",
      jsonSend("PUT", body, await it.test.as(teacher)),
    );
    assert.equal(marked.status, 200, await marked.text());
    const form = { headers: await it.test.as(teacher), method: "POST" };
    const taken = await it.test.app.request(`/assignments/assign1/attempts/${it.id}/take-late`, {
      ...form,
      body: new URLSearchParams({ commandId: "take0002", slotId: "" }),
    });
    assert.equal(taken.status, 303);
    assert.equal(await it.stored("slot1"), "true");
    assert.equal((await grade())!.mark, 1.5);
  });

  await t.step("nothing is left, and a released test is not changed", async () => {
    const again = { ...one, commandId: "take0003" };
    const refused = await it.act(again);
    assert.deepEqual([refused.status, (await refused.json()).code], [409, "conflict/stale"]);
    await it.test.deps.tables.assignments.update(
      it.world.assignment,
      (row) => ({ ...row, releasedAt: PAUSED_AT }),
    );
    assert.equal((await (await it.act(again)).json()).code, "conflict/released");
  });
});

Deno.test("two teachers who take the same at once take it once", async () => {
  using it = await room();
  it.test.setNow(T0 + 40 * MINUTE);
  await it.choose(2, "opt1");
  const take = (commandId: string) => it.act({ kind: "take_late", commandId, slotIds: null });
  const answers = await Promise.all(["take0001", "take0002", "take0003"].map(take));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
  const events = await allEvents(it.test.deps.attempts, { schoolId: "s1", id: it.id });
  assert.equal(events.filter(({ data }) => data.type === "late_taken").length, 1);
  const lines = await listAll(it.test.deps.tables.audits, "all", "s1", []);
  assert.equal(lines.filter(({ action }) => action === "attempt.take_late").length, 1);
});

Deno.test("what came after the end is taken by the same act", async () => {
  using it = await room();
  it.test.setNow(T0 + 40 * MINUTE);
  assert.equal((await it.choose(2, "opt1")).status, 410);
  const { items } = await (await it.kept()).json();
  assert.deepEqual(
    items.map(({ why, standing, response }: KeptAnswer) => [why, standing, response]),
    [["late", "open", { kind: "choice_one", optionId: "opt1" }]],
  );
  const take = { kind: "take_late", commandId: "take0001", slotIds: ["slot0"] };
  assert.equal((await it.act(take)).status, 200);
  assert.equal(await it.stored(), "opt1");
  const grade = await it.test.deps.tables.grades.find({ schoolId: "s1", id: it.id });
  assert.equal(grade?.mark, 1);
  assert.equal((await (await it.kept()).json()).items[0].standing, "taken");
});

Deno.test("a form without script is held during a pause and says so", async () => {
  using it = await room();
  it.test.setNow(PAUSED_AT);
  await it.command("pause");
  it.test.setNow(PAUSED_AT + MINUTE);
  const headers = { ...await it.test.as(it.world.student), accept: "text/html" };
  const post = (fields: Record<string, string>) =>
    it.test.app.request(`/attempts/${it.id}`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ seq: "2", ...fields }),
    });
  const page = await post({ "a-slot0": "opt1" });
  assert.equal(page.status, 409);
  assert.match(await page.text(), /Your teacher has paused the test/);
  assert.equal(await it.stored(), "opt0");
  const { items } = await (await it.kept()).json();
  assert.ok(items.length > 0);
  const asked = await post({ "a-slot0": "opt0", act: "hand_in" });
  const question = asked.headers.get("location")!;
  assert.equal(question, `/attempts/${it.id}/hand-in`);
  const words = await (await it.test.app.request(question, { headers })).text();
  assert.match(words, /paused the test.*You can hand in when it goes on/);
  assert.doesNotMatch(words, /<form/);
  const sure = await it.test.app.request(question, { method: "POST", headers });
  assert.equal(sure.status, 409);
  // Its fields are shut and would be sent as blanks: there is nothing to send them with.
  const still = await (await it.test.app.request(`/attempts/${it.id}`, { headers })).text();
  assert.doesNotMatch(still, /<noscript>.*name="act".*<\/noscript>/s);
  assert.match(still, /<noscript>.*Look again.*<\/noscript>/s);
  const attempt = await it.test.deps.attempts.find({ schoolId: "s1", id: it.id });
  assert.equal(attempt?.submittedAt, null);
});

Deno.test("when a room ends moves with a pause", async () => {
  using it = await room();
  await it.test.deps.tables.assignments.update(
    it.world.assignment,
    (row) => ({ ...row, closesAt: T0 + 20 * MINUTE, lateStart: "cut" }),
  );
  const endsAt = async (): Promise<number> =>
    (await (await it.get("/api/assignments/assign1/room", it.world.teacher)).json()).endsAt;
  const before = await endsAt();
  it.test.setNow(PAUSED_AT);
  await it.command("pause");
  it.test.setNow(PAUSED_AT + 5 * MINUTE);
  assert.equal(await endsAt() - before, 5 * MINUTE);
  await it.command("resume");
  it.test.setNow(PAUSED_AT + 9 * MINUTE);
  assert.equal(await endsAt() - before, 5 * MINUTE);
});

import assert from "node:assert/strict";
import { assignmentTopic } from "../../lib/process/bus.ts";
import type { RoomItem, RoomView } from "../../lib/model/live/live.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MINUTE = 60_000;

interface Running extends Disposable {
  test: TestApp;
  world: World;
  start(who: Person): Promise<string>;
  room(who?: Person): Promise<RoomView>;
  item(who: Person): Promise<RoomItem>;
  command(body: Record<string, unknown>, who?: Person): Promise<Response>;
  clock(
    who: Person,
    attemptId: string,
  ): Promise<
    { deadlineAt: number | null; state: string; notices: { kind: string; text: string }[] }
  >;
}

async function running(): Promise<Running> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, {
    students: 3,
    assignment: { limitMs: 30 * MINUTE, closesAt: T0 + 60 * MINUTE },
  });
  const base = `/api/assignments/${world.assignment.id}`;
  const read = async (path: string, who: Person) => {
    const response = await test.app.request(path, { headers: await test.as(who) });
    assert.equal(response.status, 200, await response.clone().text());
    return await response.json();
  };
  const room = (who = world.teacher) => read(`${base}/room`, who) as Promise<RoomView>;
  let n = 0;
  return {
    test,
    world,
    async start(who) {
      const response = await test.app.request(
        "/api/test-attempts",
        jsonSend("POST", { assignmentId: world.assignment.id }, await test.as(who)),
      );
      return (await response.json()).id;
    },
    room,
    item: async (who) => (await room()).items.find(({ studentId }) => studentId === who.id)!,
    command: async (body, who = world.teacher) =>
      await test.app.request(
        `${base}/room/commands`,
        jsonSend("POST", { commandId: `c${n++}`, studentIds: null, ...body }, await test.as(who)),
      ),
    async clock(who, attemptId) {
      const { clock, notices } = await read(`/api/test-attempts/${attemptId}/clock`, who);
      return { ...clock, notices };
    },
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

Deno.test("the room shows who has not started, writes and has handed in", async () => {
  using it = await running();
  const { student, others } = it.world;
  assert.deepEqual((await it.room()).items.map(({ state }) => state), [
    "not_started",
    "not_started",
    "not_started",
  ]);
  await it.start(student);
  const id = await it.start(others[0]!);
  await it.test.app.request(
    `/api/test-attempts/${id}/submit`,
    jsonSend("POST", { writerId: "writer0001", n: 0, heads: {} }, await it.test.as(others[0]!)),
  );
  assert.deepEqual((await it.room()).items.map(({ state }) => state), [
    "in_progress",
    "submitted",
    "not_started",
  ]);
});

Deno.test("time added for all or for one moves the deadline; a repeat moves nothing", async (t) => {
  using it = await running();
  const { student, others } = it.world;
  const mine = await it.start(student);
  const theirs = await it.start(others[0]!);
  await t.step("for all", async () => {
    for (let i = 0; i < 2; i++) {
      const response = await it.command({ kind: "add_time", ms: 5 * MINUTE, commandId: "same" });
      assert.deepEqual(await response.json(), { count: 2 });
    }
    assert.equal((await it.clock(student, mine)).deadlineAt, T0 + 35 * MINUTE);
    assert.equal((await it.clock(others[0]!, theirs)).deadlineAt, T0 + 35 * MINUTE);
  });
  await t.step("for one", async () => {
    for (let i = 0; i < 2; i++) {
      await it.command({
        kind: "add_time",
        ms: 10 * MINUTE,
        studentIds: [student.id],
        commandId: "one",
      });
    }
    assert.equal((await it.clock(student, mine)).deadlineAt, T0 + 45 * MINUTE);
    assert.equal((await it.clock(others[0]!, theirs)).deadlineAt, T0 + 35 * MINUTE);
  });
  await t.step("who starts later has the time added for all", async () => {
    const late = await it.start(others[1]!);
    assert.equal((await it.clock(others[1]!, late)).deadlineAt, T0 + 35 * MINUTE);
  });
});

Deno.test("a pause stops every clock until it ends", async () => {
  using it = await running();
  const { student } = it.world;
  const id = await it.start(student);
  it.test.setNow(T0 + 10 * MINUTE);
  assert.equal((await it.command({ kind: "pause" })).status, 200);
  assert.equal((await it.command({ kind: "pause" })).status, 409);
  it.test.setNow(T0 + 20 * MINUTE);
  assert.equal((await it.clock(student, id)).state, "paused");
  assert.equal((await it.room()).paused, true);
  await it.command({ kind: "resume" });
  it.test.setNow(T0 + 25 * MINUTE);
  const clock = await it.clock(student, id);
  assert.deepEqual([clock.state, clock.deadlineAt], ["in_progress", T0 + 40 * MINUTE]);
  assert.equal((await it.command({ kind: "resume" })).status, 409);
});

Deno.test("one student's pause leaves the others running", async () => {
  using it = await running();
  const { student, others } = it.world;
  await it.start(student);
  await it.start(others[0]!);
  await it.command({ kind: "pause", studentIds: [student.id] });
  assert.deepEqual([(await it.item(student)).state, (await it.item(others[0]!)).state], [
    "paused",
    "in_progress",
  ]);
  await it.command({ kind: "resume", studentIds: [student.id] });
  assert.equal((await it.item(student)).state, "in_progress");
});

Deno.test("a message reaches its students and the room counts who has seen it", async () => {
  using it = await running();
  const { student, others } = it.world;
  const id = await it.start(student);
  const other = await it.start(others[0]!);
  await it.command({ kind: "message", text: "Question 2: constant speed", commandId: "m1" });
  await it.command({ kind: "message", text: "Only for you", studentIds: [student.id] });
  assert.deepEqual((await it.clock(student, id)).notices.map(({ text }) => text), [
    "Question 2: constant speed",
    "Only for you",
  ]);
  assert.deepEqual((await it.clock(others[0]!, other)).notices.length, 1);
  await it.test.app.request(
    `/api/test-attempts/${id}/seen`,
    jsonSend("POST", { entryId: "m1" }, await it.test.as(student)),
  );
  const [all, one] = (await it.room()).lines;
  assert.deepEqual([all?.seen, all?.concerns, one?.seen, one?.concerns], [1, 2, 0, 1]);
});

Deno.test("ending the test hands in what is open and lets nobody start", async () => {
  using it = await running();
  const { student, others } = it.world;
  const id = await it.start(student);
  assert.deepEqual(await (await it.command({ kind: "end" })).json(), { count: 1 });
  assert.equal((await it.item(student)).state, "submitted");
  assert.equal((await it.clock(student, id)).state, "submitted");
  const late = await it.test.app.request(
    "/api/test-attempts",
    jsonSend("POST", { assignmentId: it.world.assignment.id }, await it.test.as(others[0]!)),
  );
  assert.equal(late.status, 410);
});

Deno.test("a room is for those who run it", async () => {
  using it = await running();
  const { student, stranger } = it.world;
  const id = await it.start(student);
  const path = `/api/assignments/${it.world.assignment.id}/room`;
  for (const who of [student, stranger]) {
    assert.equal((await it.test.app.request(path, { headers: await it.test.as(who) })).status, 404);
    assert.equal((await it.command({ kind: "add_time", ms: 60 * MINUTE }, who)).status, 404);
  }
  assert.equal((await it.clock(student, id)).deadlineAt, T0 + 30 * MINUTE);
  assert.equal((await it.test.app.request(path)).status, 401);
});

Deno.test("a bad room command says which field and changes nothing", async () => {
  using it = await running();
  const bad: [Record<string, unknown>, string][] = [
    [{ kind: "explode" }, "kind"],
    [{ kind: "add_time" }, "ms"],
    [{ kind: "add_time", ms: 1 }, "ms"],
    [{ kind: "add_time", ms: -60_000 }, "ms"],
    [{ kind: "message", text: "  " }, "text"],
    [{ kind: "message", text: "x".repeat(501) }, "text"],
    [{ kind: "pause", studentIds: [] }, "studentIds"],
    [{ kind: "pause", commandId: "no spaces" }, "commandId"],
    [{ kind: "pause", score: 3 }, "score"],
  ];
  for (const [body, field] of bad) {
    const response = await it.command(body);
    const problem = await response.json();
    assert.equal(response.status, 400, field);
    assert.match(JSON.stringify(problem), new RegExp(field));
  }
  assert.deepEqual((await it.room()).lines, []);
});

Deno.test("a command is on the bus at once", async () => {
  using it = await running();
  let heard = 0;
  const stop = it.test.deps.bus.subscribe(assignmentTopic(it.world.assignment), () => heard++);
  await it.command({ kind: "message", text: "hello" });
  stop();
  assert.ok(heard > 0);
});

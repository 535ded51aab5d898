import assert from "node:assert/strict";
import { removeException, setException } from "../../lib/assignments/exceptions.ts";
import { cancelAssignment, changeTimes } from "../../lib/assignments/settings.ts";
import { assignmentTopic } from "../../lib/process/bus.ts";
import { revokeSessions } from "../../lib/access/sessions.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { openSocket, type TestSocket } from "../worlds/socket_client.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

interface Served extends AsyncDisposable {
  test: TestApp;
  world: World;
  url: string;
  socket(who: "student" | "teacher", options?: { resume?: boolean }): Promise<TestSocket>;
  start(): Promise<string>;
  command(body: Record<string, unknown>): Promise<void>;
}

async function served(): Promise<Served> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0);
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, test.app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const open: TestSocket[] = [];
  return {
    test,
    world,
    url,
    async socket(who, options) {
      const socket = await openSocket(url, { ...await test.as(world[who]), origin: url }, options);
      open.push(socket);
      return socket;
    },
    async start() {
      const response = await test.app.request(
        "/api/test-attempts",
        jsonSend("POST", { assignmentId: world.assignment.id }, await test.as(world.student)),
      );
      return (await response.json()).id;
    },
    async command(body) {
      const path = `/api/assignments/${world.assignment.id}/room/commands`;
      const response = await test.app.request(
        path,
        jsonSend(
          "POST",
          { commandId: crypto.randomUUID(), studentIds: null, ...body },
          await test.as(world.teacher),
        ),
      );
      assert.equal(response.status, 200);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) await socket.close();
      await server.shutdown();
      test[Symbol.dispose]();
    },
  };
}

const timed = (name: string, fn: () => Promise<void>, timeout = 60_000) =>
  Deno.test({ name, fn, timeout } as Deno.TestDefinition);

timed("a student's page hears of added time, a pause and a message at once", async () => {
  await using it = await served();
  const attemptId = await it.start();
  const socket = await it.socket("student");
  socket.say({ type: "attempt.open", attemptId });
  const first = await socket.next("attempt.state");
  await it.command({ kind: "add_time", ms: 300_000 });
  const more = await socket.next("attempt.state", ({ clock }) => clock.rev > first.clock.rev);
  assert.equal(more.clock.deadlineAt! - first.clock.deadlineAt!, 300_000);
  await it.command({ kind: "pause" });
  await socket.next("attempt.state", ({ clock }) => clock.state === "paused");
  await it.command({ kind: "message", text: "Look at question 2" });
  const told = await socket.next(
    "attempt.state",
    ({ notices }) => notices.some(({ text }) => text === "Look at question 2"),
  );
  socket.say({ type: "attempt.seen", attemptId, entryId: told.notices.at(-1)!.id });
  await socket.next("attempt.state", ({ notices }) => notices.every(({ text }) => text === ""));
});

timed("staff follow a room and get what changed", async () => {
  await using it = await served();
  const socket = await it.socket("teacher");
  socket.say({ type: "room", assignmentId: it.world.assignment.id, on: true });
  const whole = await socket.next("room");
  assert.equal(whole.items.length, 2);
  await it.start();
  const changed = await socket.next("room");
  assert.deepEqual(changed.items.map(({ studentId, state }) => [studentId, state]), [[
    it.world.student.id,
    "in_progress",
  ]]);
});

timed(
  "a student who waits hears of other times, of an excuse, and of a test taken back",
  async () => {
    await using it = await served();
    const { assignment, student, teacher } = it.world;
    const assignmentId = assignment.id;
    const socket = await it.socket("student");
    socket.say({ type: "times", assignmentId, on: true });
    const { times } = await socket.next("times");
    assert.deepEqual([times?.closesAt, times?.mayStart], [assignment.closesAt, true]);
    const user = { ...teacher, locale: "en-IN" };
    const opensAt = T0 + 600_000;
    const moved = { opensAt, closesAt: assignment.closesAt, limitMs: 1_200_000 };
    const { rev } = (await it.test.deps.tables.assignments.find(assignment))!;
    await changeTimes(it.test.deps, { user, assignmentId, times: moved, rev });
    assert.equal((await socket.next("times")).times?.opensAt, opensAt);
    const none = {
      opensAt: null,
      closesAt: null,
      limitMs: null,
      extraMs: 0,
      attemptsAllowed: null,
    };
    const exception = { ...none, excused: true, makeUp: false, reason: "Ill" };
    const excuse = { user, assignmentId, studentId: student.id, exception, rev: null };
    await setException(it.test.deps, excuse);
    assert.equal((await socket.next("times")).times?.mayStart, false);
    await removeException(it.test.deps, excuse);
    assert.equal((await socket.next("times")).times?.mayStart, true);
    await cancelAssignment(it.test.deps, { user, assignmentId });
    assert.equal((await socket.next("times")).times?.mayStart, false);
  },
  60_000,
);

timed(
  "a student whose class the test no longer is hears that; one who never had it is refused",
  async () => {
    await using it = await served();
    const { assignment, student } = it.world;
    const assignmentId = assignment.id;
    const { enrolments } = it.test.deps.tables;
    const socket = await it.socket("student");
    socket.say({ type: "times", assignmentId, on: true });
    await socket.next("times");
    await enrolments.remove({ schoolId: student.schoolId, id: `en-${student.id}` });
    it.test.deps.bus.publish(assignmentTopic(assignment));
    assert.equal((await socket.next("times")).times, null);
    const staff = await it.socket("teacher");
    staff.say({ type: "times", ref: "r1", assignmentId, on: true });
    assert.equal((await staff.next("error")).code, "not_found");
  },
  60_000,
);

timed("what is not yours is not there", async () => {
  await using it = await served();
  const attemptId = await it.start();
  const student = await it.socket("student");
  student.say({ type: "room", ref: "r1", assignmentId: it.world.assignment.id, on: true });
  assert.equal((await student.next("error")).code, "not_found");
  const teacher = await it.socket("teacher");
  teacher.say({ type: "attempt.open", ref: "r2", attemptId });
  assert.deepEqual({ ...await teacher.next("error"), message: "" }, {
    type: "error",
    ref: "r2",
    code: "not_found",
    message: "",
  });
});

timed("a socket is refused before the upgrade: foreign origin, nobody signed in", async () => {
  await using it = await served();
  const cookie = await it.test.as(it.world.student);
  await assert.rejects(openSocket(it.url, { ...cookie, origin: "http://evil.example" }), /refused/);
  await assert.rejects(openSocket(it.url, { origin: it.url }), /refused/);
  await assert.rejects(openSocket(it.url, { cookie: cookie.cookie }), /refused/);
});

timed("what is no command closes the socket, each with its code", async (): Promise<void> => {
  await using it = await served();
  const cases: [unknown, number][] = [
    ["not json", 4000],
    [{ type: "resume", v: 1, build: "x", extra: true }, 4000],
    [{ type: "launch" }, 4000],
    [{ type: "attempt.open", attemptId: "no spaces" }, 4000],
    [[], 4000],
    ["x".repeat(65_537), 1009],
  ];
  for (const [frame, code] of cases) {
    const socket = await it.socket("student");
    socket.say(frame);
    assert.equal(await socket.closed, code, String(frame).slice(0, 30));
  }
  const early = await it.socket("student", { resume: false });
  early.say({ type: "beat" });
  assert.equal(await early.closed, 4009);
});

timed("a flood is answered with rate, then closed", async () => {
  await using it = await served();
  const socket = await it.socket("student");
  for (let i = 0; i < 95; i++) socket.say({ type: "beat" });
  assert.equal((await socket.next("error")).code, "rate");
  // Frames under way when the server closes make Deno's client report 0 instead of the server's 4008.
  assert.ok([0, 4008].includes(await socket.closed));
});

timed("a person's sixth socket closes the oldest", async () => {
  await using it = await served();
  const first = await it.socket("student");
  for (let i = 0; i < 5; i++) await it.socket("student");
  assert.equal(await first.closed, 4013);
});

timed("a revoked session loses its socket within 5 s", async () => {
  await using it = await served();
  const socket = await it.socket("student");
  await revokeSessions(it.test.deps, it.world.student);
  assert.equal(await socket.closed, 4001);
});

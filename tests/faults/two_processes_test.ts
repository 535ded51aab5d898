import assert from "node:assert/strict";
import { headOf } from "../../lib/attempts/head_of.ts";
import { allEvents } from "../../lib/attempts/store.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { hashPassword } from "../../lib/access/passwords.ts";
import { comingAgain } from "./coming_again.ts";
import { inspect } from "./inspect.ts";
import { seeded, wait } from "./random.ts";
import { sit, type SittingRecord } from "./sitting.ts";
import { formPost, sessionCookie } from "../worlds/people_world.ts";
import { ownRedis, redisUrl, withPrefix } from "../engines/redis_server.ts";
import type { ServerProcess } from "../processes/server_process.ts";
import { openSocket } from "../worlds/socket_client.ts";
import { onBoth, type TwoServers, withTwoServers } from "../engines/two_servers.ts";

const STUDENTS = 24;
const PASSWORD = "seven green kites";
const HIGH = "person=100000/60,address=100000/60,socket=100000/60";

function anySeat(it: TwoServers, n: number): Person {
  return [it.world.student, ...it.world.others][n]!;
}

async function call(
  url: string,
  { method = "GET", path, body, headers }: {
    method?: string;
    path: string;
    body?: unknown;
    headers: Record<string, string>;
  },
): Promise<Response> {
  return await comingAgain(url + path, {
    method,
    redirect: "manual",
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function started(
  url: string,
  headers: Record<string, string>,
  assignmentId = "assign1",
): Promise<string> {
  const path = "/api/test-attempts";
  const response = await call(url, { method: "POST", path, body: { assignmentId }, headers });
  assert.equal(response.status, 201);
  return (await response.json()).id;
}

Deno.test("two processes are one product", onBoth, async (t) => {
  await withPrefix((prefix) =>
    withTwoServers({
      redisUrl: redisUrl(),
      prefix,
      students: STUDENTS,
      env: { RATE_LIMITS: `signInName=4/900,${HIGH}` },
    }, async (it) => {
      await t.step("who signs in at one is known to the other, until either ends it", () =>
        signIn(it));
      await t.step("wrong passwords are counted together", () =>
        wrongPasswords(it));
      await t.step("a whole test alternates between them", () => wholeTest(it));
      await t.step("added time reaches the other's socket within 2 s", () => addedTime(it));
      await t.step("one killed in mid-test loses nothing acknowledged", () => killed(it));
      await t.step(
        "what is over is handed in once, and goes on being when its sweeper is killed",
        () => swept(it),
      );
    })
  );
});

async function signIn({ servers: [one, other], url, world, stores }: TwoServers): Promise<void> {
  const { schoolId, id } = world.student;
  const passwordHash = await hashPassword(PASSWORD);
  await stores.tables.people.update({ schoolId, id }, (it) => ({ ...it, passwordHash }));
  const origin = { origin: url };
  const answer = await comingAgain(`${one.url}/sign-in`, {
    ...formPost({ name: "student0", password: PASSWORD }, origin),
    redirect: "manual",
  });
  await answer.body?.cancel();
  const cookie = sessionCookie(answer);
  assert.ok(cookie, `signed in: ${answer.status}`);
  const status = async (server: ServerProcess) => {
    const response = await call(server.url, { path: "/api/session", headers: { cookie } });
    await response.body?.cancel();
    return response.status;
  };
  assert.deepEqual([await status(one), await status(other)], [200, 200]);
  const out = await comingAgain(`${other.url}/sign-out`, {
    ...formPost({}, { ...origin, cookie }),
    redirect: "manual",
  });
  await out.body?.cancel();
  assert.deepEqual([await status(one), await status(other)], [401, 401]);
}

async function wrongPasswords({ servers, url }: TwoServers): Promise<void> {
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) {
    const form = formPost({ name: "student1", password: `wrong ${i}` }, { origin: url });
    const response = await comingAgain(`${servers[i % 2]!.url}/sign-in`, form);
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.equal(statuses.filter((it) => it === 429).length, 2, statuses.join());
  assert.deepEqual(statuses.slice(4), [429, 429]);
}

async function wholeTest(it: TwoServers): Promise<void> {
  const { url, stores, handed } = it;
  const headers = await it.as(anySeat(it, 0));
  const before = [...handed];
  const id = await started(url, headers);
  const path = `/api/test-attempts/${id}`;
  const answers = ["opt0", "opt1"].map((optionId) => ({ kind: "choice_one" as const, optionId }));
  let base = 0;
  for (const [i, response] of answers.entries()) {
    const event = { n: i + 1, type: "answered", slotId: "slot0", base, response };
    const body = { writerId: "writer0001", events: [event] };
    const saved = await call(url, { method: "POST", path: `${path}/events`, body, headers });
    assert.equal(saved.status, 200);
    const ack = await saved.json();
    assert.equal(ack.acked, i + 1);
    base = ack.slots["slot0"];
  }
  const heads = { slot0: headOf(answers[1]!) };
  const body = { writerId: "writer0001", n: 2, heads };
  const receipt = await call(url, { method: "POST", path: `${path}/submit`, body, headers });
  assert.equal(receipt.status, 200);
  const { code } = await receipt.json();
  assert.match(code, /^\w{5}-\w{5}$/);
  const sheet = await call(url, { path: `${path}/sheet`, headers });
  assert.equal((await sheet.json()).receipt.code, code);
  const [first = 0, second = 0] = handed.map((n, i) => n - before[i]!);
  assert.ok(first + second >= 5 && Math.abs(first - second) <= 1, `in turn: ${first}, ${second}`);
  const kept = await stores.attempts.answers({ schoolId: "s1", id });
  assert.deepEqual(kept.get("slot0")?.response, answers[1]);
}

/** How long after the teacher was answered at one process a socket at the other hears of added time, milliseconds. */
async function addedTimeMs(
  it: TwoServers,
  { seat, ready = () => Promise.resolve() }: { seat: number; ready?: () => Promise<void> },
): Promise<number> {
  const [one, other] = it.servers;
  const headers = await it.as(anySeat(it, seat));
  const teacher = await it.as(it.world.teacher);
  const attemptId = await started(one.url, headers);
  await using socket = await openSocket(other.url, headers);
  socket.say({ type: "attempt.open", attemptId });
  const first = await socket.next("attempt.state");
  await ready();
  const body = { kind: "add_time", commandId: crypto.randomUUID(), studentIds: null, ms: 60_000 };
  const path = "/api/assignments/assign1/room/commands";
  const done = await call(one.url, { method: "POST", path, body, headers: teacher });
  const answeredAt = performance.now();
  assert.equal(done.status, 200);
  await done.body?.cancel();
  const more = await socket.next("attempt.state", ({ clock }) => clock.rev > first.clock.rev);
  assert.equal(more.clock.deadlineAt! - first.clock.deadlineAt!, 60_000);
  return performance.now() - answeredAt;
}

/** The slowest of some answers that need nothing but the process, milliseconds: what the machine adds now. */
async function answerMs(it: TwoServers): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const from = performance.now();
    await (await fetch(`${it.servers[i % 2]!.url}/livez`)).body?.cancel();
    times.push(performance.now() - from);
  }
  return Math.max(...times);
}

async function addedTime(it: TwoServers): Promise<void> {
  const baseMs = await answerMs(it);
  const ms = await addedTimeMs(it, { seat: 1 });
  assert.ok(ms < 2_000 + 4 * baseMs, `${ms} ms`);
}

async function killed(it: TwoServers): Promise<void> {
  const records: SittingRecord[] = [];
  const seats = Array.from({ length: STUDENTS - 2 }, (_, i) => i + 2);
  const worker = async () => {
    for (let seat = seats.shift(); seat !== undefined; seat = seats.shift()) {
      const random = seeded(20261124 + seat);
      const headers = await it.as(anySeat(it, seat));
      const base = { random, url: it.url, assignmentId: "assign1", headers };
      records.push(await sit({ ...base, steps: 25, handsIn: true }));
    }
  };
  const writing = Promise.all(Array.from({ length: 8 }, worker));
  await wait(2_500);
  await it.servers[0].kill();
  await wait(3_000);
  await it.servers[0].start();
  await writing;
  assert.equal(records.length, STUDENTS - 2);
  assert.ok(records.reduce((n, { acked }) => n + acked.size, 0) > STUDENTS * 5);
  for (const record of records) await inspect(it.stores.attempts, record);
}

/** Attempts of the first students at a test that ends soon, started at `server`. */
async function endingSoon(it: TwoServers, server: ServerProcess, id: string): Promise<string[]> {
  const closesAt = Date.now() + 4_000;
  const limits = { limitMs: null, graceMs: 500, closesAt };
  const assignment: Assignment = { ...it.world.assignment, id, ...limits };
  await it.stores.tables.assignments.insert(assignment);
  const headers = await Promise.all([0, 1, 2, 3].map((n) => it.as(anySeat(it, n))));
  return await Promise.all(headers.map((it) => started(server.url, it, id)));
}

/** Waits until nobody but a sweeper has handed all in. @returns How many each process did, by its own word. */
async function handedIn(it: TwoServers, ids: readonly string[], ms: number): Promise<number[]> {
  const before = it.servers.map(sweptBy);
  const giveUp = performance.now() + ms;
  for (const id of ids) {
    for (;;) {
      const attempt = await it.stores.attempts.find({ schoolId: "s1", id });
      if (attempt?.state === "submitted") break;
      assert.ok(performance.now() < giveUp, `${id} is handed in within ${ms} ms`);
      await wait(100);
    }
    const events = await allEvents(it.stores.attempts, { schoolId: "s1", id });
    assert.equal(events.filter(({ data }) => data.type === "submitted").length, 1);
  }
  await wait(3_500);
  return it.servers.map((server, i) => sweptBy(server) - before[i]!);
}

function sweptBy(server: ServerProcess): number {
  const counts = [...server.output().matchAll(/"event":"sweep","handedIn":(\d+)/g)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function swept(it: TwoServers): Promise<void> {
  const first = await endingSoon(it, it.servers[0], "assign2");
  const counts = await handedIn(it, first, 15_000);
  assert.deepEqual([...counts].sort(), [0, first.length], "one process alone, each once");
  const sweeper = counts.indexOf(first.length);
  const survivor = it.servers[1 - sweeper]!;
  const second = await endingSoon(it, survivor, "assign3");
  await it.servers[sweeper]!.kill();
  const after = await handedIn(it, second, 4_500 + 15_000 + 6_000);
  assert.equal(after[1 - sweeper], second.length);
}

Deno.test(
  "added time reaches the other process's socket within 2 s while Redis is away",
  onBoth,
  async () => {
    await using redis = await ownRedis();
    const env = { RATE_LIMITS: HIGH };
    await withTwoServers({ redisUrl: redis.url, prefix: "t:", students: 7, env }, async (it) => {
      const changes: [string, () => Promise<void>][] = [
        ["there", () => Promise.resolve()],
        ["stalled", () => Promise.resolve(redis.stall())],
        ["stalled for long", () => wait(2_500)],
        ["back", () => Promise.resolve(redis.goOn())],
        ["killed", () => redis.stop("SIGKILL")],
        ["away", () => wait(1_000)],
        ["started again", () => redis.start()],
      ];
      for (const [seat, [name, ready]] of changes.entries()) {
        const baseMs = await answerMs(it);
        const ms = await addedTimeMs(it, { seat, ready });
        assert.ok(ms < 2_000 + 4 * baseMs, `${name}: ${Math.round(ms)} ms`);
      }
      for (const server of it.servers) {
        const response = await fetch(`${server.url}/livez`);
        assert.equal(response.status, 200);
        await response.body?.cancel();
      }
    });
  },
);

import assert from "node:assert/strict";
import { formPost } from "../worlds/people_world.ts";
import { type OwnRedis, ownRedis } from "../engines/redis_server.ts";
import type { ServerProcess } from "../processes/server_process.ts";
import { openSocket } from "../worlds/socket_client.ts";
import { onBoth, type TwoServers, withTwoServers } from "../engines/two_servers.ts";
import { chosen } from "./chosen.ts";
import { inspect } from "./inspect.ts";
import { allowing, beside, during, p99, type Timed, timed } from "./meter.ts";
import { report } from "./outage_figures.ts";
import { ownMongo } from "./own_mongo.ts";
import { seeded, wait } from "./random.ts";
import { reader, type ReadPath } from "./reader.ts";
import { type Mode, type TcpProxy, tcpProxy } from "./tcp_proxy.ts";
import { afterMs, noticeMs, watch } from "./watch.ts";
import { Writer } from "./writer.ts";

interface Scene {
  redis: OwnRedis;
  proxy: TcpProxy;
}

interface Fault {
  name: string;
  /** It is as good as away, so that `/readyz` says so. */
  isOutage: boolean;
  begin(scene: Scene): Promise<void>;
  end(scene: Scene): Promise<void>;
}

const LIMITS = "person=100000/60,address=100000/60,socket=100000/60";
const WRITES = Number(Deno.env.get("FAULT_WRITES") ?? "1000");
const SEED = Number(Deno.env.get("FAULT_SEED") ?? "20261124");
/** Who writes in one cell, and who does something else in any. */
const WRITERS = 10;
const OTHERS = 16;
const WRITING_MS = 6_000;
const BACK_MS = 1_500;
/** Two seconds on a machine that does nothing else. */
const NOTICE_MS = 4_000;
/** Longer a probe takes only where others use the processors too. */
const BUSY_MS = 100;
/** A second on a machine that does nothing else. */
const READ_P99_MS = 2_000;

const FAULTS: readonly Fault[] = [
  inMode("refuse", { kind: "refuse" }, true),
  resets(),
  inMode("stall", { kind: "stall" }, true),
  inMode("slow by 250 ms", { kind: "slow", ms: 250 }, false),
  inMode("slow by 5 s", { kind: "slow", ms: 5_000 }, true),
  inMode("cut", { kind: "cut" }, true),
  {
    name: "killed",
    isOutage: true,
    begin: ({ redis }) => redis.stop("SIGKILL"),
    end: ({ redis }) => redis.start(),
  },
];

function inMode(name: string, mode: Mode, isOutage: boolean): Fault {
  return {
    name,
    isOutage,
    begin: ({ proxy }) => proxy.setMode(mode),
    end: ({ proxy }) => proxy.setMode({ kind: "pass" }),
  };
}

function resets(): Fault {
  let timer: ReturnType<typeof setInterval>;
  return {
    name: "reset",
    isOutage: false,
    begin({ proxy }) {
      proxy.reset();
      timer = setInterval(() => proxy.reset(), 150);
      return Promise.resolve();
    },
    end() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

Deno.test("while Redis fails nobody is signed out, nobody comes back, and changes arrive", {
  ...onBoth,
  timeout: 10 * 60_000,
}, async (t) => {
  await using redis = await ownRedis();
  await using proxy = await tcpProxy({ port: Number(new URL(redis.url).port) });
  const redisUrl = `redis://127.0.0.1:${proxy.port}/`;
  const students = OTHERS + WRITERS * FAULTS.length;
  // What other tests left in a server they share slows it down.
  await using mongo = await ownMongo();
  const mongoAt = `mongodb://127.0.0.1:${mongo.port}/`;
  const env = { RATE_LIMITS: LIMITS };
  const options = { redisUrl, mongo: mongoAt, prefix: "t:", students, env };
  await withTwoServers(options, async (it) => {
    for (const [i, fault] of chosen(FAULTS).entries()) {
      await t.step(fault.name, () => withstands(it, { redis, proxy }, { fault, i }));
    }
    for (const server of it.servers) assert.doesNotMatch(server.output(), /"event":"fault"/);
  });
});

async function withstands(
  it: TwoServers,
  scene: Scene,
  { fault, i }: { fault: Fault; i: number },
): Promise<void> {
  const [one, other] = it.servers;
  const leaving = await it.as(it.world.student);
  assert.deepEqual([await statusOf(one, leaving), await statusOf(other, leaving)], [200, 200]);
  const paths = await pathsOf(it);
  const saves: Timed[] = [];
  const writers = await writersOf(it, saves, i);
  const watches = it.servers.map(({ url }) => watch(url));
  const readings = it.servers.map(({ url }, n) => reader(url, paths, seeded(10 * i + n)));
  await wait(500);
  const writing = Promise.all(writers.map(async (writer) => {
    await writer.write(Math.ceil(WRITES / WRITERS), WRITING_MS);
    await writer.handIn();
  }));
  writing.catch(() => {});
  const from = performance.now();
  await fault.begin(scene);
  await signOut(one, it.url, leaving);
  assert.equal(await statusOf(other, leaving), 401, "signed out at the other process too");
  const changeMs = await addedTimeMs(it, i);
  await wait(1_500);
  assert.equal(await statusOf(other, leaving), 401);
  await fault.end(scene);
  const span = { from, to: performance.now() };
  const until = span.to + BACK_MS;
  while (performance.now() < until) {
    for (const server of it.servers) assert.equal(await statusOf(server, leaving), 401);
    await wait(100);
  }
  await writing;
  await Promise.all([...readings, ...watches].map((it) => it.stop()));
  const all = readings.flatMap((it) => it.readings);
  const readP99 = p99(during(all, [span]));
  const notices = watches.map((it) => noticeMs(it, span));
  const backMs = watches.map((it) => afterMs(it, span.to, ({ state }) => state === "ready"));
  const written = writers.reduce((n, { record }) => n + record.acked.size, 0);
  const saveP99 = p99(during(saves, [span]));
  await report({
    ...{ fault: `Redis ${fault.name}`, changeMs: Math.round(changeMs), readP99 },
    ...{ written, saveP99, noticeMs: notices, backMs },
  });
  const calm = beside(watches.flatMap(({ live }) => live), [span]);
  const isBusy = (p99(calm) ?? 0) > BUSY_MS;
  for (const { live, ready } of watches) {
    assert.ok(live.length > 20 && live.every(({ status }) => status === 200));
    assert.ok(ready.every(({ state, status }) => state !== "not_ready" && status === 200));
    const reasons = ready.flatMap(({ reasons }) => reasons).filter((it) =>
      !it.startsWith("redis ")
    );
    // A busy machine may take MongoDB for away beside it.
    const others = isBusy ? reasons.filter((it) => !it.startsWith("mongodb ")) : reasons;
    assert.deepEqual(others, []);
  }
  if (fault.isOutage) {
    const limitMs = allowing(NOTICE_MS, calm);
    assert.ok(notices.every((ms) => ms !== null && ms <= limitMs), `${notices}`);
  }
  assert.ok(backMs.every((ms) => ms !== null), "ready again");
  assert.equal(written, WRITES);
  for (const { record } of writers) await inspect(it.stores.attempts, record);
  assert.ok(all.length > 50);
  assert.deepEqual(all.filter(({ status }) => status !== 200), [], "nobody is signed out");
  assert.ok(readP99! < allowing(READ_P99_MS, beside(all, [span])), `answered within ${readP99} ms`);
  assert.ok(changeMs < allowing(2_000, calm), `heard after ${changeMs} ms`);
}

/** Students whose requests go to both processes by turns. */
async function writersOf(it: TwoServers, saves: Timed[], cell: number): Promise<Writer[]> {
  const from = OTHERS - 1 + WRITERS * cell;
  const people = it.world.others.slice(from, from + WRITERS);
  return await Promise.all(people.map(async (person, i) => {
    const { cookie } = await it.as(person);
    const random = seeded(SEED + 1_000 * cell + i);
    return await Writer.start({ url: it.url, cookie, random, saves });
  }));
}

/** What signed-in people ask. */
async function pathsOf(it: TwoServers): Promise<ReadPath[]> {
  const people = [...it.world.others.slice(OTHERS - 6, OTHERS - 2), it.world.teacher];
  const cookies = await Promise.all(people.map((person) => it.as(person)));
  return cookies.map(({ cookie }) => ({ path: "/api/session", cookie }));
}

async function statusOf(
  { url }: ServerProcess,
  { cookie }: { cookie: string },
): Promise<number> {
  const into: Timed[] = [];
  const response = await timed(into, `${url}/api/session`, { headers: { cookie } });
  await response?.body?.cancel();
  return into[0]!.status;
}

async function signOut(
  { url }: ServerProcess,
  origin: string,
  { cookie }: { cookie: string },
): Promise<void> {
  const form = { ...formPost({}, { origin, cookie }), redirect: "manual" as const };
  const response = await fetch(`${url}/sign-out`, form);
  await response.body?.cancel();
  assert.ok(response.status < 400, `signed out: ${response.status}`);
}

/** How long after one process answered a teacher a student's socket at the other hears of it, milliseconds. */
async function addedTimeMs(it: TwoServers, seat: number): Promise<number> {
  const [one, other] = it.servers;
  const headers = await it.as(it.world.others[seat]!);
  const attemptId = await post(one, "/api/test-attempts", headers, { assignmentId: "assign1" });
  await using socket = await openSocket(other.url, headers);
  socket.say({ type: "attempt.open", attemptId });
  const first = await socket.next("attempt.state");
  const body = { kind: "add_time", commandId: crypto.randomUUID(), studentIds: null, ms: 60_000 };
  await post(one, "/api/assignments/assign1/room/commands", await it.as(it.world.teacher), body);
  const answeredAt = performance.now();
  await socket.next("attempt.state", ({ clock }) => clock.rev > first.clock.rev);
  return performance.now() - answeredAt;
}

/** @returns The id in the answer. */
async function post(
  { url }: ServerProcess,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<string> {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${path}: ${JSON.stringify(answer)}`);
  return answer.id;
}

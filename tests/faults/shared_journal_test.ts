import assert from "node:assert/strict";
import { mongoUrl } from "../engines/mongo_server.ts";
import { type OwnRedis, ownRedis } from "../engines/redis_server.ts";
import type { ServerProcess } from "../processes/server_process.ts";
import { onBoth, type TwoServers, withTwoServers } from "../engines/two_servers.ts";
import { comingAgain } from "./coming_again.ts";
import { inspect } from "./inspect.ts";
import type { Timed } from "./meter.ts";
import { report } from "./outage_figures.ts";
import { seeded, wait } from "./random.ts";
import { type TcpProxy, tcpProxy } from "./tcp_proxy.ts";
import { Writer } from "./writer.ts";

const STUDENTS = 20;
const LIMITS = "person=100000/60,address=100000/60,socket=100000/60";
const READY_MS = 30_000;

interface Scene extends TwoServers {
  mongo: TcpProxy;
  redis: OwnRedis;
}

/** Two processes on a MongoDB that can be taken away, and on a Redis of their own. */
async function onScene(test: (scene: Scene) => Promise<void>): Promise<void> {
  const { port, hostname } = new URL(mongoUrl());
  await using mongo = await tcpProxy({ port: Number(port || 27_017), hostname });
  await using redis = await ownRedis();
  const env = {
    MONGODB_URL: `mongodb://127.0.0.1:${mongo.port}/?directConnection=true`,
    RATE_LIMITS: LIMITS,
  };
  const options = { redisUrl: redis.url, prefix: "t:", students: STUDENTS, env };
  await withTwoServers(options, (it) => test({ ...it, mongo, redis }));
}

/** Everybody starts and is known to both processes. */
async function begin(it: Scene, saves: Timed[], seed: number): Promise<Writer[]> {
  const people = [it.world.student, ...it.world.others].slice(0, STUDENTS);
  const writers = await Promise.all(people.map(async (person, i) => {
    const { cookie } = await it.as(person);
    return await Writer.start({ url: it.url, cookie, random: seeded(seed + i), saves });
  }));
  for (const { attempt, cookie } of writers) {
    for (const { url } of it.servers) {
      const response = await comingAgain(`${url}/attempts/${attempt.id}`, { headers: { cookie } });
      assert.equal(response.status, 200);
      await response.body?.cancel();
    }
  }
  return writers;
}

async function reaches(server: ServerProcess, state: string, why: RegExp): Promise<void> {
  const giveUp = performance.now() + READY_MS;
  for (;;) {
    const response = await fetch(`${server.url}/readyz`);
    const found = await response.json();
    const said = found.reasons.join("; ");
    if (found.state === state && why.test(said)) return;
    assert.ok(performance.now() < giveUp, `${found.state}: ${said}`);
    await wait(50);
  }
}

async function checkStored(it: Scene, writers: readonly Writer[]): Promise<void> {
  for (const { record } of writers) {
    await inspect(it.stores.attempts, record).catch((error) => {
      throw new Error(`Attempt ${record.attemptId}: ${error.message}`, { cause: error });
    });
  }
}

/** Writes while a fault comes and goes. @returns How many answers the journal acknowledged. */
async function writesThrough(
  it: Scene,
  { name, seed }: { name: string; seed: number },
  fault: () => Promise<void>,
): Promise<number> {
  const saves: Timed[] = [];
  const writers = await begin(it, saves, seed);
  const writing = Promise.all(writers.map(async (writer) => {
    await writer.write(20, 8_000);
    await writer.handIn();
  }));
  // Awaited once the fault has come and gone.
  writing.catch(() => {});
  await wait(1_000);
  await fault();
  await writing;
  for (const server of it.servers) await reaches(server, "ready", /^$/);
  await checkStored(it, writers);
  const journalled = writers.reduce((n, it) => n + it.journalled, 0);
  const written = writers.reduce((n, { record }) => n + record.acked.size, 0);
  await report({ fault: `two processes: ${name}`, written, journalled });
  assert.equal(written, 20 * STUDENTS);
  return journalled;
}

const options = { ...onBoth, timeout: 5 * 60_000 };

Deno.test(
  "what one process journalled in Redis another carries out, when the first was killed",
  options,
  () =>
    onScene(async (it) => {
      const [one, other] = it.servers;
      const journalled = await writesThrough(it, { name: "killed", seed: 1 }, async () => {
        await it.mongo.setMode({ kind: "refuse" });
        for (const server of it.servers) await reaches(server, "degraded", /mongodb has been away/);
        await wait(2_000);
        await reaches(other, "degraded", /acknowledged changes wait/);
        await one.kill();
        await Deno.remove(one.dataDir, { recursive: true });
        await wait(1_000);
        await it.mongo.setMode({ kind: "pass" });
        await reaches(other, "ready", /^$/);
        await one.start();
      });
      assert.ok(journalled > 50, `${journalled}`);
    }),
);

Deno.test(
  "two processes agree on what waits while MongoDB comes and goes under them",
  options,
  () =>
    onScene(async (it) => {
      const journalled = await writesThrough(it, { name: "comes and goes", seed: 2 }, async () => {
        for (let i = 0; i < 3; i++) {
          await it.mongo.setMode({ kind: i === 1 ? "stall" : "refuse" });
          await wait(2_000);
          await it.mongo.setMode({ kind: "pass" });
          await wait(500);
        }
      });
      assert.ok(journalled > 50, `${journalled}`);
    }),
);

Deno.test(
  "with MongoDB and Redis both away a process keeps answers in its own folder",
  options,
  () =>
    onScene(async (it) => {
      const [one, other] = it.servers;
      const saves: Timed[] = [];
      const [mine, theirs] = (await begin(it, saves, 3)).slice(0, 2);
      await Promise.all([it.mongo.setMode({ kind: "refuse" }), it.redis.stop("SIGKILL")]);
      for (const server of it.servers) await reaches(server, "degraded", /mongodb.*redis/);
      await mine!.at(one.url).write(10, 500);
      await theirs!.at(other.url).write(10, 500);
      assert.ok(mine!.journalled >= 10 && theirs!.journalled >= 10);
      await it.redis.start();
      await it.mongo.setMode({ kind: "pass" });
      for (const server of it.servers) await reaches(server, "ready", /^$/);
      await Promise.all([mine!, theirs!].map((writer) => writer.handIn()));
      await checkStored(it, [mine!, theirs!]);
    }),
);

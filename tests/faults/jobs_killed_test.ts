import assert from "node:assert/strict";
import { kvStores } from "../../db/kv/stores.ts";
import { openStore } from "../../db/kv/open.ts";
import { listAll } from "../../lib/store/store.ts";
import { onBoth, withTwoServers } from "../engines/two_servers.ts";
import { redisUrl, withPrefix } from "../engines/redis_server.ts";
import { serverProcess } from "../processes/server_process.ts";
import { openSocket } from "../worlds/socket_client.ts";
import { comingAgain } from "./coming_again.ts";
import { wait } from "./random.ts";
import { signedInClass } from "./signed_in_class.ts";

const STUDENTS = 36;
const ASSIGNMENT = "assign1";

interface Teacher {
  headers: Record<string, string>;
  end(url: string, commandId: string): Promise<Response>;
}

function teacherOf(secret: string, origin: string): Teacher {
  const headers = { cookie: `plp_session=${secret}`, origin };
  return {
    headers,
    end: (url, commandId) =>
      fetch(`${url}/api/assignments/${ASSIGNMENT}/room/commands`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ kind: "end", commandId, studentIds: null }),
      }),
  };
}

function secretOf(cookie: string): string {
  return cookie.slice("plp_session=".length);
}

async function allStart(url: string, secrets: readonly string[], origin: string): Promise<void> {
  for (const secret of secrets) {
    const headers = { cookie: `plp_session=${secret}`, origin, "content-type": "application/json" };
    const body = JSON.stringify({ assignmentId: ASSIGNMENT });
    const response = await comingAgain(`${url}/api/test-attempts`, {
      method: "POST",
      headers,
      body,
    });
    assert.equal(response.status, 201);
    await response.body?.cancel();
  }
}

/** How many have handed in, as the room shows it. */
async function handedIn(url: string, { headers }: Teacher): Promise<number> {
  const path = `${url}/api/assignments/${ASSIGNMENT}/room`;
  const room = await (await comingAgain(path, { headers })).json();
  return room.items.filter(({ state }: { state: string }) => state === "submitted").length;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + 90_000;
  while (!await what()) {
    assert.ok(performance.now() < giveUp, "in time");
    await wait(20);
  }
}

/** The class as it is stored, before any process serves it. */
async function prepared(dir: string): Promise<{ secrets: string[]; teacherSecret: string }> {
  await using store = await openStore(dir);
  return await signedInClass(kvStores(store.kv), STUDENTS);
}

/** Of jobs that somebody asked for. */
async function jobStates(dir: string): Promise<string[]> {
  await using store = await openStore(dir);
  const jobs = await listAll(store.tables.jobs, "all", "s1", []);
  return jobs.map(({ state }) => state);
}

Deno.test(
  "a test that is ended is handed in for everybody, though the product is killed amid it: embedded",
  { timeout: 180_000, sanitizeOps: false, sanitizeResources: false },
  async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "plp-" });
    try {
      const { secrets, teacherSecret } = await prepared(dataDir);
      await using server = await serverProcess({ dataDir });
      const teacher = teacherOf(teacherSecret, server.url);
      await allStart(server.url, secrets, server.url);
      const ending = teacher.end(server.url, "end-1").catch(() => null);
      await until(async () => await handedIn(server.url, teacher) > 0);
      await server.kill();
      await ending;
      assert.deepEqual(await jobStates(dataDir), ["running"], "it was killed amid it");
      await server.start();
      await until(async () => await handedIn(server.url, teacher) === STUDENTS);
      const again = await (await teacher.end(server.url, "end-1")).json();
      assert.equal(again.job?.state ?? "done", "done", JSON.stringify(again));
    } finally {
      await Deno.remove(dataDir, { recursive: true });
    }
  },
);

Deno.test(
  "a process that serves pages leaves work to a worker; a dead worker's is taken over",
  { ...onBoth, timeout: 240_000 },
  async () => {
    await withPrefix((prefix) =>
      withTwoServers({
        ...{ redisUrl: redisUrl(), prefix, students: 3, env: { RATE_LIMITS: "off" } },
        envOfOne: { PROCESS_ROLE: "web" },
      }, async ({ servers: [web, all], world, as, url: origin }) => {
        const { cookie } = await as(world.teacher);
        const teacher = teacherOf(secretOf(cookie), origin);
        const seats = [world.student, ...world.others];
        const cookies = await Promise.all(seats.map(async (it) => (await as(it)).cookie));
        await allStart(web.url, cookies.map(secretOf), origin);
        await all.kill();
        const asked = await (await teacher.end(web.url, "end-1")).json();
        assert.equal(asked.job.state, "queued", "nobody works on it");
        await using socket = await openSocket(web.url, teacher.headers);
        socket.say({ type: "job", jobId: asked.job.id, on: true });
        await all.start();
        await socket.next("job", ({ job }) => job.state === "done");
        assert.equal(await handedIn(web.url, teacher), seats.length);
      })
    );
  },
);

import assert from "node:assert/strict";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import { submittedEvent } from "../../lib/attempts/hand_in.ts";
import { bareAttempt } from "../../lib/attempts/projection.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "../engines/mongo_server.ts";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { wait } from "./random.ts";
import { type TcpProxy, tcpProxy } from "./tcp_proxy.ts";

/** Nothing listens there. */
const DEAD_REDIS = "redis://127.0.0.1:1/";
/** Longer than a start with nothing to wait for: servers are waited for 0.7 s. */
const LIVE_MS = 2_500;
const READY_MS = 40_000;

interface Scene {
  proxy: TcpProxy;
  env: (db: string) => Record<string, string>;
}

/** A way to MongoDB that is shut, and two databases behind it, removed afterwards. */
async function withDeadMongo(
  test: (scene: Scene, databases: readonly [string, string]) => Promise<void>,
): Promise<void> {
  const { port, hostname } = new URL(mongoUrl());
  const names = [1, 2].map((i) => `plp_test_${crypto.randomUUID().slice(0, 13)}_${i}`);
  await using proxy = await tcpProxy({ port: Number(port || 27_017), hostname });
  await proxy.setMode({ kind: "refuse" });
  const url = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
  try {
    await test(
      { proxy, env: (db) => ({ MONGODB_URL: url, MONGODB_DB: db, REDIS_URL: DEAD_REDIS }) },
      names as [string, string],
    );
  } finally {
    for (const db of names) {
      await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
      await removeDatabase(connection.db);
    }
  }
}

async function readiness({ url }: ServerProcess): Promise<{
  status: number;
  state: string;
  reasons: string[];
}> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, ...await response.json() };
}

/** How long a start takes on this machine now that waits for no server. */
async function usualStartMs(): Promise<number> {
  const from = performance.now();
  await using app = await serverProcess();
  await (await fetch(`${app.url}/livez`)).body?.cancel();
  return performance.now() - from;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + READY_MS;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, "in time");
    await wait(50);
  }
}

Deno.test("the product starts with every server dead, says so, and gets ready by itself", {
  ...onMongo,
  sanitizeOps: false,
  sanitizeResources: false,
}, () =>
  withDeadMongo(async ({ proxy, env }, [db]) => {
    const usualMs = await usualStartMs();
    const spawnedAt = performance.now();
    await using app = await serverProcess({ env: env(db) });
    const live = await fetch(`${app.url}/livez`);
    const liveMs = performance.now() - spawnedAt;
    assert.equal(live.status, 200);
    await live.body?.cancel();
    assert.ok(liveMs < 1.5 * usualMs + LIVE_MS, `alive after ${Math.round(liveMs)} ms`);

    const { status, state, reasons } = await readiness(app);
    assert.equal(status, 503);
    assert.equal(state, "not_ready");
    assert.ok(reasons.some((it) => /^mongodb has not been reached since the start/.test(it)));
    assert.ok(reasons.every((it) => !it.includes("127.0.0.1")), "no addresses");
    await checkRefusals(app);

    await proxy.setMode({ kind: "pass" });
    await until(async () => !(await readiness(app)).reasons.some((it) => it.includes("mongodb")));
    const page = await fetch(`${app.url}/setup`, { headers: { accept: "text/html" } });
    assert.equal(page.status, 200);
    await page.body?.cancel();
  }));

/** Pages try again by themselves; programs are told when to. */
async function checkRefusals({ url }: ServerProcess): Promise<void> {
  const cookie = "plp_session=unknown";
  const page = await fetch(`${url}/tests`, { headers: { cookie, accept: "text/html" } });
  assert.equal(page.status, 503);
  assert.ok(Number(page.headers.get("retry-after")) > 0);
  const html = await page.text();
  assert.match(html, /data cannot be reached right now/);
  assert.match(html, /<meta http-equiv="refresh" content="\d+"/);
  const start = await fetch(`${url}/api/test-attempts`, {
    method: "POST",
    headers: { cookie, origin: url, "content-type": "application/json" },
    body: JSON.stringify({ assignmentId: "a1" }),
  });
  assert.equal(start.status, 503);
  assert.ok(Number(start.headers.get("retry-after")) > 0);
  assert.equal((await start.json()).code, "unavailable/outage");
}

/** A class of one, whose test was handed in and not graded before the process ended. @returns Its attempt. */
async function handedInUngraded({ tables, attempts }: Stores): Promise<RowRef> {
  const now = Date.now();
  const { student, assignment, slotIds } = await takingWorld(tables, now - 60_000, { students: 1 });
  const bare = bareAttempt({
    id: "attempt1",
    schoolId: student.schoolId,
    createdAt: now,
    assignmentId: assignment.id,
    examId: assignment.examId,
    examVersion: assignment.examVersion,
    studentId: student.id,
    number: 1,
  });
  const slots = slotIds.slice(0, 1).map((slotId) => ({
    slotId,
    sectionId: "secA",
    questionId: "q0",
    version: 1,
    kind: "choice_one" as const,
    order: ["opt0", "opt1", "opt2", "opt3"],
    units: [],
    maxChars: null,
    maxMark: 1,
  }));
  const actor = { kind: "student" as const, id: student.id };
  const started = { at: now, actor, writerId: null, n: null, late: false };
  await attempts.create(bare, { slots }, { ...started, data: { type: "started", number: 1 } });
  await attempts.append(bare, [], () => ({
    events: [submittedEvent(now, actor, "student")],
    result: undefined,
  }));
  return bare;
}

Deno.test(
  "a start that MongoDB leaves in the middle goes on when it is back, grades what waited, and logs no fault",
  {
    ...onMongo,
    sanitizeOps: false,
    sanitizeResources: false,
  },
  () =>
    withDeadMongo(async ({ proxy, env }, [db]) => {
      await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
      await prepare(connection.db, LAYOUTS);
      const stores = mongoStores(connection.db);
      const { id, schoolId } = await handedInUngraded(stores);
      // Each question to the store takes so long that what comes after it is reached is under way when it goes.
      await proxy.setMode({ kind: "slow", ms: 200 });
      await using app = await serverProcess({ env: env(db) });
      await until(async () => !(await readiness(app)).reasons.some((it) => it.includes("mongodb")));
      await proxy.setMode({ kind: "refuse" });
      await app.printed(/"name":"(grading at )?start","state":"waiting"/);
      await proxy.setMode({ kind: "pass" });
      await until(async () => await stores.tables.grades.find({ schoolId, id }) !== null);
      assert.doesNotMatch(app.output(), /"event":"fault"/);
    }),
);

Deno.test("the product ends when MongoDB appears and holds another deployment's data", {
  ...onMongo,
  sanitizeOps: false,
  sanitizeResources: false,
}, () =>
  withDeadMongo(async ({ proxy, env }, [ours, others]) => {
    await proxy.setMode({ kind: "pass" });
    const dataDir = await Deno.makeTempDir({ prefix: "plp-dead-" });
    for (const it of [{ env: env(ours), dataDir }, { env: env(others) }]) {
      await using app = await serverProcess(it);
      await until(async () => !(await readiness(app)).reasons.some((it) => it.includes("mongodb")));
      await app.stop();
    }
    await proxy.setMode({ kind: "refuse" });
    await using app = await serverProcess({ env: env(others), dataDir });
    assert.equal((await readiness(app)).state, "not_ready");
    await proxy.setMode({ kind: "pass" });
    assert.equal(await app.ended(), 1);
    assert.match(app.output(), /Cannot start: [^"]*another deployment/);
    await Deno.remove(dataDir, { recursive: true });
  }));

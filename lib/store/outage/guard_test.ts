import assert from "node:assert/strict";
import { Guard, type Health } from "./guard.ts";

class Lost extends Error {}

/** A guard whose dependency answers as `answer` says. */
function watched(answer: () => Promise<void>, everyMs = 5): { guard: Guard; changes: Health[] } {
  const changes: Health[] = [];
  const guard = new Guard(
    { name: "it", probe: answer, isOutage: (error) => error instanceof Lost },
    { now: Date.now, changed: (health) => changes.push(health), everyMs, probeMs: 30 },
  );
  return { guard, changes };
}

const never = () => new Promise<never>(() => {});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function until(what: () => boolean): Promise<void> {
  const late = performance.now() + 60_000;
  while (!what()) {
    assert.ok(performance.now() < late, "it never came");
    await pause(2);
  }
}

Deno.test("Guard.run() refuses everything until the dependency was reached", async () => {
  const { guard } = watched(() => Promise.resolve());
  await assert.rejects(guard.run(() => Promise.resolve(1)), { reason: "outage" });
  assert.equal(guard.health.state, "connecting");
  await guard.ask();
  assert.equal(await guard.run(() => Promise.resolve(1)), 1);
});

Deno.test("Guard.run() passes on what is no outage, and counts it for nothing", async () => {
  const { guard } = watched(() => Promise.resolve());
  await guard.ask();
  for (let i = 0; i < 20; i++) {
    await assert.rejects(guard.run(() => Promise.reject(new Error("no"))), { message: "no" });
  }
  assert.ok(guard.isUp);
});

Deno.test("Guard.run() opens after five outages in a row, and calls nothing then", async () => {
  const { guard, changes } = watched(() => Promise.resolve());
  await guard.ask();
  let calls = 0;
  const fail = () => {
    calls++;
    return Promise.reject(new Lost());
  };
  for (let i = 0; i < 8; i++) await assert.rejects(guard.run(fail), { code: "unavailable" });
  assert.equal(calls, 5);
  assert.equal(guard.health.state, "down");
  assert.deepEqual(changes.map(({ state }) => state), ["up", "down"]);
  await guard.ask();
  assert.equal(await guard.run(() => Promise.resolve(2)), 2);
});

Deno.test("a Guard notices silence, rejects what is under way, and comes back by itself", async () => {
  let silent = false;
  const { guard } = watched(() => silent ? never() : Promise.resolve());
  assert.equal(await guard.start(), true);
  silent = true;
  await assert.rejects(guard.run(never), { reason: "outage" });
  assert.equal(guard.health.state, "down");
  assert.equal(guard.health.problem, "No answer in time");
  silent = false;
  await until(() => guard.isUp);
  await guard.stop();
});

Deno.test("a Guard takes a server for busy that answers calls, and for silent once it does not", async () => {
  let silent = false;
  const { guard, changes } = watched(() => silent ? never() : Promise.resolve());
  await guard.start();
  silent = true;
  const until300 = performance.now() + 300;
  while (performance.now() < until300) {
    await guard.run(() => pause(2));
  }
  assert.deepEqual(changes.map(({ state }) => state), ["up"]);
  await until(() => !guard.isUp);
  await guard.stop();
});

Deno.test("a Guard that never reached anything says so", async () => {
  const { guard } = watched(() => Promise.reject(new Lost("at 10.0.0.1:27017")));
  assert.equal(await guard.start(), false);
  await guard.stop();
  assert.equal(guard.health.state, "connecting");
});

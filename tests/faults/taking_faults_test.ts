import assert from "node:assert/strict";
import type { Stores } from "../../lib/process/assemble.ts";
import { attemptsOf } from "../../lib/attempts/store.ts";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { PLACES, type StorePlace } from "../engines/store_place.ts";
import { inspect } from "./inspect.ts";
import { seeded, wait } from "./random.ts";
import { signedInClass } from "./signed_in_class.ts";
import { sit, type SittingRecord } from "./sitting.ts";

const ATTEMPTS = Number(Deno.env.get("FAULT_ATTEMPTS") ?? "200");
const AT_ONCE = 32;
const SEED = Number(Deno.env.get("FAULT_SEED") ?? "20261123");
/** Between two kills of the server, milliseconds. */
const KILL_EVERY_MS = 2_500;
/** When the test of those whose browser is gone closes, milliseconds. */
const SWEPT_AFTER_MS = 1_000 * Number(Deno.env.get("FAULT_CLOSES_S") ?? "60");

/** Every tenth or so writes and never comes back; these go first. */
function isGone(i: number): boolean {
  return i < ATTEMPTS / 10;
}

for (const { name, options, open } of PLACES) {
  Deno.test(`nothing acknowledged is lost or doubled, whatever fails ${name}`, {
    ...options,
    timeout: 10 * 60_000,
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using place = await open();
    const records = await sitAll(place);
    await place.within((it) => checkStored(it, records));
  });
}

/** Everybody's test, while the server is killed now and then. */
async function sitAll(place: StorePlace): Promise<SittingRecord[]> {
  const cookies = await prepare(place);
  const records: SittingRecord[] = [];
  {
    await using server = await serverProcess(place);
    const headers = (i: number) => ({ cookie: cookies[i]!, origin: server.url });
    let next = 0;
    const worker = async () => {
      while (next < ATTEMPTS) {
        const i = next++;
        const random = seeded(SEED + i);
        records.push(
          await sit({
            random,
            url: server.url,
            assignmentId: isGone(i) ? "assign2" : "assign1",
            headers: headers(i),
            steps: 20 + random.below(25),
            handsIn: !isGone(i),
          }),
        );
      }
    };
    const writing = Promise.all(Array.from({ length: AT_ONCE }, worker));
    const killed = killNowAndThen(server, () => records.length < ATTEMPTS * 0.9);
    await writing;
    assert.ok(await killed > 0, "the server was killed");
    await sweptUp(server, records);
    await server.stop();
  }
  return records;
}

async function checkStored(
  { attempts }: Stores,
  records: readonly SittingRecord[],
): Promise<void> {
  const all = await Promise.all(
    ["assign1", "assign2"].map((id) => attemptsOf(attempts, { schoolId: "s1", id })),
  );
  assert.equal(all.flat().length, ATTEMPTS, "one attempt per student");
  assert.equal(records.length, ATTEMPTS);
  assert.ok(records.some(({ otherDevices }) => otherDevices));
  assert.ok(records.reduce((n, { acked }) => n + acked.size, 0) > ATTEMPTS * 5);
  for (const record of records) {
    await inspect(attempts, record).catch((error) => {
      throw new Error(`Attempt ${record.attemptId}: ${error.message}`, { cause: error });
    });
  }
}

/** A class with two tests: one to hand in, and one that closes on those who are gone. @returns Each one's cookie. */
async function prepare(place: StorePlace): Promise<string[]> {
  const closing = { id: "assign2", limitMs: null, graceMs: 1_000 };
  const { secrets } = await place.within((it) =>
    signedInClass(it, ATTEMPTS, [{ ...closing, closesAt: Date.now() + SWEPT_AFTER_MS }])
  );
  return secrets.map((secret) => `plp_session=${secret}`);
}

async function killNowAndThen(server: ServerProcess, goesOn: () => boolean): Promise<number> {
  let kills = 0;
  while (goesOn()) {
    await wait(KILL_EVERY_MS);
    await server.kill();
    kills++;
    await server.start();
  }
  return kills;
}

/** Waits until the sweeper handed in what nobody did. */
async function sweptUp(
  server: ServerProcess,
  records: readonly SittingRecord[],
): Promise<void> {
  const gone = records.filter(({ receipt }) => receipt === null).length;
  assert.ok(gone > 0);
  const giveUp = performance.now() + 60_000;
  while (handedInBySweeper(server) < gone && performance.now() < giveUp) await wait(500);
}

function handedInBySweeper(server: ServerProcess): number {
  const counts = [...server.output().matchAll(/"event":"sweep","handedIn":(\d+)/g)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

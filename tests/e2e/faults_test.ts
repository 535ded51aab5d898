import assert from "node:assert/strict";
import { allEvents, attemptsOf, type AttemptStore } from "../../lib/attempts/store.ts";
import { inspect, responses } from "../faults/inspect.ts";
import { seeded, wait } from "../faults/random.ts";
import { signedInClass } from "../faults/signed_in_class.ts";
import { sameResponse } from "../faults/sitting.ts";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { PLACES } from "../engines/store_place.ts";
import { BROWSER_TEST, LAPTOP, PHONE, type TestBrowser, testBrowser } from "./browser.ts";
import { type Held, PaperPage } from "./paper_page.ts";

const ATTEMPTS = 20;
const AT_ONCE = 5;
const STEPS = 10;
const SEED = Number(Deno.env.get("FAULT_SEED") ?? "20261124");
/** Between two kills of the server, milliseconds. */
const KILL_EVERY_MS = 15_000;

interface Sat {
  attemptId: string;
  history: ReadonlyMap<string, readonly Held[]>;
}

Deno.test("in Chromium nothing is lost that the page called saved", BROWSER_TEST, async () => {
  await using place = await PLACES[0].open();
  const { secrets } = await place.within((it) => signedInClass(it, ATTEMPTS));
  const sittings: Sat[] = [];
  {
    await using server = await serverProcess(place);
    await using browser = await testBrowser();
    let next = 0;
    const worker = async () => {
      while (next < ATTEMPTS) {
        const i = next++;
        sittings.push(await sit(browser, server, { seed: SEED + i, secret: secrets[i]! }));
      }
    };
    const writing = Promise.all(Array.from({ length: AT_ONCE }, worker));
    const kills = killNowAndThen(server, () => next < ATTEMPTS);
    await writing;
    assert.ok(await kills > 0, "the server was killed");
    await server.stop();
    const network = /net::ERR|Failed to load resource|WebSocket connection/;
    assert.deepEqual(browser.complaints.filter((it) => !network.test(it)), []);
  }
  await place.within(async ({ attempts }) => {
    const all = await attemptsOf(attempts, { schoolId: "s1", id: "assign1" });
    assert.equal(all.length, ATTEMPTS, "one attempt per student");
    assert.equal(sittings.length, ATTEMPTS);
    let saved = 0;
    for (const sat of sittings) saved += await compare(attempts, sat);
    assert.ok(saved > ATTEMPTS * 2, `${saved} answers were called saved`);
  });
});

async function sit(
  browser: TestBrowser,
  { url }: ServerProcess,
  { seed, secret }: { seed: number; secret: string },
): Promise<Sat> {
  const random = seeded(seed);
  const page = await browser.page(random.chance(0.5) ? PHONE : LAPTOP);
  const context = page.context();
  await context.addCookies([{ name: "plp_session", value: secret, url }]);
  const student = new PaperPage(page, random);
  const attemptId = await student.start(`${url}/assignments/assign1`);
  for (let i = 0; i < STEPS; i++) await student.step();
  await student.handIn();
  await context.close();
  return { attemptId, history: student.history };
}

async function killNowAndThen(server: ServerProcess, goesOn: () => boolean): Promise<number> {
  for (let kills = 0;; kills++) {
    await wait(KILL_EVERY_MS);
    if (!goesOn()) return kills;
    await server.kill();
    await wait(1_000);
    await server.start();
  }
}

/** @returns How many answers were called saved; all of them were found. */
async function compare(store: AttemptStore, { attemptId, history }: Sat): Promise<number> {
  await inspect(store, {
    attemptId,
    acked: new Map(),
    written: [],
    shown: null,
    receipt: null,
    otherDevices: false,
  });
  const ref = { schoolId: "s1", id: attemptId };
  const logged = [...responses(await allEvents(store, ref)).values()];
  const answers = await store.answers(ref);
  let saved = 0;
  for (const [slotId, held] of history) {
    for (const { response } of held.filter((it) => it.saved)) {
      const kept = logged.some((it) => it.slotId === slotId && sameResponse(it.response, response));
      assert.ok(kept, `${attemptId} ${slotId}: ${JSON.stringify(response)} was called saved`);
      saved++;
    }
    const since = held.slice(Math.max(0, held.findLastIndex((it) => it.saved)));
    const handedIn = answers.get(slotId)?.response ?? null;
    const known = held.length === 0 ||
      since.some(({ response }) => sameResponse(response, handedIn));
    assert.ok(
      known,
      `${attemptId} ${slotId}: handed in ${JSON.stringify(handedIn)} of ${JSON.stringify(held)}`,
    );
  }
  return saved;
}

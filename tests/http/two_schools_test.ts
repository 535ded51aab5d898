import assert from "node:assert/strict";
import { CLOSE } from "../../lib/model/live/live.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { type Operation, OPERATIONS, send } from "../worlds/operations.ts";
import { formPost } from "../worlds/people_world.ts";
import { OPEN, pathsIn, routesOf } from "../worlds/known_paths.ts";
import { openSocket } from "../worlds/socket_client.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import {
  difference,
  heardOf,
  keptOf,
  markOf,
  personOf,
  signInAs,
  TWIN,
  twoSchools,
} from "../worlds/two_schools.ts";

/** What is only asked, and what nobody is signed in for. */
const CHANGES_NOTHING = new Set([
  "POST /api/receipts/verify",
  "POST /api/tests/preview",
  "POST /api/questions/convert",
  "POST /api/questions/:id/try",
  "POST /api/questions/:id/choose",
  "POST /api/tests/:id/slots/:slotId/choose",
  "POST /schools/new",
  "POST /setup",
]);

async function headersOf(
  test: TestApp,
  schoolId: string,
  who: string | null,
): Promise<Record<string, string>> {
  return who === null ? {} : (await signInAs(test, await personOf(test, schoolId, who))).headers;
}

Deno.test("every operation of one school leaves a school with the same ids as it was", async (t) => {
  using test = await testApp();
  await twoSchools(test);
  const acts = routesOf(test, (method) => method !== "GET" && method !== "ALL");
  assert.deepEqual([...new Set(OPERATIONS.map(({ route }) => route))].sort(), acts);
  const signedIn = new Set(OPERATIONS.map(({ who }) => who).filter((who) => who !== null));
  for (const [mine, theirs] of [[TWIN, SCHOOL], [SCHOOL, TWIN]] as const) {
    for (const id of signedIn) await headersOf(test, theirs, id);
    const before = await keptOf(test, theirs);
    assert.ok(before.length > 100);
    const [heard, heardMine] = [await heardOf(test, theirs), await heardOf(test, mine)];
    for (const it of OPERATIONS) {
      await t.step(`${it.route} in ${mine}`, async () => {
        await succeeds(test, it, mine);
        assert.deepEqual(difference(before, await keptOf(test, theirs)), []);
        assert.equal(heard(), 0, "nothing of theirs is said to have changed");
      });
    }
    assert.ok(heardMine() > 10);
  }
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});

async function succeeds(test: TestApp, it: Operation, schoolId: string): Promise<void> {
  const headers = await headersOf(test, schoolId, it.who);
  const before = await keptOf(test, schoolId);
  const response = await send(test, it, { schoolId, headers });
  const text = await response.text();
  assert.ok(response.status < 400, `${response.status} ${text.slice(0, 300)}`);
  const changes = difference(before, await keptOf(test, schoolId)).length;
  assert.ok(changes > 0 || CHANGES_NOTHING.has(it.route), "it changed nothing");
}

/** For the administrator of the installation. */
const OF_ALL_SCHOOLS = new Set(["/schools"]);
Deno.test("what one reads is of one's own school, also where another has the same ids", async (t) => {
  using test = await testApp();
  await twoSchools(test);
  for (const id of ["t1", "office", "st1"]) await headersOf(test, SCHOOL, id);
  const before = await keptOf(test, SCHOOL);
  const pathOf = await pathsIn(test, TWIN);
  const people = ["t1", "office", "head", "st1", "st8", "p1", "admin"];
  const who = await Promise.all(people.map((id) => headersOf(test, TWIN, id)));
  const routes = routesOf(test, (method) => method === "GET").map((it) => it.split(" ")[1]!)
    .filter((it) => !OPEN.has(it));
  for (const route of routes) {
    await t.step(`GET ${route}`, async () => {
      let shown = 0;
      for (const headers of who) {
        const response = await test.app.request(pathOf(route), {
          headers: { ...headers, accept: "text/html" },
        });
        const text = await response.text();
        assert.ok(response.status < 500, `${response.status} ${text.slice(0, 200)}`);
        const isOurs = OF_ALL_SCHOOLS.has(route) || !text.includes(markOf(SCHOOL));
        assert.ok(isOurs, `${pathOf(route)} shows the other school`);
        if (response.status < 400) shown++;
      }
      assert.ok(shown > 0, `${pathOf(route)} was shown to nobody`);
    });
  }
  assert.deepEqual(difference(before, await keptOf(test, SCHOOL)), []);
});

Deno.test("whoever uses up a limit leaves the limit of a namesake in another school alone", {
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  using test = await testApp({ limits: "person=20/60,passwordReset=1/60" });
  await twoSchools(test);
  const statusOf = async (schoolId: string, who: string, path: string, init: RequestInit = {}) => {
    const headers = { ...init.headers, ...await headersOf(test, schoolId, who) };
    const response = await test.app.request(path, { ...init, headers });
    await response.body?.cancel();
    return response.status;
  };
  const again = async (schoolId: string) => {
    const reset = formPost({}, {});
    return await statusOf(schoolId, "office", "/people/t5/password", reset);
  };
  assert.deepEqual([await again(TWIN), await again(TWIN)], [200, 429]);
  assert.equal(await again(SCHOOL), 200);
  for (const who of ["t1", "office", "st1"]) {
    let last = 200;
    for (let n = 0; n < 21; n++) last = await statusOf(TWIN, who, "/api/session");
    assert.equal(last, 429, who);
    assert.equal(await statusOf(SCHOOL, who, "/api/session"), 200, who);
  }
  assert.equal(
    await statusOf(SCHOOL, "admin", "/api/session"),
    200,
    "the installation counts as one",
  );
});

Deno.test("five sockets of one person leave those of a namesake in another school open", {
  timeout: 120_000,
}, async () => {
  using test = await testApp();
  await twoSchools(test);
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    test.app.fetch,
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const open = async (schoolId: string) =>
    await openSocket(url, { ...await headersOf(test, schoolId, "st4"), origin: url });
  await using theirs = await open(SCHOOL);
  const first = await open(TWIN);
  for (let n = 0; n < 5; n++) await open(TWIN);
  assert.equal(await first.closed, CLOSE.tooManySockets, "one's own oldest is closed");
  assert.equal(test.deps.hub.size, 6);
  theirs.say({ type: "attempt.open", ref: "a", attemptId: "at-st4" });
  assert.equal((await theirs.next("attempt.state")).attemptId, "at-st4");
  test.deps.hub.drain();
});

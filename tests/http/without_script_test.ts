import assert from "node:assert/strict";
import { pathsIn, routesOf } from "../worlds/known_paths.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { formPost } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";

async function staff(test: TestApp, who = "t1"): Promise<Record<string, string>> {
  const { headers } = await signInAs(test, await personOf(test, SCHOOL, who));
  return { ...headers, accept: "text/html" };
}

const ref = (id: string) => ({ schoolId: SCHOOL, id });

/** The fields of the page's only form that changes something, and where it goes. */
function formOf(html: string): { action: string; fields: Record<string, string> } {
  const forms = [
    ...html.matchAll(/<form[^>]*action="(\/assignments\/[^"]*)"[^>]*>(.*?)<\/form>/gs),
  ];
  assert.equal(forms.length, 1);
  const [, action = "", inside = ""] = forms[0]!;
  const inputs = inside.matchAll(/name="([^"]*)" value="([^"]*)"/g);
  return {
    action,
    fields: Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value])),
  };
}

Deno.test("a teacher without script ends a test for everyone, and is asked first", async () => {
  using test = await testApp();
  await operationsWorld(test);
  const headers = await staff(test);
  const get = async (path: string) => await (await test.app.request(path, { headers })).text();
  const noScript = /<noscript>(.*?)<\/noscript>/s.exec(await get("/assignments/as1/room"));
  assert.ok(noScript?.[1]?.includes('href="/assignments/as1/end"'));

  const before = await test.deps.tables.assignments.find(ref("as1"));
  const question = await get("/assignments/as1/end");
  assert.match(question, /for \d+ students?\?/);
  assert.match(question, /handed in at once\. Nobody can start any more/);
  assert.deepEqual(await test.deps.tables.assignments.find(ref("as1")), before, "only asked");

  const { action, fields } = formOf(question);
  const bare = await test.app.request(action, formPost({}, headers));
  assert.equal(bare.status, 400);
  for (let n = 0; n < 2; n++) {
    const done = await test.app.request(action, formPost(fields, headers));
    assert.equal(done.status, 303, await done.text());
    const room = await get(done.headers.get("location")!);
    assert.match(room, /The test has ended\./);
    assert.ok(!room.includes('href="/assignments/as1/end"'));
  }
  const after = (await test.deps.tables.assignments.find(ref("as1")))!;
  assert.notEqual(after.closedAt, null);
  const ends = after.room.entries.filter(({ kind }) => kind === "end");
  assert.equal(ends.length, 1, "the same form sent twice ends it once");
  const student = await staff(test, "st4");
  assert.equal((await test.app.request("/assignments/as1/end", { headers: student })).status, 403);
});

Deno.test("cancelling a test asks on a page of its own", async () => {
  using test = await testApp();
  await operationsWorld(test);
  const headers = await staff(test);
  const get = async (path: string) => await (await test.app.request(path, { headers })).text();
  assert.match(await get("/assignments/as4/settings"), /href="\/assignments\/as4\/cancel"/);
  const question = await get("/assignments/as4/cancel");
  assert.match(question, /Cancel .* for \d+ students?\?/);
  assert.match(question, /This cannot be taken back/);
  assert.equal((await test.deps.tables.assignments.find(ref("as4")))?.cancelledAt, null);
  const { action, fields } = formOf(question);
  const done = await test.app.request(action, formPost(fields, headers));
  assert.equal(done.headers.get("location"), "/assignments/as4/settings?done=cancelled");
});

Deno.test("no page asks in a dialog alone before it sends a form", async () => {
  using test = await testApp();
  await operationsWorld(test);
  const fill = await pathsIn(test, SCHOOL);
  let pages = 0;
  for (const who of ["t1", "office", "st4"]) {
    const headers = await staff(test, who);
    for (const route of routesOf(test, (method) => method === "GET")) {
      const path = route.slice("GET ".length);
      if (path.startsWith("/api/") || path === "/ws") continue;
      const response = await test.app.request(fill(path), { headers });
      const html = await response.text();
      if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
      pages++;
      for (const [dialog] of html.matchAll(/<dialog.*?<\/dialog>/gs)) {
        assert.ok(!dialog.includes('method="post"'), `${path} sends a form from a dialog`);
      }
    }
  }
  assert.ok(pages > 100, `${pages} pages`);
});

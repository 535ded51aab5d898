import assert from "node:assert/strict";
import { aWorld } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";

interface Sent {
  path?: string;
  type?: string;
  body: BodyInit;
}

/** As the office. */
async function post(
  test: TestApp,
  headers: Record<string, string>,
  { path = "/api/people", type = "application/json", body }: Sent,
): Promise<{ status: number; title: string }> {
  const sent = { ...headers, "content-type": type };
  const answer = await test.app.request(path, { method: "POST", headers: sent, body });
  const text = await answer.text();
  return { status: answer.status, title: text.startsWith("{") ? JSON.parse(text).title : text };
}

function stream(...parts: (Uint8Array | "never")[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === "never") return new Promise(() => {});
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}

const utf8 = (text: string) => new TextEncoder().encode(text);
/** `{"name":"?","role":"student"}` with a byte that no UTF-8 has in place of the question mark. */
const BROKEN = utf8('{"name":"\0","role":"student"}').map((byte) => byte === 0 ? 0xff : byte);

Deno.test("bodies", async (t) => {
  using test = await testApp({ bodyMs: 50 });
  const { office } = await aWorld(test);
  const headers = await test.as(office);
  const people = async () => await test.deps.tables.people.count("byName", "school-a", []);
  const before = await people();

  await t.step("one that stops arriving is answered with 408", async () => {
    const body = stream(utf8('{"name":"A'), "never");
    assert.equal((await post(test, headers, { body })).status, 408);
  });

  await t.step("one that arrives in parts is read whole", async () => {
    const body = stream(utf8('{"name":"Anna '), utf8('Zimmer","role":"student"}'));
    assert.equal((await post(test, headers, { body })).status, 201);
    assert.equal(await people(), before + 1);
  });

  await t.step("one in parts that passes the limit is answered with 413", async () => {
    const part = new Uint8Array(300_000).fill(32);
    const body = stream(part, part, part, part, "never");
    assert.equal((await post(test, headers, { body })).status, 413);
  });

  const form = "application/x-www-form-urlencoded";
  const cases: [name: string, sent: Sent][] = [
    ["JSON", { body: BROKEN }],
    ["a form's bytes", {
      path: "/settings/subjects",
      type: form,
      body: new Uint8Array([110, 61, 255]),
    }],
    ["a form's escapes", { path: "/settings/subjects", type: form, body: "name=%ff%fe" }],
    ["half a character in a form", { path: "/settings/subjects", type: form, body: "name=%e2%82" }],
    ["an address", { path: "/api/people?q=%c3", body: "{}" }],
  ];
  for (const [name, sent] of cases) {
    await t.step(`bytes that are no UTF-8 are refused and not replaced: ${name}`, async () => {
      const { status, title } = await post(test, headers, sent);
      assert.deepEqual([status, /UTF-8/.test(title)], [400, true]);
    });
  }

  await t.step("what is UTF-8 passes: a form with escapes and signs of every length", async () => {
    const fields = new URLSearchParams({
      name: "Élan €100 % हिन्दी 😀",
      once: "a".repeat(20),
      id: "",
    });
    const sent = { path: "/settings/subjects", type: form, body: fields.toString() };
    assert.equal((await post(test, headers, sent)).status, 303);
    const { items } = await test.deps.tables.subjects.list("all", "school-a", []);
    assert.ok(items.some((it) => it.name === "Élan €100 % हिन्दी 😀"));
  });
});

import assert from "node:assert/strict";
import { request, requestJson } from "./request.ts";

const ASKED = { method: "POST", body: "{}" };
const never = () => new Promise<never>(() => {});
const answers = (response: Response) => () => Promise.resolve(response);

/** A body that stops in the middle. */
function half(): Response {
  return new Response(
    new ReadableStream({ start: (it) => it.enqueue(new TextEncoder().encode('{"a"')) }),
  );
}

const LOST: Record<string, typeof fetch> = {
  "never answers": never,
  "answers half": () => Promise.resolve(half()),
  "refuses": () => Promise.reject(new TypeError("refused")),
  "throws": () => {
    throw new TypeError("broken");
  },
};

for (const [how, send] of Object.entries(LOST)) {
  Deno.test(`request() comes to an end when the network ${how}`, { timeout: 5_000 }, async () => {
    assert.equal(await request("/x", ASKED, { ms: 30, send }), null);
  });
}

Deno.test("request() stops what it no longer waits for, but not what outlives the page", async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const send: typeof fetch = (_, asked) => {
    signals.push(asked?.signal);
    return never();
  };
  await request("/x", ASKED, { ms: 10, send });
  await request("/x", { ...ASKED, keepalive: true }, { ms: 10, send });
  assert.deepEqual(signals.map((it) => it?.aborted), [true, undefined]);
});

Deno.test("requestJson() reads answers and refusals, and takes no success that it cannot read", async () => {
  const said = async (response: Response) => {
    const heard = await requestJson("/x", ASKED, { send: answers(response) });
    return heard && [heard.status, heard.ok, heard.body];
  };
  assert.deepEqual(await said(Response.json({ a: 1 })), [200, true, { a: 1 }]);
  assert.deepEqual(await said(new Response(null, { status: 204 })), [204, true, null]);
  assert.deepEqual(await said(Response.json({ code: "rate" }, { status: 429 })), [
    429,
    false,
    { code: "rate" },
  ]);
  assert.deepEqual(await said(new Response("<html>", { status: 502 })), [502, false, null]);
  assert.equal(await said(new Response("<html>")), null);
});

import assert from "node:assert/strict";
import { withReload } from "./dev_reload.ts";

const INFO = {} as Deno.ServeHandlerInfo;
const page = (headers: Record<string, string>) => () =>
  Promise.resolve(new Response("<p>a</p>", { headers }));

Deno.test("withReload() adds its script to pages by their nonce, and to nothing else", async () => {
  const policy = { "content-security-policy": "script-src 'self' 'nonce-abc'" };
  const html = { "content-type": "text/html; charset=utf-8", ...policy };
  const get = async (headers: Record<string, string>, path = "/") => {
    const request = new Request(`http://localhost${path}`);
    return await (await withReload(page(headers), "s1")(request, INFO)).text();
  };
  assert.match(await get(html), /^<p>a<\/p><script nonce="abc">.*"s1"/s);
  assert.equal(await get({ "content-type": "application/json", ...policy }), "<p>a</p>");
  assert.equal(await get({ "content-type": "text/html" }), "<p>a</p>");
  assert.equal(await get(html, "/dev/start"), "s1");
});

Deno.test("withReload() asks for pages that are not compressed", async () => {
  let accepted: string | null = "";
  const handler = withReload((request) => {
    accepted = request.headers.get("accept-encoding");
    return new Response("");
  }, "s1");
  await handler(new Request("http://localhost/", { headers: { "accept-encoding": "gzip" } }), INFO);
  assert.equal(accepted, null);
});

import assert from "node:assert/strict";
import { type TestApp, testApp } from "./test_app.ts";

/** A probe that changes nothing: any POST passes or fails the guards before the router says not found. */
async function post(
  test: TestApp,
  headers: Record<string, string>,
): Promise<{ status: number; code: string }> {
  const response = await test.app.request("http://localhost/api/nothing", {
    method: "POST",
    headers: { host: "localhost", ...headers },
  });
  return { status: response.status, code: (await response.json()).code };
}

Deno.test("unsafe requests pass only from our own pages", async (t) => {
  using test = await testApp();
  const cookie = { cookie: "plp_session=x" };
  const cases: [name: string, headers: Record<string, string>, passes: boolean][] = [
    ["same-origin fetch", {
      ...cookie,
      "sec-fetch-site": "same-origin",
      origin: "http://localhost",
    }, true],
    ["same-origin without Origin", { ...cookie, "sec-fetch-site": "same-origin" }, true],
    ["old browser with our Origin", { ...cookie, origin: "http://localhost" }, true],
    ["program without a cookie", {}, true],
    ["cross-site form", {
      ...cookie,
      "sec-fetch-site": "cross-site",
      origin: "http://evil.example",
    }, false],
    ["cross-site JSON", {
      ...cookie,
      "sec-fetch-site": "cross-site",
      "content-type": "application/json",
    }, false],
    [
      "sibling site",
      { ...cookie, "sec-fetch-site": "same-site", origin: "http://other.localhost" },
      false,
    ],
    ["typed address", { ...cookie, "sec-fetch-site": "none" }, false],
    ["foreign Origin", { ...cookie, origin: "http://evil.example" }, false],
    ["opaque Origin", { ...cookie, origin: "null" }, false],
    ["Origin that begins like ours", { ...cookie, origin: "http://localhost.evil.example" }, false],
    ["another port", { ...cookie, origin: "http://localhost:81" }, false],
    ["cookie with neither header", cookie, false],
    ["claimed same-origin with a foreign Origin", {
      ...cookie,
      "sec-fetch-site": "same-origin",
      origin: "http://evil.example",
    }, false],
  ];
  for (const [name, headers, passes] of cases) {
    await t.step(name, async () => {
      const { status, code } = await post(test, headers);
      if (passes) assert.equal(status, 404, code);
      else assert.deepEqual([status, code], [403, "forbidden/csrf"]);
    });
  }
});

Deno.test("every answer carries the security headers and its request id", async () => {
  using test = await testApp();
  const response = await test.app.request("/sign-in-nowhere", { headers: { accept: "text/html" } });
  const csp = response.headers.get("content-security-policy") ?? "";
  const html = await response.text();
  assert.match(csp, /default-src 'none'/);
  assert.doesNotMatch(csp, /unsafe/);
  assert.match(csp, /frame-ancestors 'none'/);
  assert.doesNotMatch(html, /\sstyle=/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(response.headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/);
});

Deno.test("an unknown /api path is a problem, an unknown page is a page, and a page wants sign-in first", async () => {
  using test = await testApp();
  const api = await test.app.request("/api/none", { headers: { accept: "text/html" } });
  assert.equal(api.status, 404);
  assert.equal(api.headers.get("content-type"), "application/problem+json");
  const home = await test.app.request("/", { headers: { accept: "text/html" } });
  assert.deepEqual([home.status, home.headers.get("location")], [302, "/sign-in"]);
});

Deno.test("a body above the limit is refused with 413", async () => {
  using test = await testApp();
  const response = await test.app.request("/api/none", {
    method: "POST",
    body: "x".repeat(1_100_000),
    headers: { "content-length": "1100000" },
  });
  assert.equal(response.status, 413);
});

Deno.test("one log line per request: the route's template, no query, no body", async () => {
  using test = await testApp();
  await test.app.request("/livez");
  await test.app.request("/assets/app-1234.css?secret=1");
  const lines = test.lines.filter(({ event }) => event === "request");
  assert.equal(lines.length, 1);
  assert.doesNotMatch(JSON.stringify(lines), /secret|1234/);
  assert.deepEqual(lines[0], {
    ...lines[0],
    method: "GET",
    route: "/assets/:file",
    status: 404,
    userId: null,
  });
});

Deno.test("probes answer before sessions and limits", async () => {
  using test = await testApp();
  assert.equal((await test.app.request("/livez")).status, 200);
  assert.equal((await test.app.request("/readyz")).status, 200);
});

Deno.test({
  name: "one address may ask often, not without end, and is told when to come back",
  // The limiter keeps a timer per address until the window ends.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    using test = await testApp({ limits: "school" });
    let refused: Response | null = null;
    for (let i = 0; i < 6_001; i++) refused = await test.app.request("/api/none");
    assert.equal(refused?.status, 429);
    assert.match(refused?.headers.get("retry-after") ?? "", /^\d+$/);
  },
});

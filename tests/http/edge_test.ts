import assert from "node:assert/strict";
import { createApp } from "../../app.ts";
import { MAX_BATCH_BYTES } from "../../lib/model/attempts/attempt_wire_schema.ts";
import { proxyList } from "../../routes/edge_guard.ts";
import { aWorld } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";

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

/** A body without a length, in chunks of 64 KiB. */
function chunked(bytes: number): RequestInit {
  let left = bytes;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(left, 65_536);
      if (size === 0) return controller.close();
      left -= size;
      controller.enqueue(new TextEncoder().encode(" ".repeat(size)));
    },
  });
  return { body };
}

/** Every route that takes a body, its parameters filled in. */
function unsafeRoutes({ app }: TestApp): { method: string; path: string }[] {
  const unsafe = app.routes.filter(({ method }) => ["POST", "PUT", "PATCH"].includes(method));
  const all = unsafe.map(({ method, path }) => ({ method, path: path.replace(/:\w+/g, "x") }));
  return all.filter((it, i) => all.findIndex((one) => isSame(one, it)) === i);
}

function isSame(one: { method: string; path: string }, it: { method: string; path: string }) {
  return one.method === it.method && one.path === it.path;
}

Deno.test("a body that comes in chunks has the limit of one with a length, on every route", async () => {
  using test = await testApp();
  const { student } = await aWorld(test);
  const routes = unsafeRoutes(test);
  assert.ok(routes.length > 80, String(routes.length));
  for (const { method, path } of routes) {
    const most = path === "/api/files"
      ? 11 * 1_048_576
      : path.endsWith("/events")
      ? MAX_BATCH_BYTES
      : 1_048_576;
    // Some of them end the session.
    const headers = { ...await test.as(student), "content-type": "application/json" };
    const sent = { method, headers, ...chunked(most + 1) };
    const response = await test.app.request(path, sent);
    assert.equal(response.status, 413, `${method} ${path}`);
    const within = await test.app.request(path, { method, headers, ...chunked(most) });
    assert.notEqual(within.status, 413, `${method} ${path} within`);
    const claimed = { ...headers, "content-length": String(most + 1) };
    const told = await test.app.request(path, { method, headers: claimed, body: "{}" });
    assert.equal(told.status, 413, `${method} ${path} with a length`);
  }
});

Deno.test("a path under another method is 405 with what it takes, on every page and API", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const signedIn = await test.as(office);
  const takenBy = new Map<string, Set<string>>();
  for (const { method, path } of test.app.routes) {
    if (method === "ALL") continue;
    const own = path.replace(/:\w+/g, "x");
    takenBy.set(own, (takenBy.get(own) ?? new Set()).add(method));
  }
  assert.ok(takenBy.size > 130, String(takenBy.size));
  for (const [path, methods] of takenBy) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (methods.has(method)) continue;
      const response = await test.app.request(path, { method, headers: signedIn });
      // "/people/new" is also "/people/:id", which takes more.
      if (response.status !== 405 && [...takenBy].some(([it]) => covers(it, path))) continue;
      assert.equal(response.status, 405, `${method} ${path}`);
      const allow = response.headers.get("allow")!.split(", ");
      for (const it of methods) assert.ok(allow.includes(it), `${path} takes ${it}: ${allow}`);
      assert.equal(allow.includes("HEAD"), allow.includes("GET"));
      assert.ok(!allow.includes(method));
      assert.equal((await response.json()).code, "method_not_allowed");
    }
  }
  const nowhere = await test.app.request("/nowhere", { method: "DELETE", headers: signedIn });
  assert.deepEqual([nowhere.status, nowhere.headers.get("allow")], [404, null]);
  const head = await test.app.request("/livez", { method: "HEAD" });
  assert.equal(head.status, 200);
  const probe = await test.app.request("/livez", { method: "POST" });
  assert.deepEqual([probe.status, probe.headers.get("allow")], [405, "GET, HEAD"]);
  const page = await test.app.request("/people/x", {
    method: "PUT",
    headers: { ...signedIn, accept: "text/html" },
  });
  assert.equal(page.status, 405);
  assert.match(page.headers.get("content-type")!, /text\/html/);
});

/** Whether a path with `x` in place of its parameters is also another one's. */
function covers(general: string, path: string): boolean {
  const [one, other] = [general.split("/"), path.split("/")];
  return general !== path && one.length === other.length &&
    one.every((part, i) => part === "x" || part === other[i]);
}

Deno.test("every 401 names how one signs in", async () => {
  using test = await testApp();
  await aWorld(test);
  const origin = { origin: "http://localhost" };
  const form = new URLSearchParams({ name: "nobody", password: "not this one" });
  const answers = [
    await test.app.request("/api/people"),
    await test.app.request("/api/test-attempts/x/events", { method: "POST", headers: origin }),
    await test.app.request("/account"),
    await test.app.request("/sign-in", { method: "POST", body: form, headers: origin }),
    await test.app.request("/ws", { headers: { ...origin, upgrade: "websocket" } }),
  ];
  for (const response of answers) {
    assert.equal(response.status, 401, response.url);
    assert.equal(response.headers.get("www-authenticate"), "Session");
  }
  const fine = await test.app.request("/sign-in");
  assert.equal(fine.headers.get("www-authenticate"), null);
});

Deno.test("HSTS is for this host alone unless its subdomains are named", async () => {
  using test = await testApp();
  const hsts = async (secure: boolean, hstsSubdomains: boolean) => {
    const app = createApp({ ...test.deps, secure, hstsSubdomains });
    return (await app.request("/sign-in")).headers.get("strict-transport-security");
  };
  assert.equal(await hsts(true, false), "max-age=31536000");
  assert.equal(await hsts(true, true), "max-age=31536000; includeSubDomains");
  assert.equal(await hsts(false, true), null);
});

Deno.test("strangers are counted by IPv4 address and by the /64 of an IPv6 address", async () => {
  using test = await testApp();
  const asked: [string, string][] = [];
  const limiter = {
    ...test.deps.limiter,
    take: (limit: string, key: string) => {
      asked.push([limit, key]);
      return Promise.resolve(async () => {});
    },
  };
  const app = createApp({ ...test.deps, limiter, proxies: proxyList(["10.0.0.0/8"]) });
  for (const address of ["2001:db8:1:2::9", "2001:db8:1:2:ffff::1", "::ffff:203.0.113.7"]) {
    await app.request("/api/none", { headers: { "x-forwarded-for": address } }, {
      remoteAddr: { transport: "tcp", hostname: "10.0.0.1", port: 1 },
    });
  }
  assert.deepEqual(asked, [
    ["address", "2001:db8:1:2::/64"],
    ["address", "2001:db8:1:2::/64"],
    ["address", "203.0.113.7"],
  ]);
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
  fn: async () => {
    using test = await testApp({ limits: "school" });
    let refused: Response | null = null;
    for (let i = 0; i < 6_001; i++) refused = await test.app.request("/api/none");
    assert.equal(refused?.status, 429);
    assert.match(refused?.headers.get("retry-after") ?? "", /^\d+$/);
  },
});

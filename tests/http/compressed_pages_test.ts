import { Hono } from "hono";
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { createApp } from "../../app.ts";
import type { AppEnv } from "../../routes/edge.tsx";
import { compressed } from "../../routes/edge_coding.ts";
import { proxyList } from "../../routes/edge_guard.ts";
import { pathsIn, routesOf } from "../worlds/known_paths.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { operationsWorld, PICTURE } from "../worlds/operations_world.ts";
import { formPost } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";

const PROXY = "10.1.1.1";
/** Differs from one answer to the next: ids of forms. */
const FRESH = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

interface Got {
  status: number;
  coding: string | null;
  vary: string | null;
  bytes: Uint8Array;
  headers: Headers;
}

interface Asked {
  accept: string | null;
  from?: string;
  init?: RequestInit;
  who?: string;
}

async function school(): Promise<
  { test: TestApp; get: (path: string, asked: Asked) => Promise<Got> }
> {
  const test = await testApp();
  await operationsWorld(test);
  const app = createApp({ ...test.deps, proxies: proxyList([PROXY]) });
  return {
    test,
    async get(path, { accept, from = "192.0.2.7", init = {}, who = "office" }) {
      const { headers } = await signInAs(test, await personOf(test, SCHOOL, who));
      const asked = new Headers({ accept: "text/html", ...headers, ...init.headers });
      if (accept !== null) asked.set("accept-encoding", accept);
      const remoteAddr = { hostname: from, port: 1, transport: "tcp" };
      const response = await app.request(path, { ...init, headers: asked }, { remoteAddr });
      return {
        status: response.status,
        coding: response.headers.get("content-encoding"),
        vary: response.headers.get("vary"),
        bytes: new Uint8Array(await response.arrayBuffer()),
        headers: response.headers,
      };
    },
  };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replaceAll(FRESH, "id");

Deno.test("a page and JSON are compressed for whom takes it, and are the same", async (t) => {
  const { test, get } = await school();
  using _ = test;
  for (const path of ["/people", "/openapi.json", "/people/none"]) {
    await t.step(path, async () => {
      const plain = await get(path, { accept: null });
      assert.equal(plain.coding, null);
      for (const accept of ["gzip, deflate, br, zstd", "*", "br;q=0, gzip;q=0.5", "GZIP"]) {
        const got = await get(path, { accept });
        assert.deepEqual([got.coding, got.vary], ["gzip", "accept-encoding"], accept);
        assert.equal(got.status, plain.status);
        assert.equal(textOf(gunzipSync(got.bytes)), textOf(plain.bytes));
        assert.ok(got.bytes.length < plain.bytes.length / 2);
        const names = (of: Got) => [...of.headers.keys()].filter((it) => it !== "content-encoding");
        assert.deepEqual(names(got), names(plain));
      }
      const refused = [
        "identity;q=1, *;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=0",
        "br",
        "*;q=0",
        "",
      ];
      for (const accept of refused) {
        const got = await get(path, { accept });
        assert.deepEqual([got.coding, got.vary], [null, "accept-encoding"], accept);
        assert.equal(textOf(got.bytes), textOf(plain.bytes));
      }
    });
  }

  await t.step("a trusted proxy gets it plain and compresses itself", async () => {
    const behind = await get("/people", { accept: "gzip", from: PROXY });
    assert.equal(behind.coding, null);
    assert.match(textOf(behind.bytes), /^<!doctype html>/);
    assert.equal((await get("/people", { accept: "gzip", from: "10.1.1.2" })).coding, "gzip");
  });

  await t.step("what is small goes out as it is", async () => {
    for (const path of ["/api/session", "/api/people"]) {
      const { coding, bytes, vary } = await get(path, { accept: "gzip" });
      assert.deepEqual([coding, vary], [null, "accept-encoding"]);
      assert.ok(JSON.parse(textOf(bytes)));
    }
  });

  await t.step("a page that shows a new password is not compressed", async () => {
    const init = formPost({}, {});
    const shown = await get("/people/t5/password", { accept: "gzip", init });
    assert.equal(shown.status, 200);
    assert.equal(shown.coding, null);
    assert.match(textOf(shown.bytes), /One-time password/);
  });
});

Deno.test("a picture keeps its bytes and its name, and is not sent again", async () => {
  const { test, get } = await school();
  using _ = test;
  const fileId = (await pathsIn(test, SCHOOL))("/files/:id").split("/").at(-1)!;
  const path = `/api/files/${fileId}`;
  const file = await get(path, { accept: "gzip", who: "t1" });
  assert.deepEqual([file.status, file.coding], [200, null]);
  assert.deepEqual(file.bytes.length, PICTURE.length);
  const headers = { "if-none-match": file.headers.get("etag")! };
  const again = await get(path, { accept: "gzip", who: "t1", init: { headers } });
  assert.deepEqual([again.status, again.coding, again.bytes.length], [304, null, 0]);
});

Deno.test("data that are named by their bytes keep them", async () => {
  const app = new Hono<AppEnv>().use(compressed());
  const rows = { rows: "x".repeat(20_000) };
  app.get("/named", (c) => c.json(rows, 200, { etag: '"a"' })).get("/rows", (c) => c.json(rows));
  const coding = async (path: string) => {
    const response = await app.request(path, { headers: { "accept-encoding": "gzip" } });
    await response.arrayBuffer();
    return response.headers.get("content-encoding");
  };
  assert.deepEqual([await coding("/named"), await coding("/rows")], [null, "gzip"]);
});

Deno.test("every page is the same, compressed or not", async () => {
  const { test, get } = await school();
  using _ = test;
  const fill = await pathsIn(test, SCHOOL);
  let compressed = 0;
  for (const route of routesOf(test, (method) => method === "GET")) {
    const path = route.slice("GET ".length);
    if (path === "/ws" || path === "/assets/:file") continue;
    const got = await get(fill(path), { accept: "gzip", who: "t1" });
    if (got.coding === null) {
      const isPage = got.headers.get("content-type")?.startsWith("text/html");
      const isSmall = got.bytes.length < (isPage ? 1_024 : 16_384);
      assert.ok(isSmall || got.headers.has("etag"), `${path} goes out plain`);
      continue;
    }
    assert.equal(got.coding, "gzip");
    assert.ok(gunzipSync(got.bytes).length >= 1_024, path);
    assert.equal(got.headers.has("content-security-policy"), true, path);
    compressed++;
  }
  assert.ok(compressed > 50, `${compressed} pages`);
});

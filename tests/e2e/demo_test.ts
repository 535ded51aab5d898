import assert from "node:assert/strict";
import { openStore } from "../../db/kv/open.ts";
import { listAll } from "../../lib/store/store.ts";
import { EMBEDDED } from "../processes/embedded.ts";
import { serverProcess } from "../processes/server_process.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const DEMO = { DEMO: "1" };

Deno.test("A first start in development", { timeout: 180_000 }, async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "plp-demo-" });

  await t.step("that is killed while the demo school is copied in leaves part of it", async () => {
    await killedWhileCopying(dataDir);
    using kv = await Deno.openKv(`${dataDir}/plp.kv`);
    assert.notEqual((await kv.get(["meta", "copying_school"])).value, null);
    assert.equal((await schoolKeys(kv)).length, 0);
  });

  await t.step("and begun again makes one whole school and prints its accounts", async () => {
    await using server = await serverProcess({ dataDir, env: DEMO });
    assert.match(server.output(), /"event":"seeded"/);
    await server.printed(/password is nilgiri-2026[^]*meera\.rao[^]*office/);
    const page = await (await fetch(`${server.url}/sign-in`)).text();
    assert.match(page, /Look around the demo school[^]*meera\.rao/);
    assert.equal((await signIn(server.url)).headers.get("location"), "/");
  });

  await t.step("is the only one that makes it", async () => {
    await using server = await serverProcess({ dataDir, env: DEMO });
    assert.doesNotMatch(server.output(), /"event":"seeded"/);
    await server.printed(/meera\.rao/);
    await server.stop();
    await using store = await openStore(dataDir);
    const [school, ...more] = await listAll(store.tables.schools, "all", "", []);
    assert.ok(school && more.length === 0);
    const students = await store.tables.people.count("byRole", school.id, ["student"]);
    assert.equal(students, 144);
    assert.equal(await strangeRows(store.kv, school.id), 0);
  });

  await t.step("cannot become production", async () => {
    const production = { APP_ENV: "production", PUBLIC_URL: "https://school.example", DEMO: "0" };
    await assert.rejects(
      serverProcess({ dataDir, env: { ...production, RATE_LIMITS: "school" } }),
      /holds the demo school, whose passwords everybody knows/,
    );
  });

  await Deno.remove(dataDir, { recursive: true });
});

/** Starts `main.ts` on an empty folder and ends it, as a power cut would, once the file grows. */
async function killedWhileCopying(dataDir: string): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "main.ts"],
    cwd: ROOT,
    env: { ...EMBEDDED, DATA_DIR: dataDir, PORT: "0", ...DEMO },
    stdout: "null",
    stderr: "null",
  }).spawn();
  while (await sizeOf(`${dataDir}/plp.kv-wal`) < 1_000_000) {
    await new Promise((done) => setTimeout(done, 2));
  }
  child.kill("SIGKILL");
  assert.equal((await child.status).signal, "SIGKILL");
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

async function schoolKeys(kv: Deno.Kv): Promise<Deno.KvKey[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: ["r", "schools"] }));
  return entries.map(({ key }) => key);
}

/** Rows of any other school. */
async function strangeRows(kv: Deno.Kv, schoolId: string): Promise<number> {
  let strange = 0;
  for await (const { key } of kv.list({ prefix: ["r"] }, { batchSize: 500 })) {
    if (key[2] !== schoolId) strange++;
  }
  return strange;
}

async function signIn(url: string): Promise<Response> {
  const response = await fetch(`${url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ name: "meera.rao", password: "nilgiri-2026", next: "" }),
  });
  await response.body?.cancel();
  return response;
}

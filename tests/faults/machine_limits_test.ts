import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { encodePng } from "../upgrade/picture.ts";
import { wait } from "./random.ts";

/** A disk of 24 MiB that only this process sees, mounted over the folder that `DATA_DIR` names. */
const SMALL_DISK = [
  "unshare",
  "--map-root-user",
  "--mount",
  "sh",
  "-c",
  'mount -t tmpfs -o size=24m none "$DATA_DIR" && exec "$@"',
  "sh",
];
const FEW_FILES = ["sh", "-c", 'ulimit -n 256 && exec "$@"', "sh"];

const options = {
  ignore: Deno.env.get("TEST_ALL") !== "1",
  timeout: 120_000,
  sanitizeOps: false,
  sanitizeResources: false,
};

Deno.test(
  "a full disk refuses what is new with 503, and all goes on once there is room",
  options,
  async () => {
    await using server = await serverProcess({ through: SMALL_DISK });
    const office = await setUp(server);
    const ballast = `/proc/${server.pid()}/root${server.dataDir}/ballast`;
    await fill(ballast);
    const kept: string[] = [];
    const refused = await uploadUntilRefused(server, office, kept);
    assert.equal(refused.status, 503);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.match((await refused.json()).title, /no room/);
    assert.deepEqual(await readiness(server), [200, "degraded", true]);
    for (const path of ["/", "/people", "/settings"]) {
      assert.equal((await fetch(`${server.url}${path}`, { headers: office })).status, 200, path);
    }
    await Deno.remove(ballast);
    await until(async () => (await readiness(server))[1] === "ready");
    assert.equal((await upload(server, office)).status, 201);
    for (const id of kept) {
      const file = await fetch(`${server.url}/api/files/${id}`, { headers: office });
      assert.equal(file.status, 200);
      await file.body?.cancel();
    }
    assert.doesNotMatch(server.output(), /"event":"fault"/);
  },
);

Deno.test(
  "a process that can open nothing more ends with a line and code 70",
  options,
  async () => {
    await using server = await serverProcess({ through: FEW_FILES });
    const open: Deno.Conn[] = [];
    const ended = server.ended();
    try {
      for (let i = 0; i < 400; i++) open.push(await Deno.connect({ port: server.port }));
    } catch (error) {
      assert.ok(
        error instanceof Deno.errors.ConnectionRefused ||
          error instanceof Deno.errors.ConnectionReset,
      );
    }
    assert.equal(await ended, 70);
    for (const connection of open) connection.close();
    assert.match(server.output(), /"event":"fault".*"where":"listener"/);
  },
);

Deno.test("a damaged file refuses the start in a sentence that names it", options, async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeFile(`${dir}/plp.kv`, randomBytes(8_192));
  await assert.rejects(serverProcess({ dataDir: dir }), (error: Error) => {
    const lines = error.message.trim().split("\n").slice(1);
    assert.equal(lines.length, 1, error.message);
    const { event, text } = JSON.parse(lines[0]!);
    assert.equal(event, "refused");
    assert.match(text, /plp\.kv: it is damaged .*docs\/STORES\.md/);
    return true;
  });
  await Deno.remove(dir, { recursive: true });
});

async function setUp(server: ServerProcess): Promise<Record<string, string>> {
  const body = new URLSearchParams({
    schoolName: "Hill School",
    timeZone: "Asia/Kolkata",
    locale: "en-IN",
    name: "Olga Fernandes",
    email: "office@hill.example",
    password: "quiet-river-42",
  });
  const headers = { origin: server.url };
  const init = { method: "POST", body, headers, redirect: "manual" } as const;
  const answer = await fetch(`${server.url}/setup`, init);
  assert.equal(answer.status, 303, await answer.text());
  return { ...headers, cookie: answer.headers.getSetCookie()[0]!.split(";")[0]! };
}

/** Leaves no byte free. */
async function fill(path: string): Promise<void> {
  await using file = await Deno.open(path, { write: true, create: true });
  for (let size = 65_536; size >= 1_024;) {
    try {
      await file.write(new Uint8Array(size));
    } catch (error) {
      if (!/os error 28/.test((error as Error).message)) throw error;
      size >>= 1;
    }
  }
}

function noise(): Uint8Array<ArrayBuffer> {
  const bytes = randomBytes(301 * 1_000);
  return encodePng(300, 1_000, (at) => bytes[at]!);
}

/** A PNG of noise, of some 300 KB. */
async function upload(
  { url }: ServerProcess,
  headers: Record<string, string>,
): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([noise()], "noise.png", { type: "image/png" }));
  return await fetch(`${url}/api/files`, { method: "POST", body, headers });
}

async function uploadUntilRefused(
  server: ServerProcess,
  headers: Record<string, string>,
  kept: string[],
): Promise<Response> {
  for (let i = 0; i < 40; i++) {
    const answer = await upload(server, headers);
    if (answer.status !== 201) return answer;
    kept.push((await answer.json()).id);
  }
  assert.fail("the disk never was full");
}

async function readiness({ url }: ServerProcess): Promise<[number, string, boolean]> {
  const answer = await fetch(`${url}/readyz`);
  const { state, reasons } = await answer.json();
  return [answer.status, state, reasons.some((it: string) => /disk .*takes nothing more/.test(it))];
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + 30_000;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, "in time");
    await wait(50);
  }
}

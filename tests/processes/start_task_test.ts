import assert from "node:assert/strict";
import { get } from "node:https";
import { connectMongo } from "../../db/mongo/connection.ts";
import { mongoUrl, onMongo, SETTINGS } from "../engines/mongo_server.ts";
import { onRedis, redisUrl, withPrefix } from "../engines/redis_server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const OFFICE = { email: "office@school.example", password: "a long walk to the sea 77" };

interface Started extends AsyncDisposable {
  output(): string;
  /** The flags that the server itself runs with. */
  flags(): Promise<string>;
  send(path: string, fields?: Record<string, string>): Promise<Response>;
}

/** `deno task start` as the README says it, until it listens. */
async function started(env: Record<string, string>): Promise<Started> {
  const tls = env["TLS_CERT_FILE"];
  const port = env["PORT"]!;
  const url = `http${tls ? "s" : ""}://localhost:${port}`;
  const { PATH = "", HOME = "", DENO_DIR = "" } = Deno.env.toObject();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "start"],
    cwd: ROOT,
    clearEnv: true,
    env: {
      ...{ PATH, HOME, ...(DENO_DIR && { DENO_DIR }) },
      ...{
        APP_ENV: "production",
        FIRST_RUN: "1",
        PUBLIC_URL: url,
        ...(!tls && { ALLOW_HTTP: "1" }),
      },
      ...env,
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const pumping = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  }));
  let code: number | null = null;
  const status = child.status.then((it) => code = it.code);
  const giveUp = performance.now() + 60_000;
  while (!text.includes('"event":"start"') && code === null && performance.now() < giveUp) {
    await new Promise((wait) => setTimeout(wait, 25));
  }
  let cookie = "";
  const server: Started = {
    output: () => text,
    async flags() {
      const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
      const lines = new TextDecoder().decode(stdout).split("\n");
      return lines.find((it) => it.includes(`:${port}`) && it.includes("server/main.js")) ?? "";
    },
    async send(path, fields) {
      const ask = () =>
        fetch(`${url}${path}`, {
          headers: { origin: url, accept: "text/html", ...(cookie && { cookie }) },
          redirect: "manual",
          ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
        });
      let response = await ask();
      // What a busy machine's store is late for is sent again, as the product asks for.
      for (let left = 50; path !== "/readyz" && response.status === 503 && left > 0; left--) {
        await response.body?.cancel();
        await new Promise((wait) => setTimeout(wait, 200));
        response = await ask();
      }
      for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0]!;
      await response.body?.cancel();
      return response;
    },
    async [Symbol.asyncDispose]() {
      if (code === null) child.kill("SIGTERM");
      await status;
      await pumping;
    },
  };
  if (text.includes('"event":"start"')) return server;
  await server[Symbol.asyncDispose]();
  throw new Error(`deno task start did not:\n${text}`);
}

function freePort(): string {
  using listener = Deno.listen({ port: 0 });
  return String((listener.addr as Deno.NetAddr).port);
}

/** What the log says once there is a store to set a school up in. */
async function setUpCode(server: Started): Promise<string> {
  const giveUp = performance.now() + 60_000;
  for (;;) {
    const code = /"code":"([^"]+)"/.exec(server.output())?.[1];
    if (code !== undefined) return code;
    if (performance.now() > giveUp) throw new Error(`No code to set up with:\n${server.output()}`);
    await new Promise((wait) => setTimeout(wait, 25));
  }
}

/** A store that is opened while pages say so is waited for. */
async function ready(server: Started): Promise<void> {
  const giveUp = performance.now() + 60_000;
  while ((await server.send("/readyz")).status !== 200) {
    if (performance.now() > giveUp) throw new Error(`Not ready:\n${server.output()}`);
    await new Promise((wait) => setTimeout(wait, 25));
  }
}

/** The certificate is one of tests, which no client trusts. */
function statusOverTls(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { rejectUnauthorized: false, agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    asked.on("error", reject);
  });
}

/** Sets a school up, which hashes a password, and comes back to it after a restart. */
async function works(env: Record<string, string>): Promise<void> {
  {
    await using server = await started(env);
    const code = await setUpCode(server);
    const school = {
      schoolName: "School",
      timeZone: "Asia/Kolkata",
      locale: "en-IN",
      name: "Olga",
    };
    const made = await server.send("/setup", { ...school, ...OFFICE, code });
    assert.equal(made.status, 303, server.output());
    assert.equal((await server.send("/people")).status, 200, server.output());
    const flags = await server.flags();
    assert.match(flags, /--allow-write=\S+data /, "it is the process that was found");
    assert.doesNotMatch(flags, / -A|--allow-all|--allow-run|--allow-[a-z]+ /);
  }
  await using server = await started({ ...env, FIRST_RUN: "" });
  await ready(server);
  const back = await server.send("/sign-in", { name: OFFICE.email, password: OFFICE.password });
  assert.equal(back.status, 303, server.output());
  assert.doesNotMatch(server.output(), /NotCapable|"event":"fault"/);
}

Deno.test("deno task start does all that the README says, with no permission it does not need", {
  ignore: Deno.build.os === "windows",
  timeout: 240_000,
}, async (t) => {
  const dir = await Deno.makeTempDir({ prefix: "plp-" });
  try {
    await t.step(
      "on the embedded store",
      () => works({ PORT: freePort(), DATA_DIR: `${dir}/one/data` }),
    );

    await t.step("with certificates of its own", async () => {
      const port = freePort();
      await using _server = await started({
        ...{ PORT: port, DATA_DIR: `${dir}/two/data` },
        TLS_CERT_FILE: `${ROOT}tests/tls/school_cert.pem`,
        TLS_KEY_FILE: `${ROOT}tests/tls/school_key.pem`,
      });
      assert.equal(await statusOverTls(`https://localhost:${port}/setup`), 200);
    });

    await t.step("a path that the shell would split is refused with a sentence", async () => {
      const env = { PORT: freePort(), DATA_DIR: `${dir}/my data` };
      await assert.rejects(started(env), /holds a blank or a comma. Choose a path without/);
    });

    await t.step({
      name: "on MongoDB and Redis, named in files of secrets",
      ignore: onMongo.ignore || onRedis.ignore,
      fn: () => withPrefix((prefix) => onStores(dir, prefix)),
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

async function onStores(dir: string, prefix: string): Promise<void> {
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  const secrets = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl() };
  const env: Record<string, string> = {
    ...{ PORT: freePort(), DATA_DIR: `${dir}/three/data`, MONGODB_DB: db, REDIS_PREFIX: prefix },
  };
  for (const [name, url] of Object.entries(secrets)) {
    env[`${name}_FILE`] = `${dir}/${name.toLowerCase()}`;
    await Deno.writeTextFile(`${dir}/${name.toLowerCase()}`, `${url}\n`);
  }
  try {
    await works(env);
  } finally {
    await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS });
    await connection.db.dropDatabase();
  }
}

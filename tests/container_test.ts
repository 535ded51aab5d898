import assert from "node:assert/strict";
import { Redis } from "ioredis";
import { connectMongo } from "../db/mongo/connection.ts";
import { storeHosts } from "../tools/permissions.ts";
import { buildImage, type Image } from "./image.ts";
import { type Changes, type ImageServer, startImage } from "./image_server.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "./mongo_server.ts";
import { onRedis, redisUrl, withPrefix } from "./redis_server.ts";

const OFFICE = { email: "office@hill.example", password: "quiet-river-42" };

/** A PNG of one pixel. */
const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

/** The set-up page of a new school, with the code from the log. */
async function setUp(server: ImageServer): Promise<void> {
  const code = await comes(() =>
    /"event":"set_up".*"code":"([^"]+)"/.exec(server.output())?.[1] ?? null
  );
  assert.ok(code, "the log names a set-up code");
  const school = { schoolName: "Hill School", timeZone: "Asia/Kolkata", locale: "en-IN" };
  const form = new URLSearchParams({ ...school, name: "Olga Fernandes", ...OFFICE, code });
  const answer = await server.send("/setup", form);
  assert.equal(answer.status, 303, await answer.text());
}

/** What `found` gives once it gives something; a store that is slow is waited for. `null` after half a minute. */
async function comes<T>(found: () => T | null | Promise<T | null>): Promise<T | null> {
  for (let left = 600; left > 0; left--) {
    const it = await found();
    if (it !== null) return it;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return null;
}

async function signIn(server: ImageServer): Promise<void> {
  const { email: name, password } = OFFICE;
  const wrong = await server.send(
    "/sign-in",
    new URLSearchParams({ name, password: "not-this-one-1" }),
  );
  assert.equal(wrong.status, 401);
  await wrong.body?.cancel();
  const answer = await server.send("/sign-in", new URLSearchParams({ name, password }));
  assert.equal(answer.status, 303, await answer.text());
  const home = await server.send("/");
  assert.equal(home.status, 200);
  assert.match(await home.text(), /Olga Fernandes/);
}

async function keepsFile(server: ImageServer): Promise<void> {
  const body = new FormData();
  body.set("file", new File([PIXEL], "pixel.png"));
  const sent = await server.send("/api/files", body);
  assert.equal(sent.status, 201, await sent.clone().text());
  const { id } = await sent.json();
  const back = await server.send(`/api/files/${id}`);
  assert.equal(back.status, 200);
  assert.deepEqual(new Uint8Array(await back.arrayBuffer()), PIXEL);
}

/** What a school does first, and again after a restart on the same data. */
async function works(t: Deno.TestContext, image: Image, changes: Changes): Promise<void> {
  await using server = await startImage(image, changes);
  await t.step("it is alive, as the image's own health check sees it", async () => {
    const answer = await server.send("/livez");
    assert.equal(answer.status, 200);
    await answer.body?.cancel();
    assert.equal(await server.healthy(), true);
    assert.equal(await comes(async () => await server.healthy("/readyz") || null), true);
    assert.equal(await server.healthy("/no-such-page"), false);
  });
  await t.step("someone sets the school up, signs in and uploads a picture", async () => {
    await setUp(server);
    server.signOut();
    await signIn(server);
    await keepsFile(server);
  });
  await t.step("it ends within 4 s when asked", async () => {
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    assert.ok(ms < 4_000, `${ms} ms`);
    assert.equal(await server.healthy(), false);
  });
  await t.step("it begins again with what it had", async () => {
    await using again = await startImage(image, {
      ...changes,
      env: { ...changes.env, FIRST_RUN: "" },
    });
    await signIn(again);
  });
}

/** What is said when one permission is taken away. */
const WITHOUT = {
  net: /Cannot start: Requires net access to \\"0\.0\.0\.0:\d+\\"/,
  read: /Cannot find native binding/,
  write: /Cannot start: Requires write access to \\"\S+\/data\\"/,
  // argon2 looks for its file elsewhere when NAPI_RS_NATIVE_LIBRARY_PATH reads as unset.
  env: /NotCapable: Requires sys access to "cpus"/,
  sys: /NotCapable: Requires sys access to "hostname"/,
  ffi: /Cannot find native binding/,
};

Deno.test(
  "the production image, built and run without an engine",
  { timeout: 240_000 },
  async (t) => {
    await using image = await buildImage();
    await t.step("on the embedded store", (t) => works(t, image, {}));

    for (const [kind, complaint] of Object.entries(WITHOUT)) {
      await t.step(`does not start without --allow-${kind}, and says what is missing`, async () => {
        await assert.rejects(startImage(image, { without: `--allow-${kind}=` }), complaint);
      });
    }

    await t.step({
      name: "on MongoDB and Redis, named in files of secrets",
      ignore: onMongo.ignore || onRedis.ignore,
      fn: (t) => withPrefix((prefix) => onStores(t, image, prefix)),
    });
  },
);

async function onStores(t: Deno.TestContext, image: Image, prefix: string): Promise<void> {
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  const urls = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl() };
  const env: Record<string, string> = {
    MONGODB_DB: db,
    REDIS_PREFIX: prefix,
    // The folder of the embedded store refuses another engine.
    DATA_DIR: `${image.root}/data/on_stores`,
  };
  for (const [name, url] of Object.entries(urls)) {
    env[`${name}_FILE`] = `${image.root}/run/secrets/${name.toLowerCase()}`;
    await Deno.writeTextFile(env[`${name}_FILE`]!, `${url}\n`);
  }
  const hosts = storeHosts(urls);
  assert.equal(hosts.length, 2);
  try {
    await works(t, image, { env, hosts });
    await t.step("Redis carries messages to it", async () => {
      await using server = await startImage(image, { env: { ...env, FIRST_RUN: "" }, hosts });
      assert.doesNotMatch(server.output(), /"event":"warning".*Redis/);
      const redis = new Redis(redisUrl());
      const listening = await until(() => redis.pubsub("CHANNELS", `${prefix}*`));
      await redis.quit();
      assert.equal(listening.length, 1);
    });
  } finally {
    await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS });
    await removeDatabase(connection.db);
  }
}

/** What `ask` finds within 5 s. */
async function until(ask: () => Promise<unknown[]>): Promise<unknown[]> {
  const giveUp = performance.now() + 5_000;
  let found = await ask();
  while (found.length === 0 && performance.now() < giveUp) {
    await new Promise((wait) => setTimeout(wait, 50));
    found = await ask();
  }
  return found;
}

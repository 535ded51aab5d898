import assert from "node:assert/strict";
import { Redis } from "ioredis";
import { connectMongo } from "../../db/mongo/connection.ts";
import { storeHosts } from "../../tools/permissions.ts";
import { freePort, run } from "../../tools/services/service.ts";
import { productionCommand, services, volumeFolders } from "../processes/compose.ts";
import { mongoUrl, removeDatabase, SETTINGS } from "../engines/mongo_server.ts";
import { redisUrl, withPrefix } from "../engines/redis_server.ts";
import { buildImages, type Built } from "./built.ts";
import { confinementOf } from "./confinement.ts";
import { type Container, type Start, startContainer, until } from "./container.ts";
import { browser, hasPicture, ORIGIN, setUp, signIn, upload } from "./school.ts";

/** Builds every stage and runs containers: root, buildah, podman and some minutes. */
const ignore = Deno.env.get("TEST_ALL") !== "1";
let built: Built;

Deno.test.beforeAll(async () => {
  if (!ignore) built = await buildImages();
});
// Not there when the build itself failed.
Deno.test.afterAll(async () => await built?.[Symbol.asyncDispose]());

function onImage(name: string, test: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test({ name, ignore, timeout: 300_000, fn: test });
}

onImage("the production image says how it is run: not as root, through no shell", async () => {
  const it = await built.config("production");
  assert.deepEqual([it.User, it.WorkingDir, it.StopSignal], ["1993:1993", "/app", "SIGTERM"]);
  assert.deepEqual([it.Entrypoint, it.Cmd], [["deno"], productionCommand()]);
  assert.deepEqual(it.Healthcheck?.Test.slice(0, 2), ["CMD", "deno"]);
  assert.deepEqual(Object.keys(it.Volumes ?? {}), ["/data"]);
  const env = Object.fromEntries(it.Env.map((pair) => pair.split(/=(.*)/s)));
  for (const name of ["APP_ENV", "HOST", "PORT", "DATA_DIR"]) {
    assert.equal(env[name], services.production!.environment[name], name);
  }
  const ofTheBuild = /SECRET|PASSWORD|TOKEN|_URL|REGISTRY|TLS_CA_STORE/;
  assert.deepEqual(Object.keys(env).filter((name) => ofTheBuild.test(name)), []);
});

onImage("the development image is its user's own where compose puts volumes", async () => {
  const it = await built.config("development");
  assert.deepEqual([it.User, it.StopSignal], ["1993:1993", "SIGINT"]);
  assert.deepEqual([it.Entrypoint, it.Cmd], [["deno"], ["task", "dev"]]);
  const root = await built.files("development");
  const folders = volumeFolders(services.app!);
  assert.deepEqual(folders.toSorted(), ["/app/node_modules", "/data"]);
  for (const path of folders) {
    const { uid, gid } = await Deno.stat(root + path);
    assert.deepEqual([uid, gid], [1993, 1993], path);
  }
});

/** Paths that `find` finds below a folder, from there. */
async function find(root: string, ...conditions: string[]): Promise<string[]> {
  const found = await run("find", [root, "-xdev", ...conditions]);
  return found.split("\n").filter((it) => it !== "").map((it) => it.slice(root.length)).sort();
}

onImage("neither settings, data, keys nor tests of the checkout come into a build", async () => {
  for (const target of ["build", "production", "development"] as const) {
    const root = await built.files(target);
    const grep = new Deno.Command("grep", { args: ["-rlF", built.mark, `${root}/app`] });
    const { code, stdout } = await grep.output();
    assert.deepEqual([code, new TextDecoder().decode(stdout)], [1, ""], target);
  }
  const app = `${await built.files("build")}/app`;
  const sources = await find(app, "-type", "f", "-not", "-path", "*/node_modules/*");
  assert.ok(sources.length > 500, `${sources.length} files`);
  const odd = /_test\.|^\/tests|^\/data|\.env|\.kv|\.pem/;
  assert.deepEqual(sources.filter((path) => odd.test(path)), []);
  for (const path of ["/main.ts", "/app.ts", "/lib/process/config.ts", "/static/css/10-base.css"]) {
    assert.ok(sources.includes(path), path);
  }
});

onImage("the production image holds what runs, and no shell", async () => {
  const root = await built.files("production");
  assert.deepEqual(await find(`${root}/app`, "-mindepth", "1", "-maxdepth", "1"), [
    ...["/LICENSE", "/NOTICE.md", "/build", "/db", "/deno.json", "/deno.lock", "/lib"],
    ...["/native", "/node_modules", "/tools"],
  ]);
  const tools = await find(`${root}/app/tools`, "-type", "f");
  assert.deepEqual(tools, ["/admin.ts", "/check_data.ts", "/healthcheck.ts", "/move.ts"]);
  const packages = await find(`${root}/app/node_modules/.deno`, "-mindepth", "1", "-maxdepth", "1");
  assert.ok(packages.some((it) => it.startsWith("/hono@")));
  const ofDevelopment = /^\/(@types\+|esbuild|@esbuild|playwright|@axe-core|fast-check)/;
  assert.deepEqual(packages.filter((it) => ofDevelopment.test(it)), []);
  assert.deepEqual(
    await find(root, "-name", "sh", "-o", "-name", "bash", "-o", "-name", "npm"),
    [],
  );
});

onImage("only the data belong to the user who runs, and nothing else can be written", async () => {
  const root = await built.files("production");
  const theirs = ["-uid", "1993", "-o", "-gid", "1993", "-o", "-perm", "/022"];
  const found = await find(root, "-not", "-type", "l", "(", ...theirs, ")");
  assert.deepEqual(found, ["/data", "/tmp"]);
  const { uid, gid } = await Deno.stat(`${root}/data`);
  assert.deepEqual([uid, gid], [1993, 1993]);
});

const FIRST = { PUBLIC_URL: ORIGIN, FIRST_RUN: "1" };
const ZERO = "0".repeat(16);

onImage("as compose runs it, Linux holds it in", async () => {
  await using container = await startContainer(built, { env: FIRST });
  await container.becomesHealthy();
  const it = await confinementOf(await container.server());
  assert.equal(it.user, "1993 1993 1993 1993");
  assert.deepEqual(it.capabilities, [ZERO, ZERO, ZERO, ZERO, ZERO]);
  assert.deepEqual([it.noNewPrivileges, it.seccomp], [true, true]);
  assert.deepEqual([it.memoryBytes, it.mostProcesses], [1024 ** 3, 256]);
  assert.ok(it.root.includes("ro"), `${it.root}`);
  for (const option of ["noexec", "nosuid", "nodev", "size=65536k"]) {
    assert.ok(it.tmp.includes(option), `${it.tmp}`);
  }
  const writes = (path: string, user: string) =>
    container.evaluate(`Deno.writeTextFileSync("${path}", "")`, user);
  for (const path of ["/app/x", "/app/build/server/main.js", "/deno-dir/x", "/etc/x", "/x"]) {
    for (const user of ["0:0", "1993:1993"]) {
      await assert.rejects(writes(path, user), /Read-only file system/, `${path} by ${user}`);
    }
  }
  await writes("/data/x", "1993:1993");
  await writes("/tmp/x", "1993:1993");
});

/** Runs the health check of the image for another page. */
async function answersWell(container: Container, page: string): Promise<boolean> {
  const [, ...check] = (await built.config("production")).Healthcheck!.Test;
  const args = ["exec", container.id, ...check, page];
  return await built.podman(...args).then(() => true, () => false);
}

/** What a school does first, and again in another container on the same data. */
async function works(t: Deno.TestContext, start: Start, url?: string): Promise<void> {
  const address = async (it: Container) => url ?? await it.url();
  let picture = "";
  {
    await using container = await startContainer(built, {
      ...start,
      env: { ...FIRST, ...start.env },
    });
    await t.step("it is alive and ready, as the image's own health check sees it", async () => {
      await container.becomesHealthy();
      const ready = await until(async () => await answersWell(container, "/readyz") || null);
      assert.equal(ready, true);
      assert.equal(await answersWell(container, "/no-such-page"), false);
    });
    await t.step("someone sets the school up, signs in and uploads a picture", async () => {
      await setUp(browser(await address(container)), container);
      const send = browser(await address(container));
      await signIn(send);
      picture = await upload(send);
      await hasPicture(send, picture);
    });
    await t.step("asked to end, it does so by itself within what compose grants", async () => {
      assert.equal(await container.stop(), 0);
      assert.equal(await container.healthy(), false);
    });
  }
  await t.step("another container begins with what it had", async () => {
    const env = { ...FIRST, ...start.env, FIRST_RUN: "0" };
    await using again = await startContainer(built, { ...start, env });
    await again.becomesHealthy();
    const send = browser(await address(again));
    await signIn(send);
    await hasPicture(send, picture);
  });
}

onImage("a school begins on the embedded store, in a fresh volume", async (t) => {
  await works(t, { volume: "school" });
});

/** What is said when one permission is taken away. */
const WITHOUT = {
  net: /Cannot start: Requires net access to \\"0\.0\.0\.0:\d+\\"/,
  read: /Cannot find native binding/,
  write: /Cannot start: Requires write access to \\"\/data\\"/,
  // argon2 looks for its file elsewhere when NAPI_RS_NATIVE_LIBRARY_PATH reads as unset.
  env: /NotCapable: Requires sys access to "cpus"/,
  sys: /NotCapable: Requires sys access to "hostname"/,
  ffi: /Cannot find native binding/,
};
for (const [kind, complaint] of Object.entries(WITHOUT)) {
  onImage(`it does not start without --allow-${kind}, and says what is missing`, async () => {
    const command = productionCommand().filter((it) => !it.startsWith(`--allow-${kind}=`));
    assert.equal(command.length, productionCommand().length - 1);
    const started = startContainer(built, { env: FIRST, command, network: "none" });
    await assert.rejects(started, complaint);
  });
}

onImage(
  "a school begins on MongoDB and Redis, named in files of secrets",
  (t) =>
    withPrefix(async (prefix) => {
      const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
      const urls = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl() };
      const port = `${freePort()}`;
      const env: Record<string, string> = { MONGODB_DB: db, REDIS_PREFIX: prefix, PORT: port };
      const mounts: string[] = [];
      for (const [name, url] of Object.entries(urls)) {
        const secret = `/run/secrets/${name.toLowerCase()}`;
        const file = `${built.folder}/${name.toLowerCase()}`;
        await Deno.writeTextFile(file, `${url}\n`, { mode: 0o400 });
        await Deno.chown(file, 1993, 1993);
        env[`${name}_FILE`] = secret;
        mounts.push(`${file}:${secret}`);
      }
      const hosts = storeHosts(urls);
      assert.equal(hosts.length, 2);
      const command = productionCommand(hosts).map((it) =>
        it.replace("0.0.0.0:5001", `0.0.0.0:${port}`)
      );
      const start: Start = { env, mounts, command, network: "host", volume: "on_stores" };
      try {
        await works(t, start, `http://127.0.0.1:${port}`);
        await t.step("Redis carries messages to it", async () => {
          const again = { ...start, env: { ...FIRST, ...env, FIRST_RUN: "0" } };
          await using container = await startContainer(built, again);
          const redis = new Redis(redisUrl());
          const found = await until(async () => {
            const channels = await redis.pubsub("CHANNELS", `${prefix}*`);
            return channels.length > 0 ? channels : null;
          });
          await redis.quit();
          assert.equal(found?.length, 1);
          assert.doesNotMatch(await container.log(), /"event":"warning".*Redis/);
        });
      } finally {
        await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS });
        await removeDatabase(connection.db);
      }
    }),
);

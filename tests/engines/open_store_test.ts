import assert from "node:assert/strict";
import { migrate } from "../../db/kv/migrations.ts";
import { openStore } from "../../db/kv/open.ts";

Deno.test("migrate() runs each step once, in order, and goes on after a crash", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  let broken = true;
  const steps = [1, 2, 3].map((version) => ({
    version,
    what: `step ${version}`,
    run: () => {
      if (version === 3 && broken) throw new Error("power cut");
      ran.push(version);
      return Promise.resolve();
    },
  }));
  await assert.rejects(migrate(kv, steps), /power cut/);
  broken = false;
  assert.deepEqual(await migrate(kv, steps), [3]);
  assert.deepEqual(ran, [1, 2, 3]);
  assert.deepEqual(await migrate(kv, steps), []);
  await assert.rejects(migrate(kv, steps.slice(0, 2)), /schema version 3/);
});

Deno.test("openStore() refuses a folder that another process holds, and takes it over when that one is gone", async () => {
  const dir = await Deno.makeTempDir();
  const script = `import { openStore } from "${new URL("../../db/kv/open.ts", import.meta.url)}";
    await openStore(Deno.args[0]); console.log("open"); setTimeout(() => {}, 60_000);`;
  const file = `${dir}/hold.ts`;
  await Deno.writeTextFile(file, script);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const holder = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--config", config, file, `${dir}/data`],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = holder.stdout.getReader();
  await reader.read();
  await assert.rejects(openStore(`${dir}/data`), new RegExp(`process ${holder.pid}`));
  holder.kill("SIGKILL");
  await holder.status;
  await reader.cancel();
  {
    await using store = await openStore(`${dir}/data`);
    assert.equal(store.fresh, true);
  }
  await Deno.remove(dir, { recursive: true });
});

import assert from "node:assert/strict";
import { freePort, once, type Place, running, type Service, start, stop } from "./service.ts";

const echo: Service = {
  name: "echo",
  fetch: () => Promise.resolve(),
  launch: ({ dir, port }) => {
    const script = `Deno.serve({ port: ${port}, hostname: "127.0.0.1" }, () => new Response("up"))`;
    return Promise.resolve({ program: Deno.execPath(), args: ["eval", script, dir] });
  },
  async answer({ port }) {
    using _ = await Deno.connect({ hostname: "127.0.0.1", port });
  },
  env: () => ({}),
};

async function withPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await test({ dir, port: freePort(), kit: dir });
  } finally {
    await stop(dir, "SIGKILL");
    await Deno.remove(dir, { recursive: true });
  }
}

/** A server outlives whoever started it, and so the handle on it. */
const options = { timeout: 30_000, sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "start() waits for the answer, and leaves what runs already",
  options,
  () =>
    withPlace(async (place) => {
      const first = await start(echo, place);
      await echo.answer(place);
      assert.deepEqual(await start(echo, { ...place, port: freePort() }), first);
      assert.equal(await stop(place.dir), true);
      assert.equal(await stop(place.dir), false);
      // Its port may be another test's by now.
      assert.equal(await running(place.dir), null);
    }),
);

Deno.test(
  "stop() leaves a process alone that only has the number of ours",
  options,
  () =>
    withPlace(async ({ dir }) => {
      await Deno.writeTextFile(`${dir}/process.json`, JSON.stringify({ pid: Deno.pid, port: 1 }));
      assert.equal(await running(dir), null);
      assert.equal(await stop(dir), false);
    }),
);

Deno.test(
  "start() says what a server said that ended at once",
  options,
  () =>
    withPlace(async (place) => {
      const launch = () =>
        Promise.resolve({ program: "sh", args: ["-c", "echo no licence; exit 3", place.dir] });
      await assert.rejects(start({ ...echo, launch }, place), /ended at once\s+no licence/);
    }),
);

Deno.test("once() fetches once for all who ask, and again after a failure", async () => {
  const dir = await Deno.makeTempDir();
  let fetched = 0;
  const broken = () => Promise.reject(new Error("no network"));
  await assert.rejects(once(`${dir}/kit`, broken), /no network/);
  const fetch = () => {
    fetched++;
    return Promise.resolve();
  };
  await Promise.all([1, 2, 3].map(() => once(`${dir}/kit`, fetch)));
  assert.equal(fetched, 1);
  await Deno.remove(dir, { recursive: true });
});

import assert from "node:assert/strict";
import type { Job, Request } from "./load_job.ts";
import { runLoad } from "./load_loop.ts";

const GET: Request = {
  method: "GET",
  path: "/",
  headers: {},
  body: null,
  status: 200,
  has: "hello",
  n: 1,
};

function job(port: number, overrides: Partial<Job>): Job {
  return { port, connections: 4, seconds: 0.2, loop: "closed", requests: [GET], ...overrides };
}

function serve(handler: Deno.ServeHandler): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, handler);
}

Deno.test("runLoad() in a closed loop", { timeout: 20_000 }, async (t) => {
  await t.step("counts right answers", async () => {
    await using server = serve(() => new Response("hello"));
    const done = await runLoad(job(server.addr.port, { requests: [GET, GET, GET, GET] }));
    assert.ok(done.requests > 50);
    assert.equal(done.errors, 0);
    assert.ok(done.latency.p99 >= done.latency.p50 && done.latency.p50 > 0);
  });

  await t.step("counts on in what it sends, and says where it stopped", async () => {
    const seen: number[] = [];
    await using server = serve(async (request) => {
      const { n } = await request.json();
      seen.push(n);
      return Response.json({ acked: n });
    });
    const counted: Request = {
      ...GET,
      method: "POST",
      body: '{"n":{{n}}}',
      has: '"acked":{{n}}',
      n: 5,
    };
    const done = await runLoad(job(server.addr.port, { requests: [counted] }));
    assert.equal(done.errors, 0);
    assert.deepEqual(seen.slice(0, 3), [5, 6, 7]);
    assert.deepEqual(done.ns, [5 + seen.length]);
  });

  await t.step(
    "counts a wrong status, a wrong body and a streamed answer for what they are",
    async () => {
      await using wrong = serve(() => new Response("hello", { status: 500 }));
      const failed = await runLoad(job(wrong.addr.port, {}));
      assert.equal(failed.errors, failed.requests);
      assert.match(failed.wrong[0]!, /status 500/);

      await using other = serve(() => new Response("good day"));
      assert.ok((await runLoad(job(other.addr.port, {}))).errors > 0);

      const parts = () =>
        ReadableStream.from([new TextEncoder().encode("hel"), new TextEncoder().encode("lo")]);
      await using streamed = serve(() => new Response(parts()));
      const { errors, requests } = await runLoad(
        job(streamed.addr.port, { requests: [{ ...GET, has: "hel" }] }),
      );
      assert.ok(requests > 0);
      assert.equal(errors, 0);
    },
  );
});

Deno.test(
  "runLoad() in an open loop counts from when a request was due",
  { timeout: 20_000 },
  async () => {
    const STALL = 200;
    let first = true;
    await using server = serve(async () => {
      if (first) {
        first = false;
        await new Promise((done) => setTimeout(done, STALL));
      }
      return new Response("hello");
    });
    const requests = Array.from({ length: 20 }, () => GET);
    // One connection: those that are due while the first stalls wait for it, and their wait counts.
    const done = await runLoad(
      job(server.addr.port, { loop: "open", connections: 1, seconds: 0.1, requests }),
    );
    assert.equal(done.requests, 20);
    assert.equal(done.errors, 0);
    assert.ok(done.latency.p50 > STALL / 2, `p50 is ${done.latency.p50}`);
  },
);

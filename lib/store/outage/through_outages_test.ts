import assert from "node:assert/strict";
import { away } from "./away.ts";
import { throughOutages } from "./through_outages.ts";

Deno.test("throughOutages() begins anew until the store is there, and says once that it waits", async () => {
  let times = 0;
  const said: string[] = [];
  const work = () => ++times < 4 ? Promise.reject(away(null)) : Promise.resolve("done");
  const given = await throughOutages(work, {
    waits: ({ message }) => said.push(message),
    pauseMs: 1,
  });
  assert.deepEqual([given, times, said.length], ["done", 4, 1]);
});

Deno.test("throughOutages() passes on at once what is no outage", async () => {
  let times = 0;
  const work = () => {
    times++;
    return Promise.reject(new Error("broken"));
  };
  await assert.rejects(throughOutages(work, { waits: () => assert.fail() }), /broken/);
  assert.equal(times, 1);
});

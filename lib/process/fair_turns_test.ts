import assert from "node:assert/strict";
import { FairTurns, type Place } from "./fair_turns.ts";

/** One work at a time, each of which ends when told; who got a turn, in order. */
function bench(mostWaiting = 1_000) {
  const turns = new FairTurns({ atOnce: 1, mostWaiting, full: () => new Error("full") });
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (label: string, place: Partial<Place> = {}) => {
    const whole = { isKnown: false, network: "school", name: label, ...place };
    return turns.run(whole, () => {
      order.push(label);
      return new Promise<void>((end) => ends.push(end));
    });
  };
  /** Lets everybody through. */
  const drain = async () => {
    for (let end = ends.shift(); end !== undefined; end = ends.shift()) {
      end();
      for (let i = 0; i < 6; i++) await Promise.resolve();
    }
  };
  return { ask, order, drain };
}

Deno.test("FairTurns lets names take turns, so that a guesser of one name waits for itself", async () => {
  const { ask, order, drain } = bench();
  const all = [ask("first")];
  for (let i = 0; i < 4; i++) all.push(ask(`guess ${i}`, { name: "kabir" }));
  for (const pupil of ["ann", "bob", "cas"]) all.push(ask(pupil));
  await drain();
  await Promise.all(all);
  assert.deepEqual(order, [
    "first",
    "guess 0",
    "ann",
    "bob",
    "cas",
    "guess 1",
    "guess 2",
    "guess 3",
  ]);
});

Deno.test("FairTurns lets networks take turns, however many names one of them sends", async () => {
  const { ask, order, drain } = bench();
  const all = [ask("first")];
  for (let i = 0; i < 50; i++) all.push(ask(`guess ${i}`, { network: "elsewhere" }));
  for (let i = 0; i < 10; i++) all.push(ask(`pupil ${i}`));
  await drain();
  await Promise.all(all);
  assert.equal(order.slice(1, 21).filter((it) => it.startsWith("pupil")).length, 10);
});

Deno.test("FairTurns gives three of four turns to those who are known, and starves nobody", async () => {
  const { ask, order, drain } = bench();
  const all = [ask("first")];
  for (let i = 0; i < 12; i++) all.push(ask(`stranger ${i}`));
  for (let i = 0; i < 12; i++) all.push(ask(`known ${i}`, { isKnown: true }));
  await drain();
  await Promise.all(all);
  assert.equal(order.slice(1, 17).filter((it) => it.startsWith("known")).length, 12);
  assert.equal(order.slice(1, 9).filter((it) => it.startsWith("stranger")).length, 2);
});

Deno.test("FairTurns sends the newest of the largest network away when too many wait", async () => {
  const { ask, order, drain } = bench(10);
  const all = [ask("first")];
  for (let i = 0; i < 10; i++) all.push(ask(`guess ${i}`, { network: "elsewhere" }));
  const settled = Promise.allSettled(all);
  const pupils = ["ann", "bob", "cas"].map((it) => ask(it));
  const known = ask("known", { isKnown: true });
  const late = assert.rejects(ask("guess 10", { network: "elsewhere" }), /full/);
  await late;
  await drain();
  await Promise.all([...pupils, known]);
  const refused = (await settled).filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 4);
  assert.equal(order.length, 11);
});

Deno.test("FairTurns goes on after a work that failed", async () => {
  const turns = new FairTurns({ atOnce: 1, mostWaiting: 5, full: () => new Error("full") });
  const place = { isKnown: false, network: "", name: "" };
  const failed = turns.run(place, () => Promise.reject(new Error("broken")));
  const next = turns.run(place, () => Promise.resolve(7));
  await assert.rejects(failed, /broken/);
  assert.equal(await next, 7);
});

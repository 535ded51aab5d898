import assert from "node:assert/strict";
import { KeyedMutex } from "./keyed_mutex.ts";

Deno.test("KeyedMutex.take() runs one after the other on one key, others at once, and past a failure", async () => {
  const turns = new KeyedMutex();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string, wait?: Promise<void>) => async () => {
    log.push(`${name} begins`);
    await wait;
    log.push(`${name} ends`);
    if (name === "first") throw new Error("first fails");
    return name;
  };
  const first = turns.take("a", work("first", gate.promise));
  const second = turns.take("a", work("second"));
  assert.equal(await turns.take("b", work("other")), "other");
  gate.resolve();
  await assert.rejects(first, /first fails/);
  assert.equal(await second, "second");
  const order = ["first begins", "other begins", "other ends", "first ends", "second begins"];
  assert.deepEqual(log, [...order, "second ends"]);
  assert.equal(await turns.take("a", work("third")), "third");
});

import assert from "node:assert/strict";
import { answeredAsOf, readFromMemory, watchingReads } from "../store/outage/staleness.ts";
import { SharedWork } from "./shared_work.ts";
import { KeyedMutex } from "./keyed_mutex.ts";

Deno.test("SharedWork does the same once for all who ask meanwhile, and one thing at a time", async () => {
  const turns = new KeyedMutex();
  const [homes, loads] = [new SharedWork<string>(turns), new SharedWork<string>(turns)];
  let running = 0;
  const begun: string[] = [];
  const work = (name: string) => async () => {
    assert.equal(++running, 1);
    begun.push(name);
    await Promise.resolve();
    running--;
    return `${name} ${begun.length}`;
  };
  const asked = await Promise.all([
    homes.of("a", work("home a")),
    loads.of("a", work("load a")),
    homes.of("a", work("home a")),
    homes.of("b", work("home b")),
    loads.of("a", work("load a")),
  ]);
  assert.deepEqual(asked, ["home a 1", "load a 2", "home a 1", "home b 3", "load a 2"]);
  assert.equal(await homes.of("a", work("home a")), "home a 4", "done again once it is over");
});

Deno.test("SharedWork fails for all who share it, and is tried again", async () => {
  const shared = new SharedWork<number>(new KeyedMutex());
  let calls = 0;
  const fails = () => Promise.reject(new Error(`Call ${++calls}`));
  const both = await Promise.allSettled([shared.of("a", fails), shared.of("a", fails)]);
  assert.deepEqual(both.map((it) => it.status === "rejected" && it.reason.message), [
    "Call 1",
    "Call 1",
  ]);
  assert.equal(await shared.of("a", () => Promise.resolve(7)), 7);
});

Deno.test("SharedWork tells every asker how old it is", async () => {
  const shared = new SharedWork<number>(new KeyedMutex());
  const work = () => {
    readFromMemory(5_000);
    return Promise.resolve(7);
  };
  const ask = () =>
    watchingReads(async () => {
      await shared.of("a", work);
      return answeredAsOf();
    });
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [5_000, 5_000, 5_000]);
});

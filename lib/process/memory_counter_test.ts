import assert from "node:assert/strict";
import { MemoryCounter } from "./memory_counter.ts";

const LIMIT = { points: 2, seconds: 10 };

Deno.test("MemoryCounter begins a window with the first point and forgets it at its end", async () => {
  let now = 5_000;
  const counter = new MemoryCounter(() => now);
  const first = await counter.take("a", LIMIT);
  assert.ok("window" in first);
  now = 14_999;
  await counter.take("a", LIMIT);
  assert.deepEqual(await counter.take("a", LIMIT), { waitMs: 1 });
  assert.equal(await counter.check("a", LIMIT), 1);
  now = 15_000;
  assert.equal(await counter.check("a", LIMIT), null);
  await counter.take("a", LIMIT);
  await counter.giveBack("a", first.window);
  await counter.take("a", LIMIT);
  assert.deepEqual(await counter.take("a", LIMIT), { waitMs: 10_000 });
});

Deno.test("MemoryCounter keeps no window that is over, however many different keys there are", async () => {
  let now = 0;
  const counter = new MemoryCounter(() => now);
  for (let i = 0; i < 50_000; i++) {
    now += 10;
    await counter.take(`key ${i}`, LIMIT);
  }
  assert.ok(counter.size <= 2_500, String(counter.size));
});

Deno.test("MemoryCounter forgets its oldest windows rather than grow without end", async () => {
  const counter = new MemoryCounter(() => 0);
  for (let i = 0; i < 200_500; i++) await counter.take(`key ${i}`, { points: 1, seconds: 10 });
  assert.ok(counter.size <= 200_000, String(counter.size));
  assert.ok("waitMs" in await counter.take("key 200499", { points: 1, seconds: 10 }));
});

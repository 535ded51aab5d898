import assert from "node:assert/strict";
import type { OpenRedis } from "../../db/redis/open.ts";
import { away } from "../../lib/store/outage/away.ts";
import { Claims, type Marks } from "../../lib/store/outage/claims.ts";
import { onTcp, onUpstash } from "./redis_pairs.ts";
import { onRedis } from "./redis_server.ts";

const REF = { schoolId: "s1", id: "a1" };

async function agree(one: OpenRedis, other: OpenRedis): Promise<void> {
  const [mine, theirs] = [new Claims(one.marks), new Claims(other.marks)];
  assert.equal(await mine.take(REF, "journal"), true);
  assert.equal(await mine.take(REF, "journal"), true, "begun again");
  assert.equal(await theirs.take(REF, "store"), false);
  await mine.kept(REF);
  assert.equal(await theirs.take(REF, "store"), false);
  await mine.stored(REF);
  assert.equal(await theirs.take(REF, "store"), true, "the store refuses a second one");
  assert.equal(await theirs.take(REF, "journal"), false);
  assert.equal(await mine.take(REF, "journal"), false);
  await theirs.gaveUp(REF);
  assert.equal(await theirs.take(REF, "journal"), true);
  assert.equal(await theirs.mayWait(REF), false);
  await mine.waits(REF, "e1");
  assert.equal(await theirs.mayWait(REF), true);
  await theirs.waits(REF, "e2");
  await theirs.waits(REF, "e3");
  await theirs.waitsNoMore(REF, ["e2", "e3"]);
  assert.equal(await theirs.mayWait(REF), true, "what waits elsewhere still does");
  // As it is after a restart, or carried out by another process.
  await new Claims(other.marks).waitsNoMore(REF, ["e1"]);
  assert.equal(await mine.mayWait(REF), false);
}

Deno.test("Claims of two processes agree over Redis", onRedis, () => onTcp(agree));
Deno.test("Claims of two processes agree over Upstash", onRedis, () => onUpstash(agree));

Deno.test(
  "Marks.setIfNew() sets what is not there, for as long as was said",
  onRedis,
  () =>
    onTcp(async (one, other) => {
      assert.equal(await one.marks.setIfNew("long", "1", 60_000), true);
      assert.equal(await other.marks.setIfNew("long", "2", 60_000), false);
      assert.equal(await other.marks.get("long"), "1");
      assert.equal(await one.marks.setIfNew("short", "1", 50), true);
      const giveUp = performance.now() + 10_000;
      while (await other.marks.get("short") !== null) assert.ok(performance.now() < giveUp);
    }),
);

Deno.test(
  "Claims.settle() tells nothing that something newer was told about meanwhile",
  onRedis,
  () =>
    onTcp(async (one, other) => {
      let isAway = true;
      let meanwhile = () => Promise.resolve();
      const marks: Marks = {
        ...one.marks,
        async set(key, value, ms) {
          if (isAway) throw away(null);
          const happens = meanwhile;
          meanwhile = () => Promise.resolve();
          await happens();
          await one.marks.set(key, value, ms);
        },
        async join(key, member, ms) {
          if (isAway) throw away(null);
          await one.marks.join(key, member, ms);
        },
      };
      const [mine, theirs] = [new Claims(marks), new Claims(other.marks)];
      await mine.stored({ schoolId: "s1", id: "before" });
      await mine.kept(REF);
      await mine.waits(REF, "e1");
      isAway = false;
      meanwhile = async () => {
        await mine.gaveUp(REF);
        await mine.waitsNoMore(REF, ["e1"]);
      };
      await mine.settle();
      assert.equal(await theirs.take(REF, "journal"), true);
      assert.equal(await theirs.mayWait(REF), false);
    }),
);

import assert from "node:assert/strict";
import type { AttemptStore } from "../../lib/attempts/store.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import { away } from "../../lib/store/outage/away.ts";
import { guarded } from "../../lib/store/outage/guarded.ts";
import type { OutageJournal } from "../../lib/store/outage/journal.ts";
import { SharedOutageJournal } from "../../lib/store/outage/shared_journal.ts";
import { until } from "../contracts/bus_contract.ts";
import { onTcp } from "../engines/redis_pairs.ts";
import { onRedis } from "../engines/redis_server.ts";
import { wait } from "../faults/random.ts";
import { begun, save, textsOf, withWorld, type World } from "./attempts_world.ts";
import { type Breakable, breakable } from "./breakable.ts";

/** Two processes whose journal is in one Redis. */
function onShared(
  test: (world: World, journals: [OutageJournal, OutageJournal]) => Promise<void>,
): Promise<void> {
  return onTcp(async (one, other) => {
    const journals: [OutageJournal, OutageJournal] = [one.journal!, other.journal!];
    await until(() => journals.every((it) => it.isOpen()), "both take entries");
    await withWorld((world) => test(world, journals));
  });
}

/** Waits until a process knows all of an attempt, which it reads beside; its store is away afterwards. */
async function knows(store: AttemptStore, attempt: Attempt, server: Breakable): Promise<void> {
  const giveUp = performance.now() + 10_000;
  for (let isKnown = false; !isKnown;) {
    assert.ok(performance.now() < giveUp, "it is read");
    await server.setMood("up");
    await store.find(attempt);
    await wait(10);
    await server.setMood("refuses");
    isKnown = await store.find(attempt).then(() => true, () => false);
  }
}

/** The same journal, which takes and tells nothing in time while `isSlow`. */
function slow(journal: OutageJournal, isSlow: () => boolean): OutageJournal {
  const inTime = <T>(work: () => Promise<T>) => isSlow() ? Promise.reject(away(null)) : work();
  return {
    append: (entry) => inTime(() => journal.append(entry)),
    news: () => journal.news(),
    carriedOut: (ids) => inTime(() => journal.carriedOut(ids)),
    remove: (ids) => inTime(() => journal.remove(ids)),
    park: (entry, why) => inTime(() => journal.park(entry, why)),
    parked: () => inTime(() => journal.parked()),
    isOpen: () => journal.isOpen(),
  };
}

/** The same journal, before whose news something happens. */
function meanwhile(journal: OutageJournal, happens: () => Promise<void>): OutageJournal {
  return {
    append: (entry) => journal.append(entry),
    news: async () => {
      await happens();
      return await journal.news();
    },
    carriedOut: (ids) => journal.carriedOut(ids),
    remove: (ids) => journal.remove(ids),
    park: (entry, why) => journal.park(entry, why),
    parked: () => journal.parked(),
    isOpen: () => journal.isOpen(),
  };
}

Deno.test("a process that is behind says so while the store is away, and not that answers are missing", () =>
  withWorld(async ({ server, started }) => {
    const [one, other] = [started(), started()];
    const attempt = await begun(one);
    await knows(other, attempt, server);
    await server.setMood("up");
    await save(one, attempt, { n: 1, slotId: "one", text: "at one" });
    await server.setMood("refuses");
    const second = { n: 2, slotId: "one", text: "at the other" };
    await assert.rejects(save(other, attempt, second), { reason: "outage" });
    await server.setMood("up");
    assert.equal(await save(other, attempt, second), 2);
    const fourth = { n: 4, slotId: "one", text: "without the third" };
    await assert.rejects(save(other, attempt, fourth), { reason: "missing_writes" });
  }));

Deno.test(
  "a process that carries out what it knows looks for more before it says that answers are missing",
  onRedis,
  () =>
    onShared(async ({ server, inner, started }, [first, second]) => {
      const [one, other] = [started({ journal: first }), started({ journal: second })];
      const attempt = await begun(one);
      await other.find(attempt);
      await server.idle();
      await server.setMood("refuses");
      await save(one, attempt, { n: 1, slotId: "one", text: "first" });
      await other.hear();
      await save(one, attempt, { n: 2, slotId: "two", text: "second" });
      await server.setMood("up");
      assert.equal(await save(other, attempt, { n: 3, slotId: "one", text: "third" }), 3);
      assert.deepEqual(await textsOf(inner, attempt), { one: "third", two: "second" });
    }),
);

Deno.test(
  "what another process carries out while this one looks for it is not missing",
  onRedis,
  () =>
    onShared(async ({ server, inner, started }, [first, second]) => {
      const one = started({ journal: first });
      let happens = () => Promise.resolve();
      const other = started({ journal: meanwhile(second, () => happens()) });
      const attempt = await begun(one);
      await other.find(attempt);
      await server.idle();
      await server.setMood("refuses");
      await save(one, attempt, { n: 1, slotId: "one", text: "first" });
      await server.setMood("up");
      happens = () => one.replay();
      assert.equal(await save(other, attempt, { n: 2, slotId: "one", text: "second" }), 2);
      assert.deepEqual(await textsOf(inner, attempt), { one: "second" });
    }),
);

Deno.test(
  "an answer in one process's own file is not missing when another has carried out what it kept itself",
  onRedis,
  () =>
    onTcp((first, second) =>
      withWorld(async ({ server, inner, journal: file, started }) => {
        await until(() => first.journal!.isOpen() && second.journal!.isOpen(), "both take entries");
        let isSlow = false;
        const shared = slow(first.journal!, () => isSlow);
        let uptimeMs = 0;
        const link = await breakable();
        const one = started({
          journal: new SharedOutageJournal(shared, file),
          marks: first.marks,
        });
        const other = started({
          over: guarded(link.breaking(inner), link.guard),
          journal: second.journal!,
          marks: second.marks,
          uptimeMs: () => uptimeMs,
        });
        const attempt = await begun(one);
        await knows(other, attempt, link);
        await server.setMood("refuses");
        await save(other, attempt, { n: 1, slotId: "one", text: "at the other" });
        isSlow = true;
        await one.hear();
        await save(one, attempt, { n: 2, slotId: "two", text: "in its own file" });
        await link.setMood("up");
        await other.replay();
        const third = { n: 3, slotId: "one", text: "third" };
        await assert.rejects(save(other, attempt, third), { reason: "outage" });
        uptimeMs += 60_000;
        await assert.rejects(save(other, attempt, third), { reason: "outage" });
        uptimeMs += 10_000;
        await assert.rejects(save(other, attempt, third), { reason: "outage" });
        isSlow = false;
        await server.setMood("up");
        await one.replay();
        assert.equal(await save(other, attempt, third), 3);
        assert.deepEqual(await textsOf(inner, attempt), { one: "third", two: "in its own file" });
      })
    ),
);

Deno.test(
  "each answer that is missing may be on its way for as long as the one before",
  onRedis,
  () =>
    onTcp((first) =>
      withWorld(async ({ inner, started }) => {
        let uptimeMs = 0;
        const store = started({ marks: first.marks, uptimeMs: () => uptimeMs });
        const attempt = await begun(store);
        const second = { n: 2, slotId: "one", text: "second" };
        await assert.rejects(save(store, attempt, second), { reason: "outage" });
        await save(inner, attempt, { n: 1, slotId: "one", text: "first" });
        await save(inner, attempt, second);
        uptimeMs += 12_000;
        const fourth = { n: 4, slotId: "one", text: "fourth" };
        await assert.rejects(save(store, attempt, fourth), { reason: "outage" });
        uptimeMs += 9_999;
        // What another page writes says nothing of it.
        await save(store, attempt, { n: 1, slotId: "two", text: "elsewhere", writerId: "w2" });
        await assert.rejects(save(store, attempt, fourth), { reason: "outage" });
        uptimeMs += 1;
        await assert.rejects(save(store, attempt, fourth), { reason: "missing_writes" });
      })
    ),
);

import assert from "node:assert/strict";
import type { OutageJournal } from "../../lib/outage/journal.ts";
import { until } from "../bus_contract.ts";
import { onTcp } from "../redis_pairs.ts";
import { onRedis } from "../redis_server.ts";
import { wait } from "../faults/random.ts";
import { begun, save, textsOf, withWorld, type World } from "./attempts_world.ts";

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
    await other.find(attempt);
    // It reads the whole of it beside.
    await wait(50);
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
      await server.setMood("refuses");
      await save(one, attempt, { n: 1, slotId: "one", text: "first" });
      await server.setMood("up");
      happens = () => one.replay();
      assert.equal(await save(other, attempt, { n: 2, slotId: "one", text: "second" }), 2);
      assert.deepEqual(await textsOf(inner, attempt), { one: "second" });
    }),
);

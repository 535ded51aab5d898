import assert from "node:assert/strict";
import { kvContents } from "../../db/kv/contents.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { alone } from "../../db/mongo/leases.ts";
import { type MongoStore, mongoStore } from "../../db/mongo/open.ts";
import { LAYOUTS } from "../../db/mongo/stores.ts";
import type { Contents } from "../../lib/store/contents.ts";
import { listAll } from "../../lib/store/store.ts";
import { mongoUrl, onMongo, SETTINGS, withMongo } from "./mongo_server.ts";
import { aPerson, aSchool } from "../worlds/people_world.ts";

const FACT = "copying_school";

/** So many processes on one empty database, whose collections are there: the server made for tests loses some that two make at once. */
function withProcesses(count: number, test: (...them: MongoStore[]) => Promise<void>) {
  return withMongo(LAYOUTS, async (db) => {
    const settings = { url: mongoUrl(), db: db.databaseName, ...SETTINGS };
    const them = Array.from({ length: count }, () => mongoStore(settings));
    try {
      await test(...them);
    } finally {
      for (const it of them) await it[Symbol.asyncDispose]();
    }
  });
}

/** Waits for all of them, also when one fails: nothing works on the database afterwards. */
async function together<T>(all: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(all);
  return await Promise.all(all);
}

/** A school with one person, as the demo is made. */
async function withMade(id: string, test: (made: Contents) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const { tables } = kvStores(kv);
  await tables.schools.insert(aSchool({ id, schoolId: id }));
  await tables.people.insert(aPerson({ id: `p-${id}`, schoolId: id, role: "admin" }));
  await test(kvContents(kv));
}

const schoolsOf = async ({ stores }: MongoStore) =>
  (await listAll(stores.tables.schools, "all", "", [])).map(({ id }) => id);

Deno.test(
  "open() takes away what a copy left that was cut off",
  onMongo,
  () =>
    withProcesses(2, async (store, next) => {
      await store!.open();
      const { tables } = store!.stores;
      const person = aPerson({ id: "p1", schoolId: "s1", role: "admin" });
      await tables.people.insert(person);
      await store!.contents.facts.set(FACT, true);
      assert.equal((await next!.open()).fresh, true);
      assert.equal(await tables.people.find(person), null);
      assert.equal(await store!.contents.facts.get(FACT), null);
    }),
);

Deno.test(
  "open() keeps a school whose copy was whole but for its last mark",
  onMongo,
  () =>
    withProcesses(2, (store, next) =>
      withMade("s1", async (made) => {
        await store!.open();
        await store!.takeSchool(made);
        await store!.contents.facts.set(FACT, true);
        assert.equal((await next!.open()).fresh, false);
        assert.deepEqual(await schoolsOf(store!), ["s1"]);
        assert.equal(await store!.contents.facts.get(FACT), null);
      })),
);

Deno.test(
  "takeSchool() of two processes that start at once copies one school",
  onMongo,
  () =>
    withProcesses(2, (a, b) =>
      withMade("s1", (one) =>
        withMade("s2", async (two) => {
          const opened = await together([a!.open(), b!.open()]);
          assert.deepEqual(opened.map(({ fresh }) => fresh), [true, true]);
          await together([a!.takeSchool(one), b!.takeSchool(two)]);
          assert.equal((await schoolsOf(a!)).length, 1);
          assert.equal(
            await a!.stores.tables.people.count("byName", "s1", []) +
              await a!.stores.tables.people.count("byName", "s2", []),
            1,
          );
        }))),
);

Deno.test(
  "open() waits for another process that is copying, and takes nothing of it away",
  onMongo,
  () =>
    withProcesses(2, (a, b) =>
      withMade("s1", async (made) => {
        await a!.open();
        const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
        const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
        const slow: Contents = {
          ...made,
          of: (kind) => ({
            ...made.of(kind),
            async *read() {
              if (kind === "schools") {
                begin();
                await mayEnd;
              }
              yield* made.of(kind).read();
            },
          }),
        };
        const copying = a!.takeSchool(slow);
        await begun;
        const opening = b!.open();
        await new Promise((wait) => setTimeout(wait, 500));
        end();
        await copying;
        assert.equal((await opening).fresh, false);
        assert.equal(await b!.stores.tables.people.count("byName", "s1", []), 1);
      })),
);

Deno.test(
  "alone() gives up on another process that is not done, and gives the lease back when it is",
  onMongo,
  () =>
    withProcesses(1, async (store) => {
      const { leases } = store!.stores;
      const it = { what: "testing", waitMs: 0 };
      await alone(leases, it, async (held) => {
        held();
        await assert.rejects(alone(leases, it, () => Promise.resolve()), /is still testing/);
      });
      assert.equal(await alone(leases, it, () => Promise.resolve(1)), 1);
    }),
);

import assert from "node:assert/strict";
import { type Db, MongoServerError } from "mongodb";
import { SESSIONS } from "../../db/mongo/sessions.ts";
import { isOutage } from "../../db/mongo/outages.ts";
import { prepare } from "../../db/mongo/prepare.ts";

/** What a server that keeps validators answers, which the one in tests does not. @param busy It refuses so many changes. */
function aServer(
  validator: unknown,
  busy = 0,
): { db: Db; changes: unknown[] } {
  const changes: unknown[] = [];
  const refuse = (code: number) => Promise.reject(new MongoServerError({ message: "no", code }));
  const db = {
    listCollections: () => ({
      toArray: () => Promise.resolve([{ name: SESSIONS.name, options: { validator } }]),
    }),
    createCollection: () => refuse(48),
    collection: () => ({ createIndexes: () => Promise.resolve() }),
    command(it: object) {
      if (!("collMod" in it)) return Promise.resolve();
      changes.push(it);
      return changes.length > busy ? Promise.resolve() : refuse(12_587);
    },
  };
  return { db: db as unknown as Db, changes };
}

const { bsonType, required } = SESSIONS.schema;

Deno.test("prepare() leaves a validator alone that says the same", async () => {
  const { db, changes } = aServer({ $jsonSchema: { required, bsonType } });
  await prepare(db, [SESSIONS]);
  assert.deepEqual(changes, []);
});

Deno.test("prepare() replaces another validator, and waits for an index that is being built", async () => {
  for (const validator of [undefined, { $jsonSchema: { bsonType } }]) {
    const { db, changes } = aServer(validator, 2);
    await prepare(db, [SESSIONS], 1);
    const change = { collMod: SESSIONS.name, validator: { $jsonSchema: SESSIONS.schema } };
    assert.deepEqual(changes, [change, change, change]);
  }
});

Deno.test("prepare() ends as an outage does when the index is not done soon, so that it is asked again", async () => {
  const { db, changes } = aServer(undefined, Infinity);
  await assert.rejects(prepare(db, [SESSIONS], 1), isOutage);
  assert.equal(changes.length, 5);
});

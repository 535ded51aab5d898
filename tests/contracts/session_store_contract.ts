import assert from "node:assert/strict";
import type { Session } from "../../lib/model/people/people_schema.ts";
import type { SessionStore } from "../../lib/access/sessions.ts";
import type { EngineOptions } from "./table_contract.ts";

const ANN = { schoolId: "s1", id: "ann" };

export function aSession(overrides: Partial<Session> = {}): Session {
  return {
    id: "a".repeat(64),
    publicId: "p1",
    schoolId: "s1",
    personId: "ann",
    createdAt: 1_000,
    lastSeenAt: 1_000,
    expiresAt: Date.now() + 60_000,
    absoluteEndAt: Date.now() + 120_000,
    persistent: false,
    userAgent: "test",
    address: "::1",
    ...overrides,
  };
}

/** What every engine's session store must do. */
export function testSessionStore(
  engine: string,
  withStore: (use: (store: SessionStore) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  Deno.test(
    `${engine} session store keeps, replaces and removes`,
    options,
    () =>
      withStore(async (store) => {
        assert.equal(await store.find("a".repeat(64)), null);
        await store.put(aSession());
        await store.put(aSession({ lastSeenAt: 2_000 }));
        assert.equal((await store.find("a".repeat(64)))?.lastSeenAt, 2_000);
        await store.remove("a".repeat(64));
        await store.remove("a".repeat(64));
        assert.equal(await store.find("a".repeat(64)), null);
        assert.deepEqual(await store.ofPerson(ANN), []);
      }),
  );

  Deno.test(
    `${engine} session store lists one person's sessions of one school, newest first`,
    options,
    () =>
      withStore(async (store) => {
        await store.put(aSession());
        await store.put(aSession({ id: "b".repeat(64), createdAt: 3_000 }));
        await store.put(aSession({ id: "c".repeat(64), personId: "bob" }));
        const theirs = aSession({ id: "d".repeat(64), schoolId: "s2" });
        await store.put(theirs);
        assert.deepEqual((await store.ofPerson(ANN)).map(({ id }) => id[0]), ["b", "a"]);
        assert.deepEqual(await store.ofPerson({ ...ANN, schoolId: "s2" }), [theirs]);
        await store.remove(theirs.id);
        assert.deepEqual((await store.ofPerson(ANN)).map(({ id }) => id[0]), ["b", "a"]);
      }),
  );

  Deno.test(
    `${engine} session store renews what is there and brings back nothing`,
    options,
    () =>
      withStore(async (store) => {
        const session = aSession();
        await store.put(session);
        assert.deepEqual(await store.find(session.id), session);
        await store.renew(aSession({ lastSeenAt: 2_000 }));
        assert.equal((await store.ofPerson(ANN))[0]?.lastSeenAt, 2_000);
        await store.remove(session.id);
        await store.renew(aSession({ lastSeenAt: 3_000 }));
        assert.equal(await store.find(session.id), null);
        assert.deepEqual(await store.ofPerson(ANN), []);
      }),
  );
}

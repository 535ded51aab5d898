import assert from "node:assert/strict";
import type { Stores } from "../../lib/process/assemble.ts";
import { attemptsOf } from "../../lib/attempts/store.ts";
import {
  batches,
  type Contents,
  KINDS,
  tally,
  type WholeAttempt,
} from "../../lib/store/contents.ts";
import { keyOf } from "../../lib/store/store.ts";
import { signReceipt, verifyReceipt } from "../../lib/attempts/receipts.ts";
import { fillStores } from "../worlds/contents_world.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import type { EngineOptions } from "./table_contract.ts";

export interface Engine {
  stores: Stores;
  contents: Contents;
}
type WithEngine = (use: (engine: Engine) => Promise<void>) => Promise<void>;

/** What must hold of every engine's contents, and between each two. @param withOther What is copied from and back to. */
export function testContents(
  name: string,
  { withEngine, withOther }: { withEngine: WithEngine; withOther: WithEngine },
  options: EngineOptions = {},
): void {
  const both = (use: (from: Engine, to: Engine) => Promise<void>) =>
    withOther((from) => withEngine((to) => use(from, to)));

  Deno.test(
    `${name} contents: what is copied in is there, whole, and copies out again the same`,
    options,
    () =>
      both(async (from, to) => {
        await fillStores(from.stores);
        await copy(from.contents, to.contents);
        await assertSame(from.contents, to.contents);
        await copy(from.contents, to.contents);
        await assertSame(from.contents, to.contents);
        await assertWorks(to.stores);
        await from.contents.clear();
        for (const kind of KINDS) assert.equal((await tally(from.contents, kind)).count, 0, kind);
        await copy(to.contents, from.contents);
        await assertSame(to.contents, from.contents);
        await assertWorks(from.stores);
      }),
  );

  Deno.test(
    `${name} contents: read() goes on after a key, without it`,
    options,
    () =>
      withEngine(async ({ stores, contents }) => {
        await fillStores(stores, 12);
        for (const kind of KINDS) {
          const all = await keys(contents, kind);
          for (const [i, key] of all.entries()) {
            assert.deepEqual(await keys(contents, kind, key), all.slice(i + 1), `${kind} ${key}`);
          }
        }
        assert.equal((await keys(contents, "people")).length, 12);
      }),
  );

  Deno.test(
    `${name} contents: a change of anything changes the hash`,
    options,
    () =>
      withEngine(async ({ stores, contents }) => {
        await fillStores(stores, 3);
        const before = await tally(contents, "people");
        await stores.tables.people.update(
          { schoolId: SCHOOL, id: "p1" },
          (it) => ({ ...it, rev: 1 }),
        );
        const after = await tally(contents, "people");
        assert.equal(after.count, before.count);
        assert.notEqual(after.hash, before.hash);
      }),
  );

  Deno.test(
    `${name} contents: write() replaces an attempt whole`,
    options,
    () =>
      withEngine(async ({ stores, contents }) => {
        await fillStores(stores, 1);
        const ref = { schoolId: SCHOOL, id: "p2-1" };
        for await (const { key, value } of contents.of("attempts").read()) {
          if (key !== keyOf(ref)) continue;
          const { attempt, paper, events } = value as WholeAttempt;
          const back = { ...attempt, seq: 1, answered: [], writers: {}, writerId: null };
          const whole = { attempt: back, paper, answers: [], events: events.slice(0, 1) };
          await contents.of("attempts").write([{ key, value: whole }]);
        }
        assert.equal((await stores.attempts.find(ref))?.seq, 1);
        assert.deepEqual((await stores.attempts.events(ref)).map(({ seq }) => seq), [1]);
        assert.equal((await stores.attempts.answers(ref)).size, 0);
      }),
  );

  Deno.test(
    `${name} contents: facts stay when all else goes`,
    options,
    () =>
      withEngine(async ({ contents: { facts, clear } }) => {
        assert.equal(await facts.get("a"), null);
        const settled = await Promise.all([1, 2, 3].map((n) => facts.settle("a", { n })));
        assert.deepEqual(settled, [settled[0], settled[0], settled[0]]);
        await facts.set("b", { list: [1] });
        await clear();
        assert.deepEqual([await facts.get("a"), await facts.get("b")], [settled[0], { list: [1] }]);
        await facts.set("b", null);
        assert.equal(await facts.get("b"), null);
      }),
  );
}

async function copy(from: Contents, to: Contents): Promise<void> {
  for (const kind of KINDS) {
    for await (const batch of batches(kind, from.of(kind).read())) await to.of(kind).write(batch);
  }
}

async function assertSame(a: Contents, b: Contents): Promise<void> {
  let things = 0;
  for (const kind of KINDS) {
    const [mine, other] = [await tally(a, kind), await tally(b, kind)];
    assert.deepEqual(mine, other, kind);
    things += mine.count;
  }
  assert.ok(things > 40);
}

async function keys(contents: Contents, kind: string, after?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of contents.of(kind).read(after)) found.push(key);
  return found;
}

/** The claims, lists and logs behind the things stand too. */
async function assertWorks(
  { tables, attempts, files, sessions, receiptKeys }: Stores,
): Promise<void> {
  const p3 = await tables.people.findBy("signInName", "", "user-p3");
  assert.equal(p3?.id, "p3");
  assert.deepEqual(p3?.devices, [{ mark: "d".repeat(32), usedAt: 3 }]);
  assert.equal(await tables.people.count("byRole", SCHOOL, ["student"]), 30);
  const taken = tables.people.insert({
    ...(await tables.people.find({ schoolId: SCHOOL, id: "p1" }))!,
    id: "new",
  });
  await assert.rejects(taken, { code: "conflict" });
  const found = await attemptsOf(attempts, { schoolId: SCHOOL, id: "as1" });
  assert.deepEqual(found.map(({ id }) => id), ["p1-1", "p1-2", "p1-3", "p2-1"]);
  assert.deepEqual((await attempts.listDue(5_000)).map(({ id }) => id), ["p2-1"]);
  assert.equal((await attempts.events(found[0]!, 30, 60)).length, 60);
  assert.equal((await files.read({ schoolId: SCHOOL, id: "f300000" }))?.length, 300_000);
  assert.equal((await sessions.ofPerson({ schoolId: "s1", id: "ann" })).length, 1);
  const facts = { attemptId: "a", seq: 1, submittedAt: 1, answered: 0, total: 0, answersHash: "0" };
  assert.ok(await verifyReceipt(receiptKeys, await signReceipt(receiptKeys, facts)));
}

import assert from "node:assert/strict";
import { kvContents } from "../../db/kv/contents.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import { type Contents, type Holding, KINDS, tally } from "../../lib/store/contents.ts";
import {
  type Deployment,
  deploymentOf,
  type Engine,
  type Note,
} from "../../lib/store/deployment.ts";
import { cancelMove, move, type MoveDeps, planMove } from "../../lib/store/move.ts";
import { fillStores } from "../worlds/contents_world.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { onMongo, withMongo } from "./mongo_server.ts";

interface Side {
  engine: Engine;
  contents: Contents;
  stores: Stores;
}
type WithSides = (test: (a: Side, b: Side) => Promise<void>) => Promise<void>;

const kvSide = (kv: Deno.Kv, engine: Engine): Side => ({
  engine,
  contents: kvContents(kv),
  stores: kvStores(kv),
});

/** Two embedded stores, of which one passes for the other engine: the move itself knows no engine. */
const twoKv: WithSides = async (test) => {
  using a = await Deno.openKv(":memory:");
  using b = await Deno.openKv(":memory:");
  await test(kvSide(a, "embedded"), kvSide(b, "mongodb"));
};

const kvAndMongo: WithSides = async (test) => {
  using kv = await Deno.openKv(":memory:");
  await withMongo(LAYOUTS, async (db) => {
    const mongo = {
      engine: "mongodb",
      contents: mongoContents(db),
      stores: mongoStores(db),
    } as const;
    await test(kvSide(kv, "embedded"), mongo);
  });
};

function depsOf(from: Side, to: Side): MoveDeps & { notes: Note[]; lines: string[] } {
  const [notes, lines]: [Note[], string[]] = [[], []];
  const note = (it: Note) => {
    notes.push(it);
    return Promise.resolve();
  };
  const say = (line: string) => void lines.push(line);
  return { from, to, now: Date.now, note, say, noticeMs: 0, notes, lines };
}

/** Contents whose writes fail from the given one on, as when the process dies. */
function dyingAfter(contents: Contents, writes: number): Contents {
  let left = writes;
  const count = () => {
    if (left-- <= 0) throw new Error("killed");
  };
  const dying = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(it, name) {
        const value = Reflect.get(it, name);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (names.includes(String(name))) count();
          return value.apply(it, args);
        };
      },
    });
  return {
    of: (kind): Holding => dying(contents.of(kind), ["write"]),
    clear: () => {
      count();
      return contents.clear();
    },
    facts: dying(contents.facts, ["set", "settle"]),
  };
}

async function assertMoved(from: Side, to: Side, before: Map<string, string>): Promise<void> {
  for (const kind of KINDS) {
    const { hash, count } = await tally(to.contents, kind);
    assert.equal(`${count} ${hash}`, before.get(kind), kind);
  }
  const [source, target] = await states(from, to);
  assert.deepEqual([source?.state, source?.other], ["moved_out", to.engine]);
  assert.deepEqual([target?.state, target?.id], ["in_use", source?.id]);
  assert.equal(await to.contents.facts.get("move"), null);
}

const states = (...sides: Side[]): Promise<(Deployment | null)[]> =>
  Promise.all(sides.map(({ contents }) => deploymentOf(contents.facts)));

async function tallies({ contents }: Side): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const kind of KINDS) {
    const { count, hash } = await tally(contents, kind);
    found.set(kind, `${count} ${hash}`);
  }
  return found;
}

for (
  const [name, withSides, options] of [["KV", twoKv, {}], ["MongoDB", kvAndMongo, onMongo]] as const
) {
  Deno.test(
    `move() to ${name} and back takes everything along`,
    options,
    () =>
      withSides(async (a, b) => {
        await fillStores(a.stores);
        const before = await tallies(a);
        const there = depsOf(a, b);
        await move(there);
        await assertMoved(a, b, before);
        assert.deepEqual(there.notes.map(({ engine }) => engine), [b.engine]);
        assert.ok(there.lines.includes("people: 30 verified"));
        const person = { schoolId: SCHOOL, id: "p5" };
        await b.stores.tables.people.update(person, (it) => ({ ...it, name: "New name" }));
        const changed = await tallies(b);
        await move(depsOf(b, a));
        await assertMoved(b, a, changed);
        assert.equal((await a.stores.tables.people.find(person))?.name, "New name");
      }),
  );

  Deno.test(
    `move() to ${name} goes on wherever it was killed`,
    options,
    () =>
      withSides(async (a, b) => {
        await fillStores(a.stores, 12);
        const before = await tallies(a);
        let killed = 0;
        for (let writes = 0;; writes++) {
          // Each run dies a few writes after the one before, the last does not.
          const dying = { ...b, contents: dyingAfter(b.contents, writes) };
          try {
            await move(depsOf(a, dying));
            break;
          } catch (error) {
            assert.match(String(error), /killed/);
            killed++;
          }
        }
        assert.ok(killed >= 5, `${killed}`);
        await assertMoved(a, b, before);
      }),
  );
}

Deno.test(
  "move() to MongoDB, which keeps no half of a character, finds the copy the same",
  onMongo,
  () =>
    kvAndMongo(async (a, b) => {
      await fillStores(a.stores, 2);
      const person = { schoolId: SCHOOL, id: "p1" };
      await a.stores.tables.people.update(person, (it) => ({ ...it, name: "Asha \ud83d" }));
      await move(depsOf(a, b));
      assert.equal((await b.stores.tables.people.find(person))?.name, "Asha \ufffd");
    }),
);

Deno.test("move() goes on after a kill between its last marks", () =>
  twoKv(async (a, b) => {
    await fillStores(a.stores, 3);
    const before = await tallies(a);
    const facts = a.contents.facts;
    // Source and target are marked as moving, then the target as in use; the mark of the source fails.
    const dying = { ...a, contents: dyingAfter(a.contents, 1) };
    await assert.rejects(move(depsOf(dying, b)), /killed/);
    assert.equal((await deploymentOf(facts))?.state, "moving_out");
    assert.equal((await deploymentOf(b.contents.facts))?.state, "in_use");
    const again = depsOf(a, b);
    await move(again);
    assert.equal(again.notes.length, 1);
    await assertMoved(a, b, before);
    await assert.rejects(move(depsOf(a, b)), /the data is not in embedded/);
  }));

Deno.test("planMove() counts and changes nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  using other = await Deno.openKv(":memory:");
  const [a, b] = [kvSide(kv, "embedded"), kvSide(other, "mongodb")];
  await fillStores(a.stores, 5);
  const stamps = async (it: Deno.Kv) => {
    const found: string[] = [];
    for await (const { key, versionstamp } of it.list({ prefix: [] })) {
      found.push(`${key.join("/")} ${versionstamp}`);
    }
    return found;
  };
  const before = await stamps(kv);
  const deps = depsOf(a, b);
  await planMove(deps);
  assert.ok(deps.lines.includes("people: 5") && deps.lines.includes("attempts: 4"));
  assert.deepEqual(await stamps(kv), before);
  assert.deepEqual(await stamps(other), []);
});

Deno.test("move() refuses a target with a school of its own, and a source that is not in use", () =>
  twoKv(async (a, b) => {
    await fillStores(a.stores, 2);
    await fillStores(b.stores, 2);
    for (const act of [planMove, move]) {
      await assert.rejects(act(depsOf(a, b)), /holds another deployment's data/);
    }
    await b.contents.clear();
    await move(depsOf(a, b));
    await assert.rejects(planMove(depsOf(a, b)), /the data is not in embedded/);
  }));

Deno.test("move() takes along what a server wrote before it noticed", () =>
  twoKv(async (a, b) => {
    await fillStores(a.stores, 2);
    const person = { schoolId: SCHOOL, id: "p1" };
    const deps = { ...depsOf(a, b), noticeMs: 200 };
    let seen: Promise<unknown> | null = null;
    deps.say = (line) => {
      if (!line.startsWith("Waiting")) return;
      seen = states(a, b);
      void a.stores.tables.people.update(person, (it) => ({ ...it, name: "Late" }));
    };
    await move(deps);
    const [source, target] = await seen! as (Deployment | null)[];
    assert.deepEqual([source?.state, target], ["moving_out", null]);
    assert.equal((await b.stores.tables.people.find(person))?.name, "Late");
  }));

Deno.test("move() sees that the source was written to meanwhile", () =>
  twoKv(async (a, b) => {
    await fillStores(a.stores, 12);
    const deps = depsOf(a, b);
    let written: Promise<unknown> | null = null;
    const change = () =>
      a.stores.tables.people.update({ schoolId: SCHOOL, id: "p1" }, (it) => ({ ...it, rev: 9 }));
    deps.say = (line) => {
      if (line.startsWith("attempts")) written ??= change();
    };
    await assert.rejects(move(deps), /The copy differs in people \(12 and 12, first \S+\/p1\)/);
    await written;
    assert.equal((await deploymentOf(b.contents.facts))?.state, "moving_in");
    await cancelMove(depsOf(a, b));
    const before = await tallies(a);
    await move(depsOf(a, b));
    await assertMoved(a, b, before);
  }));

Deno.test("cancelMove() leaves the data where it was and nothing in the target", () =>
  twoKv(async (a, b) => {
    await fillStores(a.stores, 12);
    await assert.rejects(cancelMove(depsOf(a, b)), /No move from embedded is under way/);
    const dying = { ...b, contents: dyingAfter(b.contents, 9) };
    await assert.rejects(move(depsOf(a, dying)), /killed/);
    await cancelMove(depsOf(a, b));
    assert.equal((await deploymentOf(a.contents.facts))?.state, "in_use");
    assert.equal(await deploymentOf(b.contents.facts), null);
    for (const kind of KINDS) assert.equal((await tally(b.contents, kind)).count, 0, kind);
    await move(depsOf(a, b));
    await assert.rejects(cancelMove(depsOf(a, b)), /No move from embedded/);
  }));

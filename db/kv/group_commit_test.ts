import assert from "node:assert/strict";
import { GroupCommit } from "./group_commit.ts";

Deno.test("GroupCommit commits all that arrives at once, and says of each whether its check held", async () => {
  using kv = await Deno.openKv(":memory:");
  const group = new GroupCommit(kv);
  await kv.set(["taken", 7], "before");
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, i) => {
      const key = ["taken", i];
      return group.commit(String(i), (commit) => {
        commit.check({ key, versionstamp: null }).set(key, i);
      });
    }),
  );
  assert.deepEqual(results.flatMap(({ ok }, i) => ok ? [] : [i]), [7]);
  assert.equal((await kv.get(["taken", 7])).value, "before");
  assert.equal((await kv.get(["taken", 8])).value, 8);
  assert.equal((await Array.fromAsync(kv.list({ prefix: ["taken"] }))).length, 50);
});

Deno.test("GroupCommit never commits two writes to one key together", async () => {
  using kv = await Deno.openKv(":memory:");
  const group = new GroupCommit(kv);
  const { versionstamp } = await kv.get(["one"]);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      group.commit("one", (commit) => {
        commit.check({ key: ["one"], versionstamp }).set(["one"], i);
      })),
  );
  assert.equal(results.filter(({ ok }) => ok).length, 1);
});

Deno.test("GroupCommit counts exactly when many change the same few things", async () => {
  using kv = await Deno.openKv(":memory:");
  const group = new GroupCommit(kv);
  const add = async (n: number) => {
    for (;;) {
      const entry = await kv.get<number>(["n", n]);
      const { ok } = await group.commit(String(n), (commit) => {
        commit.check(entry).set(["n", n], (entry.value ?? 0) + 1);
      });
      if (ok) return;
    }
  };
  await Promise.all(Array.from({ length: 200 }, (_, i) => add(i % 5)));
  const counts = await Array.fromAsync(kv.list<number>({ prefix: ["n"] }));
  assert.deepEqual(counts.map(({ value }) => value), [40, 40, 40, 40, 40]);
});

Deno.test("GroupCommit commits one by one what is too much for one commit, and refuses what is too much alone", async () => {
  using kv = await Deno.openKv(":memory:");
  const group = new GroupCommit(kv);
  const put = (i: number, bytes: number) =>
    group.commit(String(i), (commit) => {
      for (let part = 0; part < 2; part++) {
        commit.set(["large", i, part], new Uint8Array(bytes));
      }
    });
  const large = Array.from({ length: 30 }, (_, i) => put(i, 60_000));
  const refused = assert.rejects(put(99, 70_000), TypeError);
  const results = await Promise.all(large);
  await refused;
  assert.ok(results.every(({ ok }) => ok));
  assert.equal((await Array.fromAsync(kv.list({ prefix: ["large"] }))).length, 60);
});

Deno.test("GroupCommit tells all who wait that the store is closed", async () => {
  const kv = await Deno.openKv(":memory:");
  const group = new GroupCommit(kv);
  kv.close();
  const commits = Array.from(
    { length: 5 },
    (_, i) => group.commit(String(i), (commit) => void commit.set(["a", i], i)),
  );
  const results = await Promise.allSettled(commits);
  assert.ok(results.every(({ status }) => status === "rejected"));
});

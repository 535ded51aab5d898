import assert from "node:assert/strict";
import { KvOutageJournal, openOutageJournal } from "../../db/kv/outage_journal.ts";
import { type OpenRedis, openRedis } from "../../db/redis/open.ts";
import { away } from "../../lib/store/outage/away.ts";
import type { OutageJournal } from "../../lib/store/outage/journal.ts";
import { SharedOutageJournal } from "../../lib/store/outage/shared_journal.ts";
import { until } from "./bus_contract.ts";
import { anEntry, testOutageJournal } from "./outage_journal_contract.ts";
import { onRedis, ownRedis, redisUrl, withPrefix } from "../engines/redis_server.ts";

testOutageJournal("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(() => new KvOutageJournal(kv));
});

Deno.test("openOutageJournal() gives a folder's journal to one process at a time", async () => {
  const dir = await Deno.makeTempDir();
  {
    await using journal = await openOutageJournal(dir);
    await journal.append(anEntry("1"));
    await assert.rejects(openOutageJournal(dir), /process \d+ is using it/);
  }
  await using journal = await openOutageJournal(dir);
  assert.equal((await journal.news()).length, 1);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("KvOutageJournal refuses what no commit can hold", async () => {
  using kv = await Deno.openKv(":memory:");
  const journal = new KvOutageJournal(kv);
  const texts = Array.from({ length: 40 }, () => "x".repeat(20_000));
  await assert.rejects(journal.append(anEntry("1", ...texts)), { code: "unavailable" });
  assert.deepEqual(await journal.news(), []);
});

/** A connection that breaks may leave a timer of the driver's for a moment. */
const onKilled = { ...onRedis, sanitizeOps: false, sanitizeResources: false };

/** As the processes of one deployment open it, once it takes entries. */
async function withProcesses(
  count: number,
  { url, prefix }: { url: string; prefix: string },
  test: (journals: OutageJournal[]) => Promise<void>,
): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const processes: OpenRedis[] = [];
  for (let i = 0; i < count; i++) {
    processes.push(opened.use(await openRedis({ over: "tcp", url, prefix }, () => {})));
  }
  const journals = processes.map((it) => it.journal!);
  await until(() => journals.every((it) => it.isOpen()), "each takes entries");
  await test(journals);
}

testOutageJournal(
  "Redis",
  (use) =>
    withPrefix((prefix) =>
      withProcesses(4, { url: redisUrl(), prefix }, async (journals) => {
        await use(() => journals.shift()!);
      })
    ),
  onRedis,
);

Deno.test(
  "a journal in Redis tells each process what another appended, once, and what is gone",
  onRedis,
  () =>
    withPrefix((prefix) =>
      withProcesses(2, { url: redisUrl(), prefix }, async ([one, other]) => {
        await one!.append(anEntry("1"));
        await one!.append(anEntry("2"));
        assert.deepEqual((await other!.news()).map(({ id }) => id), ["1", "2"]);
        await one!.append(anEntry("3"));
        assert.deepEqual((await other!.news()).map(({ id }) => id), ["3"]);
        await one!.remove(["1"]);
        assert.deepEqual(await other!.carriedOut(["1", "2", "never"]), new Set(["1"]));
        assert.deepEqual((await one!.news()).map(({ id }) => id), ["2", "3"]);
      })
    ),
);

Deno.test(
  "a journal in Redis is not used where Redis may lose what it acknowledged",
  onRedis,
  async () => {
    await using server = await ownRedis();
    for (const setting of [["appendfsync", "everysec"], ["maxmemory-policy", "allkeys-lru"]]) {
      const settings = { over: "tcp", url: server.url, prefix: "t:" } as const;
      const said: string[] = [];
      await server.configure(setting[0]!, setting[1]!);
      await using redis = await openRedis(settings, (it) => {
        if (it.event === "warning") said.push(it.text);
      });
      await until(() => said.length > 0, "it is said");
      assert.match(said[0]!, new RegExp(`keeps no outage journal \\([^)]*${setting[0]}`));
      assert.equal(redis.journal!.isOpen(), false);
      await assert.rejects(redis.journal!.append(anEntry("1")), { reason: "outage" });
      await server.configure("appendfsync", "always");
      await server.configure("maxmemory-policy", "noeviction");
    }
  },
);

Deno.test(
  "what Redis cannot take waits in the process's own journal, and nothing is told twice",
  onKilled,
  async () => {
    await using server = await ownRedis();
    using kv = await Deno.openKv(":memory:");
    await withProcesses(1, { url: server.url, prefix: "t:" }, async ([shared]) => {
      const journal = new SharedOutageJournal(shared!, new KvOutageJournal(kv));
      await journal.append(anEntry("1"));
      await server.stop("SIGKILL");
      await until(() => !shared!.isOpen(), "it knows");
      await journal.append(anEntry("2"));
      await journal.remove(["1"]);
      await server.start();
      await until(() => shared!.isOpen(), "it takes entries again");
      assert.deepEqual((await journal.news()).map(({ id }) => id), ["2"]);
      await withProcesses(1, { url: server.url, prefix: "t:" }, async ([other]) => {
        const again = new SharedOutageJournal(other!, new KvOutageJournal(kv));
        assert.deepEqual((await again.news()).map(({ id }) => id), ["2"]);
        await again.remove(["2"]);
        assert.deepEqual(await again.carriedOut(["1", "2"]), new Set(["1", "2"]));
      });
      assert.equal(await journal.parked(), 0);
    });
  },
);

Deno.test(
  "a journal keeps what Redis acknowledged although Redis was killed",
  onKilled,
  async () => {
    await using server = await ownRedis();
    const place = { url: server.url, prefix: "t:" };
    const ids = Array.from({ length: 200 }, (_, i) => String(1_000 + i));
    const acknowledged: string[] = [];
    await withProcesses(1, place, async ([journal]) => {
      const writing = Promise.all(ids.map(async (id, i) => {
        await new Promise((wait) => setTimeout(wait, 2 * i));
        await journal!.append(anEntry(id, "an answer")).then(() => acknowledged.push(id), () => {});
      }));
      await new Promise((wait) => setTimeout(wait, 200));
      await server.stop("SIGKILL");
      await writing;
    });
    assert.ok(acknowledged.length > 20 && acknowledged.length < 200, `${acknowledged.length}`);
    await server.start();
    await withProcesses(1, place, async ([journal]) => {
      const kept = new Set((await journal!.news()).map(({ id }) => id));
      assert.deepEqual(acknowledged.filter((id) => !kept.has(id)), []);
    });
  },
);

Deno.test("what follows on an entry in the process's own journal waits there too", async () => {
  using kv = await Deno.openKv(":memory:");
  using shared = await Deno.openKv(":memory:");
  let refuses = true;
  const faulty = new Proxy(new KvOutageJournal(shared), {
    get(target, name) {
      if (name === "append" && refuses) return () => Promise.reject(new Error("NOPERM"));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const ids = async (of: Deno.Kv) => (await new KvOutageJournal(of).news()).map(({ id }) => id);
  const faults: string[] = [];
  const own = new KvOutageJournal(kv);
  const journal = new SharedOutageJournal(faulty, own, ({ message }) => faults.push(message));
  await journal.append(anEntry("1"));
  refuses = false;
  await journal.append(anEntry("2"));
  await journal.append({ ...anEntry("3"), attemptId: "another" });
  assert.deepEqual(faults, ["NOPERM"]);
  assert.deepEqual(await ids(kv), ["1", "2"]);
  await journal.remove(["1", "2"]);
  await journal.append(anEntry("4"));
  assert.deepEqual(await ids(kv), []);
  assert.deepEqual(await ids(shared), ["3", "4"]);
});

Deno.test("a process that is killed while an entry is removed starts again", async () => {
  using kv = await Deno.openKv(":memory:");
  const large = anEntry("1", ...["w", "x", "y", "z"].map((it) => it.repeat(20_000)));
  await new KvOutageJournal(kv).append(large);
  await new KvOutageJournal(kv).append(anEntry("2"));
  await kv.delete(["entry", "1", 0]);
  assert.deepEqual((await new KvOutageJournal(kv).news()).map(({ id }) => id), ["2"]);
});

Deno.test("an entry that this version cannot read stays, and stops nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  await new KvOutageJournal(kv).append(anEntry("2"));
  const text = JSON.stringify({ ...anEntry("1"), from: "a later version" });
  await kv.set(["entry", "1", 0], new TextEncoder().encode(text));
  const journal = new KvOutageJournal(kv);
  assert.deepEqual((await journal.news()).map(({ id }) => id), ["2"]);
  assert.equal(await journal.parked(), 1);
  assert.notEqual((await kv.get(["entry", "1", 0])).value, null);
});

Deno.test("an entry that neither journal took leaves nothing behind it", async () => {
  using kv = await Deno.openKv(":memory:");
  const shared = new KvOutageJournal(kv);
  let refuses = true;
  const full = new Proxy(shared, {
    get(target, name) {
      if (name === "append" && refuses) return () => Promise.reject(away(new Error("disk full")));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  using none = await Deno.openKv(":memory:");
  const broken = new KvOutageJournal(none);
  broken.append = () => Promise.reject(away(new Error("disk full")));
  const journal = new SharedOutageJournal(full, broken);
  await assert.rejects(journal.append(anEntry("1")), { reason: "outage" });
  refuses = false;
  await journal.append(anEntry("2"));
  assert.deepEqual((await new KvOutageJournal(kv).news()).map(({ id }) => id), ["2"]);
});

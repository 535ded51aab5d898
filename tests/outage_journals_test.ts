import assert from "node:assert/strict";
import { KvOutageJournal, openOutageJournal } from "../db/kv/outage_journal.ts";
import { anEntry, testOutageJournal } from "./outage_journal_contract.ts";

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

import assert from "node:assert/strict";
import { Disk } from "./disk.ts";

/** A KV whose writes fail as a full disk makes them fail, while `full` says so. */
async function withFullDisk(
  test: (
    it: { kv: Deno.Kv; disk: Disk; setFull: (full: boolean) => void; told: string[] },
  ) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  let full = false;
  const set = kv.set.bind(kv);
  const refusing = (...args: Parameters<typeof set>) =>
    full ? Promise.reject(new TypeError("database or disk is full")) : set(...args);
  Object.defineProperty(kv, "set", { value: refusing, configurable: true });
  const told: string[] = [];
  using disk = new Disk(kv, {
    path: "plp.kv",
    lookMs: 5,
    changed: (trouble) => told.push(trouble?.text ?? "well"),
  });
  await test({ kv, disk, setFull: (it) => full = it, told });
}

Deno.test("Disk refuses writes as an outage while there is no room, reads go on, and it ends by itself", () =>
  withFullDisk(async ({ kv, disk, setFull, told }) => {
    await kv.set(["a"], 1);
    assert.equal(disk.trouble(), null);
    setFull(true);
    await assert.rejects(kv.set(["a"], 2), { code: "unavailable", reason: "outage" });
    await assert.rejects(kv.set(["a"], 3), { code: "unavailable", reason: "outage" });
    assert.equal((await kv.get(["a"])).value, 1);
    assert.equal(disk.trouble()?.serves, true);
    setFull(false);
    while (disk.trouble() !== null) await new Promise((wait) => setTimeout(wait, 5));
    await kv.set(["a"], 4);
    assert.deepEqual(told.map((it) => it.replace(/ since .*/, "")), [
      "the disk of plp.kv takes nothing more",
      "well",
    ]);
  }));

Deno.test("Disk lets through what says nothing of the disk", async () => {
  using kv = await Deno.openKv(":memory:");
  using disk = new Disk(kv, { path: "plp.kv" });
  await assert.rejects(kv.set(["a"], new Uint8Array(70_000)), TypeError);
  await kv.atomic().set(["b"], 1).commit();
  const rows = [];
  for await (const { value } of kv.list({ prefix: [] })) rows.push(value);
  assert.deepEqual(rows, [1]);
  assert.equal(disk.trouble(), null);
});

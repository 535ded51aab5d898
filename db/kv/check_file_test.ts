import assert from "node:assert/strict";
import { damageOf, refuseDamaged } from "./check_file.ts";

/** A KV file of several pages that nobody has open. */
async function withFile(test: (path: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  const path = `${dir}/plp.kv`;
  const kv = await Deno.openKv(path);
  for (let i = 0; i < 40; i++) await kv.set(["row", i], "x".repeat(2_000));
  kv.close();
  try {
    await test(path);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function overwrite(path: string, at: number): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(at, Deno.SeekMode.Start);
  await file.write(new Uint8Array(4_096).fill(7));
}

for (const whole of [false, true]) {
  Deno.test(`damageOf() finds nothing in a good file, and takes no file for none, whole: ${whole}`, () =>
    withFile(async (path) => {
      assert.equal(await damageOf(path, { whole }), null);
      assert.equal(await damageOf(`${path}.none`, { whole }), null);
    }));

  Deno.test(`damageOf() finds a page that was overwritten, whole: ${whole}`, () =>
    withFile(async (path) => {
      await overwrite(path, 5 * 4_096);
      assert.match(await damageOf(path, { whole }) ?? "", /page 6/);
    }));

  Deno.test(`damageOf() finds a header that was overwritten, whole: ${whole}`, () =>
    withFile(async (path) => {
      await overwrite(path, 0);
      assert.equal(await damageOf(path, { whole }), "this is no database");
    }));
}

Deno.test("refuseDamaged() names the file and the way out", () =>
  withFile(async (path) => {
    await refuseDamaged(path);
    await overwrite(path, 5 * 4_096);
    await assert.rejects(refuseDamaged(path), (error: Error) => {
      assert.ok(error.message.includes(path));
      assert.match(error.message, /A damaged file/);
      return true;
    });
  }));

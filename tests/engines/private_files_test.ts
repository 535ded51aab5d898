import assert from "node:assert/strict";
import { openStore } from "../../db/kv/open.ts";
import { openOutageJournal } from "../../db/kv/outage_journal.ts";
import { readNote, writeNote } from "../../db/note.ts";

const NOTE = { id: "d1", engine: "embedded" } as const;
const FILES = ["outage.kv", "outage.lock", "plp.kv", "plp.lock", "store.json"];

/** Modes of the folder, under `.`, and of all in it. */
function modes(dir: string): Record<string, string> {
  const names = [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
  const mode = (path: string) => ((Deno.statSync(path).mode ?? 0) & 0o777).toString(8);
  return Object.fromEntries(
    [[".", mode(dir)], ...names.map((name) => [name, mode(`${dir}/${name}`)])],
  );
}

/** Opens all that is ever kept in a data folder, and says how, while it is open. */
async function whileOpen(dir: string): Promise<Record<string, string>> {
  await using store = await openStore(dir);
  await store.kv.set(["some"], 1);
  await using _journal = await openOutageJournal(dir);
  await writeNote(dir, NOTE);
  return modes(dir);
}

function assertPrivate(found: Record<string, string>): void {
  const { ".": folder, ...files } = found;
  assert.equal(folder, "700", JSON.stringify(found));
  for (const name of FILES) assert.ok(name in files, `${name} of ${Object.keys(files)}`);
  for (const [name, mode] of Object.entries(files)) assert.equal(mode, "600", name);
}

Deno.test("the data folder and all in it are for the server's account alone, under any umask", async () => {
  const root = await Deno.makeTempDir();
  const before = Deno.umask(0o000);
  try {
    const found = await whileOpen(`${root}/data`);
    assertPrivate(found);
    assert.ok("plp.kv-wal" in found, Object.keys(found).join());
  } finally {
    Deno.umask(before);
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("a folder from before is narrowed at the start, what lies in it and beside the database too", async () => {
  const dir = await Deno.makeTempDir();
  try {
    await whileOpen(dir);
    // As a server that was killed leaves them.
    for (const name of ["plp.kv-wal", "plp.kv-shm"]) {
      await Deno.writeFile(`${dir}/${name}`, new Uint8Array(), { append: true });
    }
    for (const { name } of Deno.readDirSync(dir)) await Deno.chmod(`${dir}/${name}`, 0o644);
    await Deno.chmod(dir, 0o755);
    assertPrivate(await whileOpen(dir));
    assert.deepEqual(await readNote(dir), NOTE);
    await using store = await openStore(dir);
    assert.equal((await store.kv.get(["some"])).value, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

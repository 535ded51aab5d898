/** Larger files are looked at from outside alone; 64 MiB take some 60 ms where the file is in memory. */
const WHOLE_BYTES = 64 * 1024 * 1024;
const MAGIC = "SQLite format 3\0";
const HEADER_BYTES = 100;

/**
 * What is wrong with a KV file that nobody has open, in the words of SQLite; `null`: nothing was found, or there is none.
 *
 * @param whole Looks at every page. Otherwise only files up to 64 MiB are looked at whole; of a larger one its header.
 */
export async function damageOf(
  path: string,
  { whole }: { whole: boolean },
): Promise<string | null> {
  const size = await sizeOf(path);
  if (size === null) return null;
  const header = size === 0 ? null : await headerProblem(path);
  if (header !== null || size === 0) return header;
  return whole || size <= WHOLE_BYTES ? await checked(path, whole) : null;
}

/** @throws {Error} naming the file and the way out. */
export async function refuseDamaged(path: string): Promise<void> {
  const damage = await damageOf(path, { whole: false });
  if (damage === null) return;
  throw new Error(
    `Cannot open ${path}: it is damaged (${damage}). Keep this folder as it is, and start with its last copy: ` +
      `see "A damaged file" in docs/STORES.md`,
  );
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function headerProblem(path: string): Promise<string | null> {
  using file = await Deno.open(path);
  const header = new Uint8Array(HEADER_BYTES);
  const read = await file.read(header);
  const magic = new TextDecoder("latin1").decode(header.subarray(0, MAGIC.length));
  return read === HEADER_BYTES && magic === MAGIC ? null : "this is no database";
}

async function checked(path: string, whole: boolean): Promise<string | null> {
  const { DatabaseSync } = await import("node:sqlite");
  try {
    using file = new DatabaseSync(path);
    const rows = file.prepare(`PRAGMA ${whole ? "integrity_check(20)" : "quick_check(1)"}`).all();
    const said = rows.flatMap((row) => Object.values(row)).map(String).join("; ");
    return said === "ok" ? null : said.replaceAll("\n", " ");
  } catch (error) {
    // Any failure: a file that cannot be looked at is not opened.
    return (error as Error).message;
  }
}

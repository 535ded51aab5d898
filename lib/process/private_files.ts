/** The data folder and its files are for the account that the server runs under, and for nobody else. @module */

const FOLDER = 0o700;
const FILE = 0o600;
/** What SQLite puts beside a database, with its mode, while it is open. */
const BESIDE = ["", "-wal", "-shm", "-journal"];

/** Makes the folder where it is missing, and narrows one that others may look into. */
export async function privateFolder(dir: string): Promise<void> {
  await Deno.mkdir(dir, { recursive: true, mode: FOLDER });
  await narrow(dir, FOLDER);
}

/** Makes an empty file where it is missing, and narrows one that others may read, with what a database has beside it. */
export async function privateFile(path: string): Promise<void> {
  const file = await Deno.open(path, { append: true, create: true, mode: FILE });
  file.close();
  for (const end of BESIDE) await narrow(`${path}${end}`, FILE);
}

/** Takes a file's text for one's own; an interrupted write leaves the file that was there. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await Deno.writeTextFile(draft, text, { mode: FILE });
  await narrow(draft, FILE);
  await Deno.rename(draft, path);
}

/** Of a file that is another account's, or lies where there are no modes, the mode stays as it is. */
async function narrow(path: string, mode: number): Promise<void> {
  try {
    const { mode: found } = await Deno.stat(path);
    if (found === null || (found & 0o777 & ~mode) === 0) return;
    await Deno.chmod(path, found & mode);
  } catch (error) {
    const { NotFound, PermissionDenied, NotSupported } = Deno.errors;
    const stays = [NotFound, PermissionDenied, NotSupported].some((it) => error instanceof it);
    if (!stays) throw error;
  }
}

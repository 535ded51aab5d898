import { privateFolder, writePrivate } from "../lib/process/private_files.ts";
import { type Note, NoteSchema } from "../lib/store/deployment.ts";

/** Where in the data folder it is written which store keeps the data. */
function path(dir: string): string {
  return `${dir}/store.json`;
}

/** What the data folder says of where the data is; `null` when it says nothing. */
export async function readNote(dir: string): Promise<Note | null> {
  try {
    return NoteSchema.parse(JSON.parse(await Deno.readTextFile(path(dir))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new Error(`Cannot read ${path(dir)}`, { cause: error });
  }
}

/** Replaces the note in one step. */
export async function writeNote(dir: string, note: Note): Promise<void> {
  await privateFolder(dir);
  await writePrivate(path(dir), JSON.stringify(NoteSchema.parse(note)) + "\n");
}

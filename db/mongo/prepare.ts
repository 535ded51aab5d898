import { type Db, MongoServerError } from "mongodb";
import type { CollectionLayout } from "./layout.ts";

/** Error codes of the server. */
const EXISTS = 48;
const UNKNOWN_COMMAND = 59;

/** Makes collections, indexes and validators that are missing; run again it changes nothing. */
export async function prepare(db: Db, layouts: readonly CollectionLayout[]): Promise<void> {
  // Alone first: of several that wait for a server that is away, only one says so.
  await db.command({ ping: 1 });
  await Promise.all(layouts.map((layout) => prepareOne(db, layout)));
}

async function prepareOne(db: Db, { name, indexes, schema }: CollectionLayout): Promise<void> {
  const validator = { $jsonSchema: schema };
  try {
    await db.createCollection(name, { validator });
  } catch (error) {
    if (codeOf(error) !== EXISTS) throw error;
    await replaceValidator(db, name, validator);
  }
  if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
}

async function replaceValidator(db: Db, name: string, validator: object): Promise<void> {
  try {
    await db.command({ collMod: name, validator });
  } catch (error) {
    // Such a server checks no documents either; the product checks every row it writes and reads.
    if (codeOf(error) !== UNKNOWN_COMMAND) throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof MongoServerError ? error.code : null;
}

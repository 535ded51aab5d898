import { type Db, MongoServerError } from "mongodb";
import { canonicalJson } from "../../lib/model/process/canonical_json.ts";
import type { CollectionLayout } from "./layout.ts";

/** Error codes of the server. */
const EXISTS = 48;
const UNKNOWN_COMMAND = 59;
/** An index is being built on the collection, or in its database. */
const BUSY: readonly unknown[] = [12_586, 12_587];

const TRIES = 5;
const PAUSE_MS = 1_000;

/**
 * Makes collections, indexes and validators that are missing; run again it changes nothing.
 *
 * @throws {Error} an outage (`outages.ts`) when a validator cannot be replaced because an index is still being built.
 */
export async function prepare(
  db: Db,
  layouts: readonly CollectionLayout[],
  pauseMs = PAUSE_MS,
): Promise<void> {
  // Alone first: of several that wait for a server that is away, only one says so.
  await db.command({ ping: 1 });
  const found = await db.listCollections<Existing>({}, { nameOnly: false }).toArray();
  const there = new Map(found.map((it) => [it.name, it]));
  const all = layouts.map((it) => prepareOne(db, it, { there: there.get(it.name), pauseMs }));
  // Whoever is told of one that failed finds nothing still being made.
  await Promise.allSettled(all);
  await Promise.all(all);
}

interface Existing {
  name: string;
  options?: { validator?: unknown };
}

async function prepareOne(
  db: Db,
  { name, indexes, schema }: CollectionLayout,
  { there, pauseMs }: { there: Existing | undefined; pauseMs: number },
): Promise<void> {
  const validator = { $jsonSchema: schema };
  if (there === undefined) await create(db, name, { validator, pauseMs });
  else if (canonicalJson(there.options?.validator ?? null) !== canonicalJson(validator)) {
    await replaceValidator(db, name, { validator, pauseMs });
  }
  if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
}

interface Change {
  validator: object;
  pauseMs: number;
}

async function create(db: Db, name: string, change: Change): Promise<void> {
  try {
    await db.createCollection(name, { validator: change.validator });
  } catch (error) {
    if (codeOf(error) !== EXISTS) throw error;
    await replaceValidator(db, name, change);
  }
}

async function replaceValidator(
  db: Db,
  name: string,
  { validator, pauseMs }: Change,
): Promise<void> {
  for (let left = TRIES - 1;; left--) {
    try {
      await db.command({ collMod: name, validator });
      return;
    } catch (error) {
      // Such a server checks no documents either; the product checks every row it writes and reads.
      if (codeOf(error) === UNKNOWN_COMMAND) return;
      if (left === 0 || !BUSY.includes(codeOf(error))) throw error;
    }
    await new Promise((wait) => setTimeout(wait, pauseMs));
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof MongoServerError ? error.code : null;
}

import type { Db } from "mongodb";
import { MongoFacts } from "./facts.ts";
import { auditSidesListed } from "./migrations/audit_sides.ts";
import { keysWithSchool } from "./migrations/keys_with_school.ts";
import { namesInOrder } from "./migrations/names_in_order.ts";
import { questionWords } from "./migrations/question_words.ts";
import { sharedTests } from "./migrations/shared_tests.ts";
import { relinkNames } from "./relink.ts";

/** One step from a schema version to the next; it may be run again after a crash and must then change nothing more. */
export interface Migration {
  version: number;
  what: string;
  run: (db: Db) => Promise<void>;
}

/** In order of version. Version 1 is the first layout. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, what: "first layout", run: () => Promise.resolve() },
  { version: 2, what: "school and person in every key", run: keysWithSchool },
  { version: 7, what: "names are compared without joiners", run: relinkNames },
  { version: 8, what: "names are listed by the order of letters", run: namesInOrder },
  { version: 9, what: "questions are found by what their papers show", run: questionWords },
  { version: 10, what: "shared tests are listed by all who write them", run: sharedTests },
  { version: 13, what: "entries are found by who, test, class and person", run: auditSidesListed },
];

/**
 * Brings the database to the newest schema version, step by step, writing the version after each.
 *
 * @returns The steps that were run.
 * @throws {Error} when the database was written by a newer product.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number[]> {
  const facts = new MongoFacts(db);
  const at = Number(await facts.get("schema") ?? 0);
  const newest = migrations.at(-1)?.version ?? 0;
  if (at > newest) {
    throw new Error(
      `Cannot open the data: it has schema version ${at}, this product knows ${newest}`,
    );
  }
  const steps = migrations.filter(({ version }) => version > at);
  for (const { version, run } of steps) {
    await run(db);
    await facts.set("schema", version);
  }
  return steps.map(({ version }) => version);
}

import assert from "node:assert/strict";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { kvContents } from "../../db/kv/contents.ts";
import { openStore } from "../../db/kv/open.ts";
import { mongoUrl, onMongo, SETTINGS } from "../engines/mongo_server.ts";
import { countAll } from "./counts.ts";
import { restoreMongo } from "./mongo_dump.ts";
import type { OldSchool } from "./kept.ts";
import { openOld } from "./opened.ts";
import { unpackFolder } from "./packed.ts";
import { goOn } from "./story.ts";

const VERSIONS = [...Deno.readDirSync(new URL(".", import.meta.url))]
  .filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();

Deno.test("schools of older versions are kept here", () => {
  assert.ok(VERSIONS.includes("87e85f9"), VERSIONS.join(" "));
});

for (const version of VERSIONS) {
  const at = (path: string) => new URL(`./${version}/${path}`, import.meta.url).pathname;

  Deno.test(
    `a school that ${version} left on the embedded store goes on`,
    { timeout: 120_000, sanitizeOps: false, sanitizeResources: false },
    async (t) => {
      const school = await readSchool(at("embedded"));
      const dir = await unpackFolder(at("embedded"));
      try {
        {
          await using store = await openStore(dir);
          assert.deepEqual(await countAll(kvContents(store.kv)), school.counts);
        }
        await using opened = await openOld(dir, {});
        await goOn(opened.test, school, t);
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  );

  Deno.test(
    `a school that ${version} left on MongoDB goes on, with what waited in its journal`,
    { ...onMongo, sanitizeOps: false, sanitizeResources: false },
    async (t) => {
      const school = await readSchool(at("mongodb"));
      const dir = await unpackFolder(at("mongodb"));
      const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
      await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
      try {
        await restoreMongo(connection.db, at("mongodb/collections"));
        assert.deepEqual(await countAll(mongoContents(connection.db)), school.counts);
        await using opened = await openOld(dir, { MONGODB_URL: mongoUrl(), MONGODB_DB: db });
        await carriedOut(opened.store.connections[0]!);
        await goOn(opened.test, school, t);
      } finally {
        await connection.db.dropDatabase();
        await Deno.remove(dir, { recursive: true });
      }
    },
  );
}

async function readSchool(dir: string): Promise<OldSchool> {
  return JSON.parse(await Deno.readTextFile(`${dir}/school.json`));
}

/** Waits until the store has what the journal kept. */
async function carriedOut({ waiting }: { waiting: () => number | Promise<number> }): Promise<void> {
  while (await waiting() > 0) await new Promise((wait) => setTimeout(wait, 20));
}

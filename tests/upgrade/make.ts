import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { kvContents } from "../../db/kv/contents.ts";
import { openStore } from "../../db/kv/open.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { tcpProxy } from "../faults/tcp_proxy.ts";
import { mongoUrl, SETTINGS } from "../engines/mongo_server.ts";
import { countAll } from "./counts.ts";
import { dumpMongo } from "./mongo_dump.ts";
import { type OldSchool, THEN } from "./kept.ts";
import { writeDuringOutage } from "./old_attempts.ts";
import { playSchool } from "./old_school.ts";
import { openOld } from "./opened.ts";
import { packFolder } from "./packed.ts";

/**
 * Makes what `upgrade_test.ts` opens for ever after: a school as this version of the product keeps it, on the embedded
 * store and on MongoDB. Run once for a version, with MONGODB_URL: `deno run -A tests/upgrade/make.ts <name>`.
 */
async function main([name]: string[]): Promise<void> {
  if (!name) throw new Error("Cannot make a school to keep: name the version");
  const to = new URL(`./${name}/`, import.meta.url).pathname;
  await makeEmbedded(`${to}embedded`);
  await makeMongo(`${to}mongodb`);
}

async function makeEmbedded(to: string): Promise<void> {
  const dir = await Deno.makeTempDir();
  let school: Omit<OldSchool, "counts">;
  {
    await using opened = await openOld(dir, {});
    opened.test.setNow(THEN);
    school = await playSchool(opened.test);
  }
  let counts: OldSchool["counts"];
  {
    await using store = await openStore(dir);
    counts = await countAll(kvContents(store.kv));
  }
  await packFolder(dir, to);
  await writeNotes(to, { ...school, counts });
}

async function makeMongo(to: string): Promise<void> {
  const dir = await Deno.makeTempDir();
  const db = `plp_old_${crypto.randomUUID().slice(0, 8)}`;
  await using proxy = await tcpProxy({ port: Number(new URL(mongoUrl()).port) });
  let school: Omit<OldSchool, "counts">;
  {
    const MONGODB_URL = `mongodb://127.0.0.1:${proxy.port}/`;
    await using opened = await openOld(dir, { MONGODB_URL, MONGODB_DB: db });
    opened.test.setNow(THEN);
    const played = await playSchool(opened.test);
    await proxy.setMode({ kind: "refuse" });
    const [mongodb] = opened.store.connections;
    while (mongodb!.health().state === "up") await new Promise((wait) => setTimeout(wait, 50));
    school = { ...played, running: await writeDuringOutage(opened.test, played) };
  }
  await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
  await packFolder(dir, to);
  await dumpMongo(connection.db, `${to}/collections`);
  await writeNotes(to, { ...school, counts: await countAll(mongoContents(connection.db)) });
  await connection.db.dropDatabase();
}

async function writeNotes(dir: string, school: OldSchool): Promise<void> {
  await Deno.writeTextFile(`${dir}/school.json`, JSON.stringify(school, null, 2) + "\n");
}

if (import.meta.main) await main(Deno.args);

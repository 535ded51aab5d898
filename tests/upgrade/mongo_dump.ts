import { BSON, type Db, type Document } from "mongodb";

const { EJSON } = BSON;

/** A collection as a dump keeps it: its indexes but the one of `_id`, and each document as a line of canonical EJSON. */
interface Dumped {
  indexes: { key: Document; name: string; unique?: boolean; sparse?: boolean }[];
  lines: string[];
}

/** Writes every collection into `dir`: `indexes.json`, and a file of EJSON lines each. */
export async function dumpMongo(db: Db, dir: string): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  const indexes: Record<string, Dumped["indexes"]> = {};
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) =>
    name
  );
  for (const name of names.sort()) {
    const found = await db.collection(name).indexes();
    indexes[name] = found.filter((it) => it.name !== "_id_").map(
      ({ key, name = "", unique, sparse }) => ({
        key,
        name,
        ...(unique && { unique }),
        ...(sparse && { sparse }),
      }),
    ).sort((a, b) => a.name < b.name ? -1 : 1);
    const rows = await db.collection(name).find({}, { promoteValues: false }).sort({ _id: 1 })
      .toArray();
    const lines = rows.map((it) => EJSON.stringify(it, { relaxed: false }));
    await Deno.writeTextFile(`${dir}/${name}.ejsonl`, lines.map((it) => `${it}\n`).join(""));
  }
  await Deno.writeTextFile(`${dir}/indexes.json`, JSON.stringify(indexes, null, 2) + "\n");
}

/** Brings what {@linkcode dumpMongo} wrote into an empty database. */
export async function restoreMongo(db: Db, dir: string): Promise<void> {
  const indexes: Record<string, Dumped["indexes"]> = JSON.parse(
    await Deno.readTextFile(`${dir}/indexes.json`),
  );
  for (const [name, wanted] of Object.entries(indexes)) {
    const collection = await db.createCollection(name);
    const lines = (await Deno.readTextFile(`${dir}/${name}.ejsonl`)).split("\n").filter(Boolean);
    const rows = lines.map((it) => EJSON.parse(it, { relaxed: false }) as Document);
    if (rows.length > 0) await collection.insertMany(rows);
    if (wanted.length > 0) await collection.createIndexes(wanted);
  }
}

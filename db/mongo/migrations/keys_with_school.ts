import { type AnyBulkWriteOperation, type Collection, type Db, MongoServerError } from "mongodb";
import { encodeKey } from "../keys.ts";

/** Error codes of the server: no such collection, no such index. */
const MISSING: readonly unknown[] = [26, 27];
const BATCH = 500;

interface OldRow {
  _id: string;
  v: string;
  row: { id: string; schoolId: string; name: string; createdAt: number };
}

/**
 * Version 2: a person's sessions are found by school and person, and lists over the installation end in school and id, so that
 * a page that ends between rows of two schools with one id loses neither. Sessions go on.
 */
export async function keysWithSchool(db: Db): Promise<void> {
  const sessions = db.collection("sessions");
  await sessions.updateMany({ personId: { $exists: true } }, { $unset: { personId: "" } });
  await sessions.dropIndex("personId").catch((error) => {
    if (!(error instanceof MongoServerError) || !MISSING.includes(error.code)) throw error;
  });
  await setKeys(db.collection("schools"), "i.all", ({ name }) => name.toLowerCase());
  await setKeys(db.collection("audits"), "i.installation", ({ createdAt }) => createdAt);
}

/** A row that another process writes meanwhile keeps the key that came with it. */
async function setKeys(
  rows: Collection<OldRow>,
  path: string,
  first: (row: OldRow["row"]) => string | number,
): Promise<void> {
  let writes: AnyBulkWriteOperation<OldRow>[] = [];
  const flush = async () => {
    if (writes.length > 0) await rows.bulkWrite(writes, { ordered: false });
    writes = [];
  };
  const fields = { v: 1, "row.id": 1, "row.schoolId": 1, "row.name": 1, "row.createdAt": 1 };
  for await (const { _id, v, row } of rows.find({}, { projection: fields, batchSize: BATCH })) {
    const key = encodeKey(["*", first(row), row.schoolId, row.id]);
    writes.push({ updateOne: { filter: { _id, v }, update: { $set: { [path]: key } } } });
    if (writes.length === BATCH) await flush();
  }
  await flush();
}

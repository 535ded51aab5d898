import type { Db } from "mongodb";
import { renewHead } from "../../../lib/questions/heads.ts";
import { TABLES } from "../../../lib/store/tables.ts";
import { MongoTable } from "../table.ts";

/** As `questionWords()` of the embedded store. */
export async function questionWords(db: Db): Promise<void> {
  const tables = {
    questions: new MongoTable(db, TABLES.questions),
    questionVersions: new MongoTable(db, TABLES.questionVersions),
    questionDrafts: new MongoTable(db, TABLES.questionDrafts),
  };
  const rows = db.collection<{ row: { schoolId: string; id: string } }>(TABLES.questions.name);
  const fields = { "row.schoolId": 1, "row.id": 1 };
  for await (const { row: { schoolId, id } } of rows.find({}, { projection: fields })) {
    await renewHead(tables, { schoolId, id });
  }
}

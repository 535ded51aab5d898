import { renewHead } from "../../../lib/questions/heads.ts";
import { TABLES } from "../../../lib/store/tables.ts";
import { KvTable } from "../table.ts";

/**
 * Version 9: questions are found by words without signs that nobody sees, and both listed and found by their chemistry and
 * their lowered and raised parts as papers show them. Run again it changes nothing.
 */
export async function questionWords(kv: Deno.Kv): Promise<void> {
  const tables = {
    questions: new KvTable(kv, TABLES.questions),
    questionVersions: new KvTable(kv, TABLES.questionVersions),
    questionDrafts: new KvTable(kv, TABLES.questionDrafts),
  };
  for await (const { key: [, , schoolId, id] } of kv.list({ prefix: ["r", "questions"] })) {
    await renewHead(tables, { schoolId: String(schoolId), id: String(id) });
  }
}

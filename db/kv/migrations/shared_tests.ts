import { TABLES } from "../../../lib/store/tables.ts";
import { cacheOf } from "../read_cache.ts";
import { KvTable } from "../table.ts";

/** Version 10: tests that several write are listed by each of them. Run again it writes what is there. */
export async function sharedTests(kv: Deno.Kv): Promise<void> {
  const { name } = TABLES.exams;
  const table = new KvTable(kv, TABLES.exams);
  for await (const { key: [, , schoolId, id] } of kv.list({ prefix: ["r", name] })) {
    const ref = { schoolId: String(schoolId), id: String(id) };
    const exam = await table.find(ref);
    if (exam === null || exam.editorIds.length === 0) continue;
    const write = kv.atomic();
    // ["i", table, school, index, ...]
    for (const { key } of table.links(exam)) if (key[3] === "shared") write.set(key, ref);
    await write.commit();
  }
  cacheOf(kv).clear();
}

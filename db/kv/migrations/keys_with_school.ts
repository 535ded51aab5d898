import { SessionSchema } from "../../../lib/model/people/people_schema.ts";
import { cacheOf } from "../read_cache.ts";
import { listedKey, sessionLifeMs } from "../sessions.ts";

/** Lists over the installation as version 1 had them: one key part, then the row's id. */
const LISTS = [["schools", "all"], ["audits", "installation"]] as const;
const OLD_LENGTH = 6;
/** Changes in a commit, which takes 1,000. */
const BATCH = 200;

/**
 * Version 2: a person's sessions are listed under school and person, and lists over the installation end in school and id, so
 * that rows of two schools with one id are two entries. Sessions go on.
 */
export async function keysWithSchool(kv: Deno.Kv): Promise<void> {
  await listSessions(kv);
  for (const [table, index] of LISTS) await moveEntries(kv, ["i", table, "*", index]);
  cacheOf(kv).clear();
}

async function listSessions(kv: Deno.Kv): Promise<void> {
  const now = Date.now();
  for await (const { value } of kv.list({ prefix: ["session"] })) {
    const session = SessionSchema.parse(value);
    await kv.set(listedKey(session), true, { expireIn: sessionLifeMs(session, now) });
  }
  for await (const { key } of kv.list({ prefix: ["session_of"] })) {
    if (key.length === 3) await kv.delete(key);
  }
}

async function moveEntries(kv: Deno.Kv, prefix: Deno.KvKey): Promise<void> {
  let write = kv.atomic();
  let moved = 0;
  for await (const { key, value } of kv.list<{ schoolId: string; id: string }>({ prefix })) {
    if (key.length !== OLD_LENGTH) continue;
    write.delete(key).set([...key.slice(0, -1), value.schoolId, value.id], value);
    if (++moved % BATCH > 0) continue;
    await write.commit();
    write = kv.atomic();
  }
  await write.commit();
}

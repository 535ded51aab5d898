/** Bare Hono on the embedded store's own keys: PORT and DATA_DIR say where. */
import { SCHOOL } from "../../school.ts";
import { sessionId } from "../../../lib/access/sessions.ts";
import { bareApp, type BareStore } from "./app.ts";

/** The keys that `db/kv` reads and writes, in the same number of calls. */
function bareKv(kv: Deno.Kv): BareStore {
  const row = (table: string, id: string) => kv.get<{ row: never }>(["r", table, SCHOOL, id]);
  return {
    async signedIn(id) {
      const { value: session } = await kv.get<{ personId: string }>(["session", id]);
      if (session === null) return null;
      const person = await row("people", session.personId);
      await row("schools", SCHOOL);
      return person.value?.row ?? null;
    },
    async frame(personId) {
      const unread = kv.list({ prefix: ["i", "notices", SCHOOL, "unread", personId] }, {
        limit: 99,
      });
      return await Promise.all([row("schools", SCHOOL), Array.fromAsync(unread)]);
    },
    async people(limit) {
      const prefix = ["i", "people", SCHOOL, "byName"];
      const refs: string[] = [];
      for await (const { value } of kv.list<{ id: string }>({ prefix }, { limit })) {
        refs.push(value.id);
      }
      const batches = [];
      for (let at = 0; at < refs.length; at += 10) {
        const keys = refs.slice(at, at + 10).map((id) => ["r", "people", SCHOOL, id]);
        batches.push(kv.getMany<{ row: unknown }[]>(keys));
      }
      return (await Promise.all(batches)).flat().map(({ value }) => value?.row);
    },
    async save(attemptId, { n, slotId, response }) {
      for (;;) {
        const head = await kv.get<Record<string, unknown>>(["attempt", SCHOOL, attemptId]);
        const at = Date.now();
        const seq = Number(head.value!["seq"]) + 1;
        const writers = { barewriter: { n, label: "", at } };
        const done = await kv.atomic().check(head)
          .set(head.key, { ...head.value, seq, writers, lastSeenAt: at, lastSavedAt: at })
          .set(["attempt_answer", SCHOOL, attemptId, slotId], {
            slotId,
            response,
            seq,
            writerId: "barewriter",
            savedAt: at,
            edits: 0,
            parked: [],
          })
          .set(["attempt_event", SCHOOL, attemptId, seq], {
            seq,
            at,
            actor: { kind: "student", id: String(head.value!["studentId"]) },
            writerId: "barewriter",
            n,
            late: false,
            data: { type: "answered", slotId, response },
          })
          .commit();
        if (done.ok) return;
      }
    },
  };
}

if (import.meta.main) {
  const kv = await Deno.openKv(`${Deno.env.get("DATA_DIR")}/plp.kv`);
  const port = Number(Deno.env.get("PORT"));
  Deno.serve({ port, onListen: () => {} }, bareApp(bareKv(kv), sessionId).fetch);
}

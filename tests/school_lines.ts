import { tablesOn } from "../db/kv/open.ts";
import {
  AnswerSchema,
  type Attempt,
  AttemptEventSchema,
  AttemptSchema,
} from "../lib/model/attempt_schema.ts";
import type { Assignment } from "../lib/model/assignment_schema.ts";
import { StoredFileSchema } from "../lib/model/file_schema.ts";
import type { Row, Table } from "../lib/store.ts";

/** Fields that differ in every school: made by chance, or following from ids. */
const CHANCE = new Set([
  "passwordHash",
  "contentHash",
  "rulesHash",
  "receipt",
  "writers",
  "writerId",
  "order",
  "seen",
  "targetId",
]);
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** One stored thing, read by its schema. */
interface Kept {
  kind: string;
  value: Row | unknown[];
}

/**
 * Every row, attempt, answer and event of a store as a line each, sorted, with names in place of row ids and without times: the
 * same school gives the same lines.
 *
 * @throws {Error} for what does not fit its schema.
 */
export async function schoolLines(kv: Deno.Kv): Promise<string[]> {
  const kept = await keptIn(kv);
  const names = namesIn(kept);
  return kept.map(({ kind, value }) => {
    const text = JSON.stringify(value, (key, inner) => isPassing(key) ? undefined : inner)
      .replace(UUID, (id) => names.get(id) ?? "?");
    return `${kind} ${JSON.stringify(sorted(JSON.parse(text)))}`;
  }).sort();
}

async function keptIn(kv: Deno.Kv): Promise<Kept[]> {
  const tables = new Map<string, Pick<Table<Row>, "find">>(
    Object.values(tablesOn(kv)).map((it) => [it.spec.name, it]),
  );
  const kept: Kept[] = [];
  for await (const { key, value } of kv.list<unknown>({ prefix: [] }, { batchSize: 500 })) {
    const [kind = "", second = "", third = "", fourth = ""] = key.map(String);
    if (kind === "r") {
      const row = await tables.get(second)?.find({ schoolId: third, id: fourth });
      if (!row) throw new Error(`Cannot find row ${key.join("/")}`);
      kept.push({ kind: second, value: row });
    }
    if (kind === "file") kept.push({ kind, value: StoredFileSchema.parse(value) });
    if (kind === "attempt") kept.push({ kind, value: AttemptSchema.parse(value) });
    if (kind === "attempt_answer") kept.push({ kind, value: [third, AnswerSchema.parse(value)] });
    if (kind === "attempt_event") {
      kept.push({ kind, value: [third, AttemptEventSchema.parse(value)] });
    }
  }
  return kept;
}

function isPassing(key: string): boolean {
  return CHANCE.has(key) || /^at$|At$/.test(key);
}

/** A name for every id that is spoken of elsewhere. */
function namesIn(kept: readonly Kept[]): Map<string, string> {
  const names = new Map<string, string>();
  const rows = (kind: string) => kept.filter((it) => it.kind === kind).map(({ value }) => value);
  for (const { kind, value } of kept) {
    if (Array.isArray(value)) continue;
    const { username, name, title } = value as Row & Partial<Record<string, unknown>>;
    names.set(value.id, `<${kind} ${username ?? title ?? name ?? ""}>`);
  }
  for (const { id, title, audience } of rows("assignments") as Assignment[]) {
    const whom = audience.kind === "class" ? names.get(audience.classId) : "people";
    names.set(id, `<${title} for ${whom}>`);
  }
  for (const { id, assignmentId, studentId, number } of rows("attempt") as Attempt[]) {
    names.set(id, `<${names.get(assignmentId)} by ${names.get(studentId)}, ${number}>`);
  }
  return names;
}

/** Papers show questions and options in another order to everyone, so order says nothing here. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).map((it) => JSON.stringify(it)).sort();
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => a < b ? -1 : 1),
  );
}

import {
  type Contents,
  KINDS,
  type WholeAttempt,
  type WholeFile,
} from "../../lib/store/contents.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Row } from "../../lib/store/store.ts";

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
export async function schoolLines(contents: Contents): Promise<string[]> {
  const kept = await keptIn(contents);
  const names = namesIn(kept);
  return kept.map(({ kind, value }) => {
    const text = JSON.stringify(value, (key, inner) => isPassing(key) ? undefined : inner)
      .replace(UUID, (id) => names.get(id) ?? "?");
    return `${kind} ${JSON.stringify(sorted(JSON.parse(text)))}`;
  }).sort();
}

async function keptIn(contents: Contents): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const kind of KINDS) {
    for await (const { value } of contents.of(kind).read()) {
      if (kind === "attempts") kept.push(...ofAttempt(value as WholeAttempt));
      else if (kind === "files") kept.push({ kind: "file", value: (value as WholeFile).file });
      else if (kind !== "sessions" && kind !== "receipt_keys") {
        kept.push({ kind, value: value as Row });
      }
    }
  }
  return kept;
}

function ofAttempt({ attempt, answers, events }: WholeAttempt): Kept[] {
  return [
    { kind: "attempt", value: attempt },
    ...answers.map((it) => ({ kind: "attempt_answer", value: [attempt.id, it] })),
    ...events.map((it) => ({ kind: "attempt_event", value: [attempt.id, it] })),
  ];
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

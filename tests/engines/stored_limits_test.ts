import assert from "node:assert/strict";
import type { z } from "zod";
import {
  AnswerSchema,
  AttemptEventSchema,
  AttemptShape,
  PaperSchema,
} from "../../lib/model/attempts/attempt_schema.ts";
import { StoredFileSchema } from "../../lib/model/files/file_schema.ts";
import { SessionSchema } from "../../lib/model/people/people_schema.ts";
import { JournalEntrySchema } from "../../lib/store/outage/journal.ts";
import { TABLES } from "../../lib/store/tables.ts";

/** Everything that is stored, by what a finding calls it. */
const STORED: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(Object.values(TABLES).map(({ name, schema }) => [name, schema])),
  "attempt head": AttemptShape,
  "attempt paper": PaperSchema,
  "attempt event": AttemptEventSchema,
  "attempt answer": AnswerSchema,
  "journal entry": JournalEntrySchema,
  session: SessionSchema,
  file: StoredFileSchema,
};

/** What has no maximum of its own, and why it cannot grow all the same. */
const EXEMPT: Readonly<Record<string, string>> = {};

interface Def {
  type: string;
  checks?: { _zod: { def: { check: string } } }[];
  [part: string]: unknown;
}

function defOf(schema: unknown): Def {
  return (schema as { _zod: { def: Def } })._zod.def;
}

const BOUNDS = ["max_length", "length_equals", "string_format", "custom"];

function isBounded(def: Def): boolean {
  const checks = (def.checks ?? []).map(({ _zod }) => _zod.def.check);
  return "format" in def || checks.some((check) => BOUNDS.includes(check));
}

/** Paths of arrays, records and texts without a maximum. */
function unbounded(schema: unknown, path: string): string[] {
  const def = defOf(schema);
  const own = ["array", "record", "string", "map", "set"].includes(def.type) && !isBounded(def)
    ? [`${path}: ${def.type}`]
    : [];
  return [...own, ...inner(def).flatMap(([name, it]) => unbounded(it, path + name))];
}

function inner(def: Def): [name: string, schema: unknown][] {
  switch (def.type) {
    case "object":
      return Object.entries(def["shape"] as Record<string, unknown>)
        .map(([name, it]) => [`.${name}`, it]);
    case "array":
      return [["[]", def["element"]]];
    case "record":
      return [["{}", def["valueType"]], ["{key}", def["keyType"]]];
    case "union":
      return (def["options"] as unknown[]).map((it, i) => [`|${i}`, it]);
    case "pipe":
      return [["", def["in"]], ["", def["out"]]];
    case "nullable":
    case "optional":
    case "default":
    case "readonly":
      return [["", def["innerType"]]];
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "enum":
    case "literal":
    case "null":
    case "transform":
      return [];
    default:
      throw new Error(`Cannot walk a schema of type ${def.type}`);
  }
}

Deno.test("whatever is stored has a maximum: every list, record and text of every row", () => {
  const names = Object.keys(STORED);
  assert.ok(names.length > Object.keys(TABLES).length);
  const found = names.flatMap((name) => unbounded(STORED[name], name));
  assert.deepEqual(found.filter((it) => !(it in EXEMPT)), []);
  assert.deepEqual(Object.keys(EXEMPT).filter((it) => !found.includes(it)), []);
});

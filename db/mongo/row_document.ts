import {
  entryEnd,
  type IndexRule,
  keyOf,
  type KeyPart,
  keysOf,
  type Row,
  type Scope,
  type TableSpec,
} from "../../lib/store/store.ts";
import { encodeKey } from "./keys.ts";

/** One row with all that is found or listed by; one document, so that every change is whole. */
export interface RowDocument {
  /** School and id: {@linkcode rowId}. */
  _id: string;
  /** Another at every write; what a write compares before it replaces. */
  v: string;
  row: unknown;
  /** Values claimed, by unique rule; a rule that claims nothing is left out. */
  u: Record<string, string[]>;
  /** Keys by index: a string, or several where the rule says `many`. */
  i: Record<string, string | string[]>;
  digest?: { version: number; of: unknown };
}

/** A row's `_id`. */
export const rowId = keyOf;

/** The document of a row. @throws {Error} when the row does not fit its schema. */
export function rowDocument<R extends Row>(spec: TableSpec<R>, given: R): RowDocument {
  const row = spec.schema.parse(given);
  const { digest } = spec;
  return {
    _id: rowId(row),
    v: crypto.randomUUID(),
    row,
    u: claims(spec, row),
    i: entries(spec, row),
    ...(digest && { digest: { version: digest.version, of: digest.of(row) } }),
  };
}

/** A claimed value within its scope. */
export function claim(scope: Scope | undefined, schoolId: string, value: string): string {
  return `${scoped(scope, schoolId)}/${value}`;
}

/** The beginning of every index key under `prefix`. */
export function indexKey(
  { scope }: Pick<IndexRule<Row>, "scope">,
  schoolId: string,
  prefix: readonly KeyPart[],
): string {
  return encodeKey([scoped(scope, schoolId), ...prefix]);
}

/** What a document holds as a row, checked. @throws {Error} for a row that no longer fits its schema. */
export function rowOf<R extends Row>(
  spec: TableSpec<R>,
  { _id, row }: Pick<RowDocument, "_id" | "row">,
): R {
  const result = spec.schema.safeParse(row);
  if (result.success) return result.data;
  throw new Error(
    `Cannot read row ${spec.name}/${_id}: ${result.error.issues[0]?.path.join(".")}`,
    { cause: result.error },
  );
}

function scoped(scope: Scope | undefined, schoolId: string): string {
  return scope === "installation" ? "*" : schoolId;
}

function claims<R extends Row>(spec: TableSpec<R>, row: R): RowDocument["u"] {
  const all = Object.entries(spec.unique).map(([name, { values, scope }]) =>
    [name, [...new Set(values(row))].map((value) => claim(scope, row.schoolId, value))] as const
  );
  return Object.fromEntries(all.filter(([, values]) => values.length > 0));
}

function entries<R extends Row>(spec: TableSpec<R>, row: R): RowDocument["i"] {
  const found: RowDocument["i"] = {};
  for (const [name, rule] of Object.entries(spec.indexes)) {
    const keys = keysOf(spec, name, row).map((key) =>
      indexKey(rule, row.schoolId, [...key, ...entryEnd(rule, row)])
    );
    const [first] = keys;
    if (first === undefined) continue;
    found[name] = rule.many ? [...new Set(keys)] : first;
  }
  return found;
}

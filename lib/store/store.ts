import type { z } from "zod";
import { DomainError } from "../model/process/errors.ts";

/** `schoolId` of rows that belong to the installation itself. */
export const INSTALLATION = "installation";

/** Every stored row is scoped by its school. */
export interface Row {
  id: string;
  schoolId: string;
}

export type RowRef = Pick<Row, "id" | "schoolId">;

/** The row among all of its kind, as one string. */
export function keyOf({ schoolId, id }: RowRef): string {
  return `${schoolId}/${id}`;
}

/** Numbers sort before strings; both in their natural order. */
export type KeyPart = string | number;

/** Within one school, or over the whole installation. */
export type Scope = "school" | "installation";

export interface UniqueRule<R> {
  /** The values this row claims; two rows never claim the same. Empty claims nothing. */
  values: (row: R) => readonly string[];
  scope?: Scope;
}

export interface IndexRule<R> {
  /** The keys under which the row is listed, each in sort order; empty lists it nowhere. */
  keys: (row: R) => readonly (readonly KeyPart[])[];
  /** `keys` may give several; without it one at most. */
  many?: true;
  scope?: Scope;
}

/** A small part of a row, kept with its index entries so that figures over thousands of rows read none of them. */
export interface DigestRule<R, D> {
  schema: z.ZodType<D>;
  of: (row: R) => D;
}

/** One kind of row, declared as data: every engine builds its table from this. */
export interface TableSpec<
  R extends Row,
  U extends string = string,
  I extends string = string,
  D = unknown,
> {
  name: string;
  schema: z.ZodType<R>;
  unique: Readonly<Record<U, UniqueRule<R>>>;
  indexes: Readonly<Record<I, IndexRule<R>>>;
  /** What `digests` gives. Raise `version` when it changes: entries of another version are made from their rows. */
  digest?: DigestRule<R, D> & { version: number };
}

export interface ListOptions {
  /** At most 1,000. */
  limit?: number;
  /** `next` of the page before. */
  after?: string | undefined;
  reverse?: boolean;
  /** Bounds on the key part after the prefix: from inclusive, before exclusive. */
  from?: KeyPart;
  before?: KeyPart;
}

export interface Page<T> {
  items: T[];
  /** Cursor of the page after; `null` on the last. */
  next: string | null;
}

/** For an `after` that no page of the list gave. */
export function noSuchCursor(cause?: unknown): DomainError {
  return new DomainError("invalid", "This list cannot go on from there", { cause });
}

/** Where rows of one kind are kept. Every engine passes `tests/contracts/table_contract.ts`. */
export interface Table<
  R extends Row,
  U extends string = string,
  I extends string = string,
  D = unknown,
> {
  readonly spec: TableSpec<R, U, I, D>;

  /** The row, or `null` if this school has none with this id. */
  find(ref: RowRef): Promise<R | null>;

  /** The rows of one school in the order of `ids`; a missing one is left out. */
  findMany(schoolId: string, ids: readonly string[]): Promise<R[]>;

  /** The row that claims `value`. @param schoolId Ignored by rules of installation scope. */
  findBy(unique: U, schoolId: string, value: string): Promise<R | null>;

  /** @throws {DomainError} `conflict` when the id or a unique value is taken; `detail.unique` names the rule, `id` for the id. */
  insert(row: R): Promise<void>;

  /**
   * Applies `change` to the stored row atomically and returns the result.
   *
   * @param change Pure: after a lost race it is called again on the newer row. Returning the same object writes nothing.
   * @throws {DomainError} `not_found`; `conflict` when a unique value is taken, or after many lost
   * races. What `change` throws passes through, and then nothing is written.
   */
  update(ref: RowRef, change: (row: R) => R): Promise<R>;

  /** Inserts `row`, or returns the row that already has its id. */
  ensure(row: R): Promise<R>;

  /** Removes the row; one that is not there is removed already. */
  remove(ref: RowRef): Promise<void>;

  /**
   * Rows whose key begins with `prefix`, in key order.
   *
   * @param schoolId Ignored by indexes of installation scope.
   * @throws {DomainError} `invalid` for a cursor that is none of this list's.
   */
  list(
    index: I,
    schoolId: string,
    prefix: readonly KeyPart[],
    options?: ListOptions,
  ): Promise<Page<R>>;

  /** The digest of every row under `prefix`, in key order, without reading the rows. @throws {Error} where the table has none. */
  digests(
    index: I,
    schoolId: string,
    prefix: readonly KeyPart[],
    bounds?: Pick<ListOptions, "from" | "before">,
  ): Promise<D[]>;

  /** How many rows `list` would give, counted up to `limit` (1,000). */
  count(index: I, schoolId: string, prefix: readonly KeyPart[], limit?: number): Promise<number>;
}

/** The keys under which an index lists a row, for engines. @throws {Error} for several without `many`. */
export function keysOf<R extends Row>(
  { name, indexes }: TableSpec<R>,
  index: string,
  row: R,
): readonly (readonly KeyPart[])[] {
  const rule = indexes[index]!;
  const keys = rule.keys(row);
  if (keys.length <= 1 || rule.many) return keys;
  throw new Error(
    `Cannot list ${name} by ${index}: several keys, but the index does not say \`many\``,
  );
}

/** What ends an entry's key and makes it one of its own: over the installation rows of two schools may have one id. */
export function entryEnd<R extends Row>(
  { scope }: Pick<IndexRule<R>, "scope">,
  { schoolId, id }: RowRef,
): readonly KeyPart[] {
  return scope === "installation" ? [schoolId, id] : [id];
}

/** Every row under `prefix`, up to 1,000 at a time. */
export async function* pagesOf<R extends Row, U extends string, I extends string>(
  table: Table<R, U, I>,
  index: I,
  schoolId: string,
  prefix: readonly KeyPart[],
  options: Omit<ListOptions, "after" | "limit"> = {},
): AsyncGenerator<readonly R[]> {
  let after: string | undefined;
  do {
    const page = await table.list(index, schoolId, prefix, { ...options, limit: 1_000, after });
    yield page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** Every row under `prefix`, page after page. */
export async function listAll<R extends Row, U extends string, I extends string>(
  table: Table<R, U, I>,
  index: I,
  schoolId: string,
  prefix: readonly KeyPart[],
  options: Omit<ListOptions, "after" | "limit"> = {},
): Promise<R[]> {
  const rows: R[] = [];
  for await (const page of pagesOf(table, index, schoolId, prefix, options)) rows.push(...page);
  return rows;
}

import { MAX_ROW_ID } from "../../lib/model/process/common_schema.ts";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import {
  entryEnd,
  type IndexRule,
  keyOf,
  type KeyPart,
  keysOf,
  type ListOptions,
  noSuchCursor,
  type Page,
  type Row,
  type RowRef,
  type Scope,
  type Table,
  type TableSpec,
} from "../../lib/store/store.ts";
import { cacheOf, type ReadCache } from "./read_cache.ts";
import { partsOf, type StoredRow, storedRow } from "./stored_row.ts";

const MAX_TRIES = 40;
const GET_MANY = 10;
const ALL = 2 ** 31 - 1;

/** What an index key leads to, with the digest where the table has one. */
interface IndexEntry extends RowRef {
  version?: number;
  digest?: unknown;
}

/**
 * Rows in Deno KV: `["r", table, school, id]`; index entries `["i", …]` and claims of unique values `["u", …]` are
 * written in the same commit. A row that would pass the 64 KiB of one value is split (`stored_row.ts`).
 */
export class KvTable<R extends Row> implements Table<R> {
  readonly spec: TableSpec<R>;
  readonly #kv: Deno.Kv;
  readonly #cache: ReadCache;

  constructor(kv: Deno.Kv, spec: TableSpec<R>) {
    this.#kv = kv;
    this.#cache = cacheOf(kv);
    this.spec = spec;
  }

  async find(ref: RowRef): Promise<R | null> {
    if (!isPossible(ref.id)) return null;
    return await this.#cache.read(
      this.#kept(ref),
      async () => (await this.#read(ref))?.row ?? null,
    );
  }

  async findMany(schoolId: string, ids: readonly string[]): Promise<R[]> {
    return await this.#readMany(ids.filter(isPossible).map((id) => ({ schoolId, id })));
  }

  async findBy(unique: string, schoolId: string, value: string): Promise<R | null> {
    const rule = this.spec.unique[unique]!;
    const { value: ref } = await this.#kv.get<RowRef>(
      this.#claim(unique, rule.scope, schoolId, value),
    );
    return ref === null ? null : await this.find(ref);
  }

  async insert(row: R): Promise<void> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const taken = await this.#taken(row, null);
      if (taken !== null) throw this.#conflict(taken);
      const write = this.#kv.atomic().check({ key: this.#key(row), versionstamp: null });
      if (await this.#commit(row, this.#put(write, null, row))) return;
    }
    throw busy();
  }

  async update(ref: RowRef, change: (row: R) => R): Promise<R> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const old = await this.#read(ref);
      if (old === null) throw notFound();
      const next = change(old.row);
      if (next === old.row) return next;
      const write = this.#kv.atomic().check(old.entry);
      if (await this.#commit(ref, this.#put(write, old, next))) return next;
      const taken = await this.#taken(next, old.row);
      if (taken !== null) throw this.#conflict(taken);
      await pause(i);
    }
    throw busy();
  }

  async ensure(row: R): Promise<R> {
    const found = await this.find(row);
    if (found !== null) return found;
    try {
      await this.insert(row);
      return row;
    } catch (error) {
      const now = await this.find(row);
      if (now === null) throw error;
      return now;
    }
  }

  async remove(ref: RowRef): Promise<void> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const old = await this.#read(ref);
      if (old === null) return;
      const write = this.#kv.atomic().check(old.entry).delete(this.#key(ref));
      this.#unlink(write, old, []);
      if (await this.#commit(ref, write)) return;
      await pause(i);
    }
    throw busy();
  }

  async list(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    options: ListOptions = {},
  ): Promise<Page<R>> {
    const key = `${index}${JSON.stringify([prefix, options])}`;
    const { refs, next } = await this.#cache.readOf(this.#group(index, schoolId), key, async () => {
      try {
        return await this.#refs(this.#entries(index, schoolId, prefix, options), sizeOf(options));
      } catch (error) {
        if (options.after === undefined || !(error instanceof TypeError)) throw error;
        throw noSuchCursor(error);
      }
    });
    return { items: await this.#readMany(refs), next };
  }

  async digests(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    bounds: Pick<ListOptions, "from" | "before"> = {},
  ): Promise<unknown[]> {
    const { digest } = this.spec;
    if (digest === undefined) throw new Error(`Cannot list digests of ${this.spec.name}`);
    const found: unknown[] = [];
    const entries = this.#entries(index, schoolId, prefix, bounds, ALL);
    for await (const { value: { schoolId, id, ...kept } } of entries) {
      if (kept.version === digest.version) found.push(digest.schema.parse(kept.digest));
      // Written before the digest was what it is now; a row removed meanwhile is left out.
      else {
        const row = await this.find({ schoolId, id });
        if (row !== null) found.push(digest.of(row));
      }
    }
    return found;
  }

  async count(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    limit = 1_000,
  ): Promise<number> {
    const key = `${index}${JSON.stringify(["count", prefix, limit])}`;
    return await this.#cache.readOf(this.#group(index, schoolId), key, async () => {
      let n = 0;
      for await (const _ of this.#entries(index, schoolId, prefix, {}, limit)) n++;
      return n;
    });
  }

  async #refs(
    entries: Deno.KvListIterator<IndexEntry>,
    size: number,
  ): Promise<{ refs: RowRef[]; next: string | null }> {
    const refs: RowRef[] = [];
    let cursor: string | null = null;
    for await (const { value: { schoolId, id } } of entries) {
      if (refs.length === size) return { refs, next: cursor };
      refs.push({ schoolId, id });
      // Making a cursor costs as much as reading an entry.
      if (refs.length === size) cursor = entries.cursor;
    }
    return { refs, next: null };
  }

  /** Whose every change makes lists of this index new. */
  #group(index: string, schoolId: string): string {
    const installation = this.spec.indexes[index]!.scope === "installation";
    return `${this.spec.name}/${installation ? "*" : schoolId}`;
  }

  #entries(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    options: ListOptions,
    limit = sizeOf(options) + 1,
  ): Deno.KvListIterator<IndexEntry> {
    const { after, reverse = false, from, before } = options;
    const whole = this.#indexKey(index, this.spec.indexes[index]!, schoolId, prefix);
    const start = from === undefined ? undefined : [...whole, from];
    const end = before === undefined ? undefined : [...whole, before];
    const selector: Deno.KvListSelector = start && end
      ? { start, end }
      : { prefix: whole, ...(start && { start }), ...(end && { end }) };
    return this.#kv.list<IndexEntry>(selector, {
      limit,
      reverse,
      ...(limit > 100 && { batchSize: 500 }),
      ...(after && { cursor: after }),
    });
  }

  async #read(ref: RowRef): Promise<StoredRow<R> | null> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const entry = await this.#kv.get(this.#key(ref));
      if (entry.value === null) return null;
      const read = await storedRow(this.#kv, entry, this.#parts(ref), this.spec);
      if (read !== null) return read;
    }
    throw busy();
  }

  async #readMany(refs: readonly RowRef[]): Promise<R[]> {
    const keys = refs.map((ref) => this.#kept(ref));
    const rows = await this.#cache.readAll(
      keys,
      (places) => this.#load(places.map((place) => refs[place]!)),
    );
    return rows.filter((row) => row !== null);
  }

  async #load(refs: readonly RowRef[]): Promise<(R | null)[]> {
    const batches = [];
    for (let i = 0; i < refs.length; i += GET_MANY) {
      batches.push(this.#kv.getMany(refs.slice(i, i + GET_MANY).map((ref) => this.#key(ref))));
    }
    const entries = (await Promise.all(batches)).flat() as Deno.KvEntryMaybe<unknown>[];
    return await Promise.all(entries.map(async (entry, i) => {
      if (entry.value === null) return null;
      const read = await storedRow(this.#kv, entry, this.#parts(refs[i]!), this.spec) ??
        await this.#read(refs[i]!);
      return read?.row ?? null;
    }));
  }

  /** @returns Whether it was still as checked. */
  async #commit(ref: RowRef, write: Deno.AtomicOperation): Promise<boolean> {
    const { name } = this.spec;
    const groups = [`${name}/${ref.schoolId}`, `${name}/*`];
    const done = await this.#cache.change(
      { keys: [this.#kept(ref)], groups },
      () => write.commit(),
    );
    return done.ok;
  }

  /** Adds to `write` the row, its index entries and its claims, and takes away those of the row before. */
  #put(write: Deno.AtomicOperation, old: StoredRow<R> | null, row: R): Deno.AtomicOperation {
    const ref = { schoolId: row.schoolId, id: row.id };
    const { digest } = this.spec;
    const kept = digest && { version: digest.version, digest: digest.of(row) };
    const keep = this.links(row);
    this.#unlink(write, old, keep.map(({ text }) => text));
    const had = new Set(old === null ? [] : this.links(old.row).map(({ text }) => text));
    for (const { key, text, unique } of keep) {
      if (had.has(text) && (unique || !kept)) continue;
      if (unique) write.check({ key, versionstamp: null });
      write.set(key, unique ? ref : { ...ref, ...kept });
    }
    const { head, parts } = partsOf(this.spec.schema.parse(row));
    for (const { stamp, n, bytes } of parts) write.set([...this.#parts(ref), stamp, n], bytes);
    return write.set(this.#key(ref), head);
  }

  #unlink(write: Deno.AtomicOperation, old: StoredRow<R> | null, keep: readonly string[]): void {
    if (old === null) return;
    for (const { key, text } of this.links(old.row)) if (!keep.includes(text)) write.delete(key);
    for (const key of old.partKeys) write.delete(key);
  }

  /** Under which keys a row is found: its claims of unique values, then its index entries. */
  links(row: R): { key: Deno.KvKey; text: string; unique: boolean }[] {
    const claims = Object.entries(this.spec.unique).flatMap(([name, rule]) =>
      rule.values(row).map((value) => ({
        key: this.#claim(name, rule.scope, row.schoolId, value),
        unique: true,
      }))
    );
    const entries = Object.entries(this.spec.indexes).flatMap(([name, rule]) =>
      keysOf(this.spec, name, row).map((key) => ({
        key: [...this.#indexKey(name, rule, row.schoolId, key), ...entryEnd(rule, row)],
        unique: false,
      }))
    );
    return [...claims, ...entries].map((link) => ({ ...link, text: JSON.stringify(link.key) }));
  }

  /** The first unique rule whose value another row holds, `id` for the id itself, or `null`. */
  async #taken(row: R, old: R | null): Promise<string | null> {
    if (old === null && (await this.#kv.get(this.#key(row))).value !== null) return "id";
    for (const [name, rule] of Object.entries(this.spec.unique)) {
      for (const value of rule.values(row)) {
        const holder = await this.#kv.get<RowRef>(
          this.#claim(name, rule.scope, row.schoolId, value),
        );
        if (holder.value !== null && keyOf(holder.value) !== keyOf(row)) return name;
      }
    }
    return null;
  }

  #conflict(unique: string): DomainError {
    return new DomainError("conflict", "That is taken already", {
      reason: "name_taken",
      detail: { unique },
    });
  }

  #kept({ schoolId, id }: RowRef): string {
    return `${this.spec.name}/${schoolId}/${id}`;
  }

  #key({ schoolId, id }: RowRef): Deno.KvKey {
    return ["r", this.spec.name, schoolId, id];
  }

  #parts({ schoolId, id }: RowRef): Deno.KvKey {
    return ["p", this.spec.name, schoolId, id];
  }

  #claim(name: string, scope: Scope | undefined, schoolId: string, value: string): Deno.KvKey {
    return ["u", this.spec.name, scope === "installation" ? "*" : schoolId, name, value];
  }

  #indexKey(
    name: string,
    rule: IndexRule<R>,
    schoolId: string,
    key: readonly KeyPart[],
  ): Deno.KvKeyPart[] {
    return ["i", this.spec.name, rule.scope === "installation" ? "*" : schoolId, name, ...key];
  }
}

/** A key of KV has its limit, and no row has a longer id. */
function isPossible(id: string): boolean {
  return id.length <= MAX_ROW_ID;
}

function sizeOf({ limit = 100 }: ListOptions): number {
  return Math.min(limit, 1_000);
}

function busy(): DomainError {
  return new DomainError("conflict", "This is being changed elsewhere", { reason: "stale" });
}

/** A short random wait, longer after each lost race. */
function pause(tries: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * Math.min(2 ** tries, 20)));
}

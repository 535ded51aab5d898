import type { Collection, Db } from "mongodb";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import type {
  KeyPart,
  ListOptions,
  Page,
  Row,
  RowRef,
  Table,
  TableSpec,
} from "../../lib/store/store.ts";
import { IndexReader } from "./index_reader.ts";
import { cursorOf, rangeOf } from "./key_range.ts";
import { busy, isDuplicate, MAX_TRIES, pause } from "./races.ts";
import { claim, indexKey, type RowDocument, rowDocument, rowId, rowOf } from "./row_document.ts";
import { Together } from "./together.ts";
import { KeyedMutex } from "../../lib/process/keyed_mutex.ts";

const ROW = { row: 1, v: 1 } as const;

/** Rows in MongoDB, one collection a table and one document a row (`row_document.ts`), changed by compare-and-set. */
export class MongoTable<R extends Row> implements Table<R> {
  readonly spec: TableSpec<R>;
  readonly #rows: Collection<RowDocument>;
  readonly #readers: ReadonlyMap<string, IndexReader>;
  readonly #finds = new Together((ids: string[]) => this.#documents(ids));
  readonly #turns = new KeyedMutex();

  constructor(db: Db, spec: TableSpec<R>) {
    this.#rows = db.collection(spec.name);
    this.spec = spec;
    this.#readers = new Map(
      Object.entries(spec.indexes).map(([name, { many = false }]) =>
        [name, new IndexReader(this.#rows, name, many)] as const
      ),
    );
  }

  async find(ref: RowRef): Promise<R | null> {
    return (await this.#byId([rowId(ref)]))[0] ?? null;
  }

  async findMany(schoolId: string, ids: readonly string[]): Promise<R[]> {
    const rows = await this.#byId(ids.map((id) => rowId({ schoolId, id })));
    return rows.filter((row) => row !== null);
  }

  async findBy(unique: string, schoolId: string, value: string): Promise<R | null> {
    const holder = await this.#holder(unique, schoolId, value);
    return holder === null ? null : rowOf(this.spec, holder);
  }

  async insert(row: R): Promise<void> {
    const document = rowDocument(this.spec, row);
    for (let i = 0; i < MAX_TRIES; i++) {
      try {
        await this.#rows.insertOne(document);
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await this.#refuseTaken(row, true);
      }
    }
    throw busy();
  }

  async update(ref: RowRef, change: (row: R) => R): Promise<R> {
    return await this.#turns.take(rowId(ref), () => this.#update(ref, change));
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
    await this.#rows.deleteOne({ _id: rowId(ref) });
  }

  async list(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    options: ListOptions = {},
  ): Promise<Page<R>> {
    const { reverse = false, limit = 100 } = options;
    const size = Math.min(limit, 1_000);
    const base = this.#base(index, schoolId, prefix);
    const range = rangeOf(base, options);
    const wanted = { range, reverse, limit: size + 1, fields: ROW };
    const found = await this.#readers.get(index)!.read(wanted);
    const page = found.slice(0, size);
    const last = page.at(-1)?.i[index];
    return {
      // Of an entry whose row went meanwhile there is nothing to show, but the list goes on after it.
      items: page.filter((it) => it.row !== undefined).map((it) => rowOf(this.spec, it)),
      next: found.length > size && typeof last === "string" ? cursorOf(base, last) : null,
    };
  }

  async digests(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    bounds: Pick<ListOptions, "from" | "before"> = {},
  ): Promise<unknown[]> {
    const { digest } = this.spec;
    if (digest === undefined) throw new Error(`Cannot list digests of ${this.spec.name}`);
    const range = rangeOf(this.#base(index, schoolId, prefix), bounds);
    const wanted = { range, reverse: false, limit: 0, fields: { digest: 1 } } as const;
    const found = await this.#readers.get(index)!.read(wanted);
    const current = (it: RowDocument) => it.digest?.version === digest.version;
    // Written before the digest was what it is now; a row removed meanwhile is left out.
    const older = found.filter((it) => !current(it)).map(({ _id }) => _id);
    const rows = await this.#byId(older);
    const made = new Map(older.map((id, i) => [id, rows[i]]));
    return found.flatMap((it) => {
      if (current(it)) return [digest.schema.parse(it.digest?.of)];
      const row = made.get(it._id);
      return row ? [digest.of(row)] : [];
    });
  }

  async count(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    limit = 1_000,
  ): Promise<number> {
    const range = rangeOf(this.#base(index, schoolId, prefix), {});
    return await this.#readers.get(index)!.count(range, limit);
  }

  async #update(ref: RowRef, change: (row: R) => R): Promise<R> {
    for (let i = 0; i < MAX_TRIES; i++) {
      const old = await this.#read(ref);
      if (old === null) throw notFound();
      const next = change(old.row);
      if (next === old.row) return next;
      const document = rowDocument(this.spec, next);
      try {
        const same = { _id: rowId(ref), v: old.v };
        if ((await this.#rows.replaceOne(same, document)).matchedCount === 1) return next;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await this.#refuseTaken(next, false);
      }
      await pause(i);
    }
    throw busy();
  }

  async #read(ref: RowRef): Promise<{ row: R; v: string } | null> {
    const found = await this.#rows.findOne({ _id: rowId(ref) }, { projection: ROW });
    return found === null ? null : { row: rowOf(this.spec, found), v: found.v };
  }

  async #documents(ids: readonly string[]): Promise<(RowDocument | null)[]> {
    const found = await this.#rows.find({ _id: { $in: [...new Set(ids)] } }, { projection: ROW })
      .toArray();
    const documents = new Map(found.map((it) => [it._id, it]));
    return ids.map((id) => documents.get(id) ?? null);
  }

  /** Checked one by one, so that a row that cannot be read is no trouble to who reads others at the same time. */
  async #byId(ids: readonly string[]): Promise<(R | null)[]> {
    const found = await Promise.all(ids.map((id) => this.#finds.ask(id)));
    return found.map((it) => it === null ? null : rowOf(this.spec, it));
  }

  async #holder(unique: string, schoolId: string, value: string): Promise<RowDocument | null> {
    const claimed = claim(this.spec.unique[unique]!.scope, schoolId, value);
    return await this.#rows.findOne({ [`u.${unique}`]: claimed }, { projection: ROW });
  }

  /** Returns when a refused write may be tried again. @throws {DomainError} `conflict` when another row holds a value. */
  async #refuseTaken(row: R, fresh: boolean): Promise<void> {
    if (fresh && await this.#read(row) !== null) throw taken("id");
    for (const [name, rule] of Object.entries(this.spec.unique)) {
      for (const value of rule.values(row)) {
        const holder = await this.#holder(name, row.schoolId, value);
        if (holder !== null && holder._id !== rowId(row)) throw taken(name);
      }
    }
  }

  #base(index: string, schoolId: string, prefix: readonly KeyPart[]): string {
    return indexKey(this.spec.indexes[index]!, schoolId, prefix);
  }
}

function taken(unique: string): DomainError {
  return new DomainError("conflict", "That is taken already", {
    reason: "name_taken",
    detail: { unique },
  });
}

import type { KeyPart, ListOptions, Page, Row, RowRef, Table, TableSpec } from "../store.ts";
import { isAway } from "./away.ts";
import type { Memory } from "./memory.ts";

/** A table whose reads are answered from memory while its store is away; its writes are refused then. */
export class RememberedTable<R extends Row> implements Table<R> {
  readonly spec: TableSpec<R>;
  readonly #table: Table<R>;
  readonly #memory: Memory;

  constructor(table: Table<R>, memory: Memory) {
    this.#table = table;
    this.spec = table.spec;
    this.#memory = memory;
  }

  find(ref: RowRef): Promise<R | null> {
    return this.#memory.through(this.#rowKey(ref), () => this.#table.find(ref));
  }

  async findMany(schoolId: string, ids: readonly string[]): Promise<R[]> {
    try {
      const rows = this.#noted(await this.#table.findMany(schoolId, ids));
      const found = new Set(rows.map(({ id }) => id));
      for (const id of ids) {
        if (!found.has(id)) this.#memory.put(this.#rowKey({ schoolId, id }), null);
      }
      return rows;
    } catch (error) {
      if (!isAway(error)) throw error;
      const keys = ids.map((id) => this.#rowKey({ schoolId, id }));
      if (!keys.every((key) => this.#memory.has(key))) throw error;
      return keys.map((key) => this.#memory.recall<R | null>(key)).filter((row) => !!row);
    }
  }

  findBy(unique: string, schoolId: string, value: string): Promise<R | null> {
    const key = this.#key("by", unique, schoolId, value);
    return this.#memory.through(key, () => this.#table.findBy(unique, schoolId, value));
  }

  async insert(row: R): Promise<void> {
    await this.#table.insert(row);
    this.#noted([row]);
  }

  async update(ref: RowRef, change: (row: R) => R): Promise<R> {
    const row = await this.#table.update(ref, change);
    this.#noted([row]);
    return row;
  }

  async ensure(row: R): Promise<R> {
    const kept = await this.#table.ensure(row);
    this.#noted([kept]);
    return kept;
  }

  async remove(ref: RowRef): Promise<void> {
    await this.#table.remove(ref);
    this.#memory.put(this.#rowKey(ref), null);
  }

  list(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    options: ListOptions = {},
  ): Promise<Page<R>> {
    return this.#memory.through(this.#key("list", index, schoolId, prefix, options), async () => {
      const page = await this.#table.list(index, schoolId, prefix, options);
      this.#noted(page.items);
      return page;
    });
  }

  digests(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    bounds: Pick<ListOptions, "from" | "before"> = {},
  ): Promise<unknown[]> {
    return this.#memory.through(
      this.#key("digests", index, schoolId, prefix, bounds),
      () => this.#table.digests(index, schoolId, prefix, bounds),
    );
  }

  count(
    index: string,
    schoolId: string,
    prefix: readonly KeyPart[],
    limit?: number,
  ): Promise<number> {
    return this.#memory.through(
      this.#key("count", index, schoolId, prefix, limit),
      () => this.#table.count(index, schoolId, prefix, limit),
    );
  }

  #noted(rows: R[]): R[] {
    for (const row of rows) this.#memory.put(this.#rowKey(row), row);
    return rows;
  }

  #rowKey({ schoolId, id }: RowRef): string {
    return `${this.spec.name} ${schoolId}/${id}`;
  }

  #key(...parts: unknown[]): string {
    return `${this.spec.name} ${JSON.stringify(parts)}`;
  }
}

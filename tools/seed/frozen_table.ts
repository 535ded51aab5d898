import { KvTable } from "../../db/kv/table.ts";
import type { Row, RowRef } from "../../lib/store.ts";

/** A table whose rows never change once they are written: each is read from the store once. */
export class FrozenTable<R extends Row> extends KvTable<R> {
  readonly #known = new Map<string, R>();

  override async find(ref: RowRef): Promise<R | null> {
    return (await this.findMany(ref.schoolId, [ref.id]))[0] ?? null;
  }

  override async findMany(schoolId: string, ids: readonly string[]): Promise<R[]> {
    const missing = ids.filter((id) => !this.#known.has(id));
    const read = missing.length === 0 ? [] : await super.findMany(schoolId, missing);
    for (const row of read) this.#known.set(row.id, row);
    return ids.flatMap((id) => this.#known.get(id) ?? []);
  }
}

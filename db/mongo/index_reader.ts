import type { Collection, Document } from "mongodb";
import type { KeyRange } from "./key_range.ts";
import type { RowDocument } from "./row_document.ts";
import { Together } from "./together.ts";

/** What of an index is wanted. */
export interface Wanted {
  range: KeyRange;
  reverse: boolean;
  /** 0: all. */
  limit: number;
  /** Fields of the documents. */
  fields: Readonly<Record<string, 1>>;
}

/** An entry, and its row where that is read after it. */
type Entry = RowDocument & { whole?: RowDocument };

/** So many that want whole ranges of one index at once are answered by one query. */
const WORTH_JOINING = 3;
/** The same for counts, which one by one send no keys. */
const COUNTS_WORTH_JOINING = 8;
/** More entries than this are not worth it: each range is then read by itself. */
const MOST = 5_000;
const BATCH = 5_001;

/** Reads index entries in the order of their keys. */
export class IndexReader {
  readonly #rows: Collection<RowDocument>;
  readonly #path: string;
  readonly #many: boolean;
  readonly #lists = new Together((wanted: Wanted[]) => this.#readAll(wanted));
  readonly #counts = new Together((wanted: Wanted[]) => this.#countAll(wanted));

  /** @param many Rows have several keys; their documents then hold them as an array. */
  constructor(rows: Collection<RowDocument>, index: string, many: boolean) {
    this.#rows = rows;
    this.#path = `i.${index}`;
    this.#many = many;
  }

  /**
   * One document for each entry, with the entry's key alone as `i[index]`; without the fields wanted where the row went
   * while it was being read.
   */
  read(wanted: Wanted): Promise<RowDocument[]> {
    return this.#lists.ask(wanted);
  }

  count(range: KeyRange, limit: number): Promise<number> {
    return this.#counts.ask({ range, reverse: false, limit, fields: {} });
  }

  async #readAll(wanted: Wanted[]): Promise<RowDocument[][]> {
    const groups = Map.groupBy(
      wanted,
      ({ reverse, limit, fields }) =>
        `${reverse} ${limit > 0 && limit < 1_000} ${Object.keys(fields)}`,
    );
    const answers = new Map<Wanted, RowDocument[]>();
    await Promise.all([...groups.values()].map(async (group) => {
      const found = await this.#readGroup(group);
      group.forEach((it, i) => answers.set(it, found[i]!));
    }));
    return wanted.map((it) => answers.get(it)!);
  }

  async #readGroup(group: Wanted[]): Promise<RowDocument[][]> {
    const small = group[0]!.limit > 0 && group[0]!.limit < 1_000;
    const joined = group.length < WORTH_JOINING || small ? null : await this.#join(group);
    return joined ?? await Promise.all(group.map((it) => this.#query([it.range], it)));
  }

  async #countAll(wanted: Wanted[]): Promise<number[]> {
    const joined = wanted.length < COUNTS_WORTH_JOINING ? null : await this.#join(wanted);
    if (joined !== null) return joined.map(({ length }) => length);
    return await Promise.all(wanted.map((it) => this.#count(it)));
  }

  async #count(wanted: Wanted): Promise<number> {
    const { range, limit } = wanted;
    if (this.#many) return (await this.#query([range], wanted)).length;
    return await this.#rows.countDocuments(this.#within([range]), { limit });
  }

  /** All ranges by one query, or `null` when there is too much in them. */
  async #join(group: Wanted[]): Promise<RowDocument[][] | null> {
    const { reverse, fields } = group[0]!;
    const ranges = group.map(({ range }) => range);
    const found = await this.#query(ranges, { reverse, fields, limit: MOST + 1 });
    if (found.length > MOST) return null;
    const name = this.#path.slice(2);
    return group.map(({ range: { from, before }, limit }) => {
      const mine = found.filter(({ i }) => from <= i[name]! && i[name]! < before);
      return limit > 0 ? mine.slice(0, limit) : mine;
    });
  }

  async #query(
    ranges: readonly KeyRange[],
    wanted: Omit<Wanted, "range">,
  ): Promise<RowDocument[]> {
    if (this.#many) return await this.#queryMany(ranges, wanted);
    const { reverse, limit, fields } = wanted;
    const sort = { [this.#path]: reverse ? -1 : 1 } as const;
    const options = { projection: { ...fields, [this.#path]: 1 }, sort, limit, batchSize: BATCH };
    return await this.#rows.find(this.#within(ranges), options).toArray();
  }

  /**
   * Where rows have several keys, the server unwinds those in the ranges: sorted by an array, a row would stand at its
   * lowest key of all. Of a part of them it sorts keys alone, and then reads the rows of that part.
   */
  async #queryMany(
    ranges: readonly KeyRange[],
    { reverse, limit, fields }: Omit<Wanted, "range">,
  ): Promise<RowDocument[]> {
    const path = this.#path;
    const some = ranges.map(({ from, before }) => ({
      [path]: { $elemMatch: { $gte: from, $lt: before } },
    }));
    const isPart = limit > 0 && Object.keys(fields).length > 0;
    const found = await this.#rows.aggregate<Entry>([
      { $match: { $or: some } },
      { $project: isPart ? { [path]: 1 } : { ...fields, [path]: 1 } },
      { $unwind: `$${path}` },
      { $match: this.#within(ranges) },
      { $sort: { [path]: reverse ? -1 : 1 } },
      ...(limit > 0 ? [{ $limit: limit }] : []),
      ...(isPart ? this.#rowStages(fields) : []),
    ], { batchSize: BATCH }).toArray();
    return isPart ? found.map((it) => this.#withRow(it)) : found;
  }

  #rowStages(fields: Wanted["fields"]): Document[] {
    const from = this.#rows.collectionName;
    const wanted = [...Object.keys(fields), this.#path].map((name) => [`whole.${name}`, 1]);
    return [
      { $lookup: { from, localField: "_id", foreignField: "_id", as: "whole" } },
      { $unwind: { path: "$whole", preserveNullAndEmptyArrays: true } },
      { $project: { [this.#path]: 1, ...Object.fromEntries(wanted) } },
    ];
  }

  /** A row changed meanwhile may have lost the key; it then is no row of this entry. */
  #withRow({ whole, ...entry }: Entry): RowDocument {
    const name = this.#path.slice(2);
    return whole?.i?.[name]?.includes(entry.i[name] as string) ? { ...whole, ...entry } : entry;
  }

  #within(ranges: readonly KeyRange[]): Document {
    const each = ranges.map(({ from, before }) => ({ [this.#path]: { $gte: from, $lt: before } }));
    return each.length === 1 ? each[0]! : { $or: each };
  }
}

import assert from "node:assert/strict";
import { z } from "zod";
import { listAll, type Row, type Table, type TableSpec } from "../../lib/store/store.ts";

const BookSchema = z.strictObject({
  id: z.string(),
  schoolId: z.string(),
  title: z.string(),
  isbn: z.string().nullable(),
  tags: z.array(z.string()),
  year: z.int(),
  text: z.string(),
});
type Book = z.infer<typeof BookSchema>;

const SpineSchema = BookSchema.pick({ id: true, title: true });
type Spine = z.infer<typeof SpineSchema>;

/** A table that is in no product, with one rule of each form. */
export const BOOKS: TableSpec<Book, "isbn" | "title", "byTag" | "everywhere", Spine> = {
  name: "books",
  schema: BookSchema,
  digest: { version: 1, schema: SpineSchema, of: ({ id, title }) => ({ id, title }) },
  unique: {
    isbn: { values: (it) => it.isbn === null ? [] : [it.isbn], scope: "installation" },
    title: { values: (it) => [it.title] },
  },
  indexes: {
    byTag: { keys: (it) => it.tags.map((tag) => [tag, it.year]), many: true },
    everywhere: { keys: (it) => [[it.year]], scope: "installation" },
  },
};
export type BookTable = Table<Book, "isbn" | "title", "byTag" | "everywhere", Spine>;

export function aBook(overrides: Partial<Book> = {}): Book {
  const id = overrides.id ?? "b1";
  return {
    id,
    schoolId: "s1",
    title: `Title ${id}`,
    isbn: null,
    tags: ["t"],
    year: 2000,
    text: "",
    ...overrides,
  };
}

/** Of an engine whose server may be absent. */
export type EngineOptions = Pick<Deno.TestDefinition, "ignore" | "timeout">;

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);

/** What every engine's table must do. @param withTable Calls back with an empty table and cleans up after it. */
export function testTable(
  engine: string,
  withTable: (use: (table: BookTable) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  const test = (name: string, use: (table: BookTable) => Promise<void>) =>
    Deno.test(`${engine} table ${name}`, options, () => withTable(use));

  test("gives back what was inserted, to its school alone", async (table) => {
    await table.insert(aBook());
    assert.deepEqual(await table.find(aBook()), aBook());
    assert.equal(await table.find({ schoolId: "s2", id: "b1" }), null);
    assert.equal(await table.find({ schoolId: "s1", id: "b2" }), null);
  });

  test("refuses a taken id and keeps the first row", async (table) => {
    await table.insert(aBook());
    await assert.rejects(table.insert(aBook({ title: "Other" })), {
      code: "conflict",
      detail: { unique: "id" },
    });
    assert.equal((await table.find(aBook()))?.title, "Title b1");
  });

  test("keeps rows of two schools with one id apart, in what is of the whole installation too", async (table) => {
    const books = ["s1", "s2"].map((schoolId) => aBook({ schoolId, isbn: schoolId }));
    for (const book of books) await table.insert(book);
    const everywhere = async () => {
      const first = await table.list("everywhere", "", [], { limit: 1 });
      const second = await table.list("everywhere", "", [], { limit: 1, after: first.next! });
      return [...first.items, ...second.items].map(({ schoolId }) => schoolId);
    };
    assert.deepEqual(await everywhere(), ["s1", "s2"], "each on a page of its own");
    const taken = table.update(books[1]!, (it) => ({ ...it, isbn: "s1" }));
    await assert.rejects(taken, { code: "conflict", detail: { unique: "isbn" } });
    await assert.rejects(table.insert(aBook({ schoolId: "s3", isbn: "s1" })), { code: "conflict" });
    assert.equal((await table.findBy("isbn", "", "s1"))?.schoolId, "s1");
    await table.remove(books[0]!);
    assert.equal(await table.count("everywhere", "", []), 1);
    assert.deepEqual(await table.find(books[1]!), books[1]);
  });

  test("keeps unique values unique within their scope", async (table) => {
    await table.insert(aBook({ isbn: "1" }));
    await assert.rejects(table.insert(aBook({ id: "b2", title: "Title b1" })), {
      code: "conflict",
      detail: { unique: "title" },
    });
    await table.insert(aBook({ id: "b2", schoolId: "s2", title: "Title b1" }));
    await assert.rejects(table.insert(aBook({ id: "b3", schoolId: "s2", isbn: "1" })), {
      detail: { unique: "isbn" },
    });
    assert.equal((await table.findBy("isbn", "s2", "1"))?.id, "b1");
    assert.equal((await table.findBy("title", "s2", "Title b1"))?.schoolId, "s2");
    assert.equal(await table.findBy("title", "s3", "Title b1"), null);
  });

  test("gives a unique value free when it changes or its row goes", async (table) => {
    await table.insert(aBook({ isbn: "1" }));
    await table.update(aBook(), (it) => ({ ...it, isbn: "2" }));
    await table.insert(aBook({ id: "b2", isbn: "1" }));
    await assert.rejects(table.update(aBook({ id: "b2" }), (it) => ({ ...it, isbn: "2" })), {
      code: "conflict",
    });
    await table.remove(aBook());
    await table.update(aBook({ id: "b2" }), (it) => ({ ...it, isbn: "2" }));
    assert.equal((await table.findBy("isbn", "s1", "2"))?.id, "b2");
    assert.equal(await table.findBy("isbn", "s1", "1"), null);
  });

  test("lets one of 20 concurrent inserts have a unique value", async (table) => {
    const inserts = Array.from(
      { length: 20 },
      (_, i) => table.insert(aBook({ id: `b${i}`, isbn: "1" })),
    );
    const done = await Promise.allSettled(inserts);
    assert.equal(done.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal((await listAll(table, "everywhere", "s1", [])).length, 1);
  });

  test("loses no update of 20 at once", async (table) => {
    await table.insert(aBook());
    await Promise.all(
      Array.from(
        { length: 20 },
        () => table.update(aBook(), (it) => ({ ...it, year: it.year + 1 })),
      ),
    );
    assert.equal((await table.find(aBook()))?.year, 2020);
  });

  test("writes nothing when the change throws, and says a missing row", async (table) => {
    await table.insert(aBook());
    await assert.rejects(
      table.update(aBook(), () => {
        throw new Error("no");
      }),
      /no/,
    );
    assert.deepEqual(await table.find(aBook()), aBook());
    await assert.rejects(table.update(aBook({ id: "b9" }), (it) => it), { code: "not_found" });
  });

  test("refuses a row that does not fit its schema", async (table) => {
    await assert.rejects(table.insert({ ...aBook(), year: 1.5 }));
    assert.equal(await table.find(aBook()), null);
  });

  test("lists by key, page by page, both ways, and within bounds", async (table) => {
    for (const year of [2003, 2001, 2005, 2002, 2004]) {
      await table.insert(aBook({ id: `b${year}`, year }));
    }
    await table.insert(aBook({ id: "other", schoolId: "s2", year: 2003 }));
    await table.insert(aBook({ id: "untagged", tags: [], year: 1999 }));
    const first = await table.list("byTag", "s1", ["t"], { limit: 2 });
    assert.deepEqual(ids(first.items), ["b2001", "b2002"]);
    const second = await table.list("byTag", "s1", ["t"], { limit: 3, after: first.next! });
    assert.deepEqual(ids(second.items), ["b2003", "b2004", "b2005"]);
    assert.equal(second.next, null);
    assert.deepEqual(
      ids((await table.list("byTag", "s1", ["t"], { reverse: true, limit: 2 })).items),
      ["b2005", "b2004"],
    );
    const between = await table.list("byTag", "s1", ["t"], { from: 2002, before: 2004 });
    assert.deepEqual(ids(between.items), ["b2002", "b2003"]);
    assert.deepEqual(ids((await table.list("everywhere", "", [], { before: 2002 })).items), [
      "untagged",
      "b2001",
    ]);
    assert.equal(await table.count("byTag", "s1", ["t"]), 5);
    assert.equal((await table.list("everywhere", "", [])).items.length, 7);
  });

  test("lists a row once for each of its keys, in the order of those in the range", async (table) => {
    await table.insert(aBook({ id: "b1", tags: ["a", "m"] }));
    await table.insert(aBook({ id: "b2", tags: ["b"], year: 2001 }));
    await table.insert(aBook({ id: "b3", tags: ["c", "m"], year: 1999 }));
    assert.deepEqual(ids(await listAll(table, "byTag", "s1", [])), ["b1", "b2", "b3", "b3", "b1"]);
    assert.equal(await table.count("byTag", "s1", []), 5);
    assert.deepEqual(ids((await table.list("byTag", "s1", ["m"])).items), ["b3", "b1"]);
    const first = await table.list("byTag", "s1", [], { from: "b", limit: 2 });
    assert.deepEqual(ids(first.items), ["b2", "b3"]);
    const options = { from: "b", after: first.next! };
    assert.deepEqual(ids((await table.list("byTag", "s1", [], options)).items), ["b3", "b1"]);
    const back = await table.list("byTag", "s1", [], { before: "m", reverse: true, limit: 2 });
    assert.deepEqual(ids(back.items), ["b3", "b2"]);
    const rest = { before: "m", reverse: true, after: back.next! };
    assert.deepEqual(ids((await table.list("byTag", "s1", [], rest)).items), ["b1"]);
  });

  test("keeps apart keys that begin alike", async (table) => {
    await table.insert(aBook({ id: "b1", tags: ["ab", "a\u0000", "a\u0001"] }));
    await table.insert(aBook({ id: "b2", schoolId: "s11", tags: ["a"] }));
    assert.equal(await table.count("byTag", "s1", ["a"]), 0);
    assert.deepEqual(ids((await table.list("byTag", "s1", ["a\u0000"])).items), ["b1"]);
    await table.update(aBook(), (it) => ({ ...it, tags: ["a"] }));
    assert.equal(await table.count("byTag", "s1", ["a"]), 1);
  });

  test("sorts numbers below zero, large and broken ones by their size", async (table) => {
    const at = [-5, -1_000, 0, 1, 20, 3, 1_764_000_000_000, Number.MAX_SAFE_INTEGER];
    for (const year of at) await table.insert(aBook({ id: `y${year}`.replace("-", "_"), year }));
    const years = (await table.list("everywhere", "", [])).items.map(({ year }) => year);
    assert.deepEqual(years, at.toSorted((a, b) => a - b));
    const { items } = await table.list("everywhere", "", [], { from: -5, before: 3 });
    assert.deepEqual(items.map(({ year }) => year), [-5, 0, 1]);
  });

  test("refuses a cursor that is none, and pages only within the prefix", async (table) => {
    await table.insert(aBook());
    await table.insert(aBook({ id: "b2", schoolId: "s2", title: "Other" }));
    await assert.rejects(table.list("byTag", "s1", ["t"], { after: "%%" }), { code: "invalid" });
    for (const after of ["AAAA", "____"]) {
      const { items } = await table.list("byTag", "s1", ["t"], { after });
      assert.ok(items.every(({ schoolId }) => schoolId === "s1"));
    }
  });

  test("pages on after the row at the cursor is gone", async (table) => {
    for (const year of [2001, 2002, 2003]) await table.insert(aBook({ id: `b${year}`, year }));
    const { next } = await table.list("byTag", "s1", ["t"], { limit: 1 });
    await table.remove({ schoolId: "s1", id: "b2001" });
    assert.deepEqual(ids((await table.list("byTag", "s1", ["t"], { after: next! })).items), [
      "b2002",
      "b2003",
    ]);
  });

  test("gives each of many readers at once what it asked for", async (table) => {
    const tags = Array.from({ length: 12 }, (_, i) => `tag${i}`);
    for (const [i, tag] of tags.entries()) {
      await table.insert(aBook({ id: `a${i}`, tags: [tag, "all"], year: 2000 + i }));
      await table.insert(aBook({ id: `b${i}`, tags: [tag], year: 2100 + i }));
    }
    await table.insert(aBook({ id: "other", schoolId: "s2", tags: ["tag3"] }));
    const [lists, pages, backwards, digests, counts, everywhere, rows] = await Promise.all([
      Promise.all(tags.map((tag) => listAll(table, "byTag", "s1", [tag]))),
      Promise.all(tags.map((tag) => table.list("byTag", "s1", [tag], { limit: 1 }))),
      Promise.all(tags.map((tag) => listAll(table, "byTag", "s1", [tag], { reverse: true }))),
      Promise.all(tags.map((tag) => table.digests("byTag", "s1", [tag], { from: 2050 }))),
      Promise.all([...tags, "all", "none"].map((tag) => table.count("byTag", "s1", [tag], 5))),
      Promise.all([2000, 2005].map((from) => table.count("everywhere", "", [from]))),
      Promise.all(tags.map((_, i) => table.find({ schoolId: "s1", id: `a${i * 2}` }))),
    ]);
    assert.deepEqual(lists.map(ids), tags.map((_, i) => [`a${i}`, `b${i}`]));
    assert.deepEqual(pages.map(({ items }) => ids(items)), tags.map((_, i) => [`a${i}`]));
    assert.deepEqual(backwards.map(ids), tags.map((_, i) => [`b${i}`, `a${i}`]));
    assert.deepEqual(digests.map((all) => all.map(({ id }) => id)), tags.map((_, i) => [`b${i}`]));
    assert.deepEqual(counts, [...tags.map(() => 2), 5, 0]);
    assert.deepEqual(everywhere, [2, 1]);
    const even = ["a0", "a2", "a4", "a6", "a8", "a10"];
    assert.deepEqual(rows.map((row) => row?.id), [...even, ...even.map(() => undefined)]);
  });

  test("moves a row in its listings when its keys change", async (table) => {
    await table.insert(aBook({ tags: ["a", "b"] }));
    await table.update(aBook(), (it) => ({ ...it, tags: ["b", "c"] }));
    const counts = await Promise.all(
      ["a", "b", "c"].map((tag) => table.count("byTag", "s1", [tag])),
    );
    assert.deepEqual(counts, [0, 1, 1]);
    await table.remove(aBook());
    assert.equal(await table.count("everywhere", "", []), 0);
  });

  test("gives digests in key order that follow every change of their rows", async (table) => {
    for (const year of [2003, 2001, 2002]) await table.insert(aBook({ id: `b${year}`, year }));
    await table.insert(aBook({ id: "other", schoolId: "s2" }));
    await table.update(aBook({ id: "b2002" }), (it) => ({ ...it, title: "New title" }));
    await table.remove(aBook({ id: "b2003" }));
    assert.deepEqual(await table.digests("byTag", "s1", ["t"]), [
      { id: "b2001", title: "Title b2001" },
      { id: "b2002", title: "New title" },
    ]);
    assert.equal((await table.digests("byTag", "s1", ["t"], { from: 2002 })).length, 1);
    await table.update(aBook({ id: "b2001" }), (it) => ({ ...it, tags: [] }));
    assert.equal((await table.digests("byTag", "s1", ["t"])).length, 1);
  });

  test("gives more digests than one page of rows holds", async (table) => {
    for (let i = 0; i < 1_100; i++) await table.insert(aBook({ id: `b${i}`, year: i }));
    assert.equal((await table.digests("byTag", "s1", ["t"])).length, 1_100);
  });

  test("keeps rows far above 64 KiB whole through changes, and leaves nothing behind", async (table) => {
    const text = "प्रश्न 🙂 ".repeat(20_000);
    await table.insert(aBook({ text }));
    assert.equal((await table.find(aBook()))?.text, text);
    await table.update(aBook(), (it) => ({ ...it, text: it.text + "end" }));
    assert.equal((await table.findMany("s1", ["b1"]))[0]?.text, text + "end");
    await table.update(aBook(), (it) => ({ ...it, text: "short" }));
    assert.equal((await table.find(aBook()))?.text, "short");
  });

  test("reads a large row whole while it is being replaced", async (table) => {
    const textOf = (n: number) => String(n % 10).repeat(200_000);
    await table.insert(aBook({ text: textOf(0) }));
    const writes = (async () => {
      for (let n = 1; n <= 10; n++) {
        await table.update(aBook(), (it) => ({ ...it, text: textOf(n) }));
      }
    })();
    for (let n = 0; n < 30; n++) {
      const row = await table.find(aBook());
      assert.equal(new Set(row?.text).size, 1);
    }
    await writes;
    assert.equal((await table.find(aBook()))?.text, textOf(10));
  });

  test("ensure() inserts once and then gives the first row", async (table) => {
    const rows = await Promise.all([1, 2, 3].map((year) => table.ensure(aBook({ year }))));
    assert.equal(new Set(rows.map(({ year }) => year)).size, 1);
  });

  test("findMany() keeps the order asked for and leaves out what is missing", async (table) => {
    for (let i = 0; i < 25; i++) await table.insert(aBook({ id: `b${i}` }));
    const asked = ["b24", "nope", "b0", "b13", ...Array.from({ length: 20 }, (_, i) => `b${i}`)];
    assert.deepEqual(ids(await table.findMany("s1", asked)), asked.filter((id) => id !== "nope"));
  });

  test("find() and findMany() find nothing by an id longer than any", async (table) => {
    await table.insert(aBook());
    const long = "x".repeat(25_000);
    assert.equal(await table.find({ schoolId: "s1", id: long }), null);
    assert.deepEqual(ids(await table.findMany("s1", [long, "b1"])), ["b1"]);
  });
}

/** Changes and bytes of keys in a commit, which takes 1,000 and 80 KiB: a row has few of either. */
const BATCH = 400;
const BATCH_BYTES = 30_000;

/** Changes that are committed together. */
export class Writes {
  readonly #kv: Deno.Kv;
  #write: Deno.AtomicOperation;
  #count = 0;
  #bytes = 0;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
    this.#write = kv.atomic();
  }

  /** Those of one row, in one commit, with the row itself where it is another. */
  async add(
    left: readonly Deno.KvKey[],
    listed: readonly Deno.KvKey[],
    ref: { schoolId: string; id: string },
    row?: { key: Deno.KvKey; value: unknown },
  ): Promise<void> {
    if (row !== undefined) this.#write.set(row.key, row.value);
    for (const key of left) this.#write.delete(key);
    for (const key of listed) this.#write.set(key, ref);
    this.#count += left.length + listed.length + 1;
    this.#bytes += new TextEncoder().encode(JSON.stringify([left, listed, row])).length;
    if (this.#count >= BATCH || this.#bytes >= BATCH_BYTES) await this.commit();
  }

  async commit(): Promise<void> {
    await this.#write.commit();
    this.#write = this.#kv.atomic();
    this.#count = 0;
    this.#bytes = 0;
  }
}

import type { Db } from "mongodb";
import { importKeys, newKeys, type ReceiptKeys, type StoredKeys } from "../../lib/receipts.ts";
import { metaOf } from "./meta.ts";
import { isDuplicate } from "./races.ts";

const ID = "receipt_keys";

/** The signing key as one document; two processes that start together agree on the first. */
export class MongoReceiptKeys implements ReceiptKeys {
  readonly #db: Db;
  #loaded: Promise<CryptoKeyPair> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  load(): Promise<CryptoKeyPair> {
    this.#loaded ??= this.#read().catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<CryptoKeyPair> {
    const found = await metaOf(this.#db).findOne({ _id: ID });
    if (found !== null) return await importKeys(found.value as StoredKeys);
    const made = await newKeys();
    try {
      await metaOf(this.#db).insertOne({ _id: ID, value: made });
      return await importKeys(made);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return await this.#read();
    }
  }
}

import type { Db } from "mongodb";
import type { Facts } from "../../lib/store/contents.ts";
import {
  importKeys,
  newKeys,
  type ReceiptKeys,
  type StoredKeys,
} from "../../lib/attempts/receipts.ts";
import { MongoFacts } from "./facts.ts";

/** The signing key as one fact; two processes that start together agree on the first. */
export class MongoReceiptKeys implements ReceiptKeys {
  readonly #facts: Facts;
  #loaded: Promise<CryptoKeyPair> | null = null;

  constructor(db: Db) {
    this.#facts = new MongoFacts(db);
  }

  load(): Promise<CryptoKeyPair> {
    this.#loaded ??= this.#read().catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<CryptoKeyPair> {
    const found = await this.#facts.get("receipt_keys") ??
      await this.#facts.settle("receipt_keys", await newKeys());
    return await importKeys(found as StoredKeys);
  }
}

import {
  importKeys,
  newKeys,
  type ReceiptKeys,
  type StoredKeys,
} from "../../lib/attempts/receipts.ts";

const KEY = ["meta", "receipt_keys"];

/** The signing key under one KV key; two processes that start together agree on the first. */
export class KvReceiptKeys implements ReceiptKeys {
  readonly #kv: Deno.Kv;
  #loaded: Promise<CryptoKeyPair> | null = null;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  load(): Promise<CryptoKeyPair> {
    this.#loaded ??= this.#read().catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<CryptoKeyPair> {
    const found = await this.#kv.get<StoredKeys>(KEY);
    if (found.value !== null) return await importKeys(found.value);
    const made = await newKeys();
    const { ok } = await this.#kv.atomic().check(found).set(KEY, made).commit();
    return ok ? await importKeys(made) : await this.#read();
  }
}

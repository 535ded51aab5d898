import type { ReceiptKeys } from "../../attempts/receipts.ts";

/** The signing key pair, which never changes: read once, it is known while its store is away. */
export class RememberedReceiptKeys implements ReceiptKeys {
  readonly #keys: ReceiptKeys;
  #known: CryptoKeyPair | null = null;

  constructor(keys: ReceiptKeys) {
    this.#keys = keys;
  }

  get isKnown(): boolean {
    return this.#known !== null;
  }

  async load(): Promise<CryptoKeyPair> {
    return this.#known ??= await this.#keys.load();
  }
}

import type { Facts } from "../../lib/store/contents.ts";

/** Facts under `["meta", name]`. */
export class KvFacts implements Facts {
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  async get(name: string): Promise<unknown> {
    return (await this.#kv.get(["meta", name])).value;
  }

  async set(name: string, value: unknown): Promise<void> {
    if (value === null) await this.#kv.delete(["meta", name]);
    else await this.#kv.set(["meta", name], value);
  }

  async settle(name: string, value: unknown): Promise<unknown> {
    const found = await this.#kv.get(["meta", name]);
    if (found.value !== null) return found.value;
    const { ok } = await this.#kv.atomic().check(found).set(found.key, value).commit();
    return ok ? value : await this.get(name);
  }
}

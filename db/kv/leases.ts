import type { Leases } from "../../lib/attempts/sweeper.ts";

interface Held {
  holder: string;
  untilAt: number;
}

/** Leases under `["lease", name]`. */
export class KvLeases implements Leases {
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  async take(
    name: string,
    holder: string,
    { now, untilAt }: { now: number; untilAt: number },
  ): Promise<boolean> {
    const entry = await this.#kv.get<Held>(["lease", name]);
    const { value } = entry;
    if (value !== null && value.holder !== holder && now < value.untilAt) return false;
    const held: Held = { holder, untilAt };
    return (await this.#kv.atomic().check(entry).set(entry.key, held).commit()).ok;
  }
}

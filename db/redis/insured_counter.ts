import type { Counter, Limit, Taken } from "../../lib/process/limits.ts";
import { MemoryCounter } from "../../lib/process/memory_counter.ts";

export interface Insurance {
  /** Whether the shared counter is there; where it is known to be away nobody waits for it. */
  isUp: () => boolean;
  /** What this process may give out alone of a limit's points. */
  share: (points: number) => number;
}

/** Windows of the process alone are called so. */
const ALONE = "alone ";

/** Counts by a shared counter, and in this process alone while that one does not answer. */
export class InsuredCounter implements Counter {
  readonly #shared: Counter;
  readonly #insurance: Insurance;
  readonly #alone = new MemoryCounter();

  constructor(shared: Counter, insurance: Insurance) {
    this.#shared = shared;
    this.#insurance = insurance;
  }

  take(key: string, limit: Limit): Promise<Taken> {
    return this.#first(() => this.#shared.take(key, limit), async () => {
      const taken = await this.#alone.take(key, this.#share(limit));
      return "window" in taken ? { window: ALONE + taken.window } : taken;
    });
  }

  check(key: string, limit: Limit): Promise<number | null> {
    return this.#first(
      () => this.#shared.check(key, limit),
      () => this.#alone.check(key, this.#share(limit)),
    );
  }

  async giveBack(key: string, window: string): Promise<void> {
    if (window.startsWith(ALONE)) {
      return await this.#alone.giveBack(key, window.slice(ALONE.length));
    }
    await this.#whereTold(() => this.#shared.giveBack(key, window));
  }

  async clear(key: string): Promise<void> {
    await this.#alone.clear(key);
    await this.#whereTold(() => this.#shared.clear(key));
  }

  #share({ points, seconds }: Limit): Limit {
    return { points: this.#insurance.share(points), seconds };
  }

  /** A server that fails without being known to be away is insured as well. */
  async #first<T>(shared: () => Promise<T>, alone: () => Promise<T>): Promise<T> {
    if (!this.#insurance.isUp()) return await alone();
    try {
      return await shared();
    } catch {
      // Any failure: this process counts alone.
      return await alone();
    }
  }

  /** Where it cannot be told, the points come back when their window ends. */
  async #whereTold(tell: () => Promise<void>): Promise<void> {
    // Any failure: the points come back with their window.
    if (this.#insurance.isUp()) await tell().catch(() => {});
  }
}

/** Credits of one socket: `most` at first, refilled over time; a debt is possible for what was already being done. */
export class Credits {
  readonly #most: number;
  readonly #perMs: number;
  #left: number;
  #at: number;

  /** @param perSecond Refill. @param now Milliseconds. */
  constructor(most: number, perSecond: number, now: number) {
    this.#most = most;
    this.#perMs = perSecond / 1_000;
    this.#left = most;
    this.#at = now;
  }

  /** Spends `cost` and returns what is left; below 0 is a debt. */
  spend(cost: number, now: number): number {
    this.#left = Math.min(this.#most, this.#left + (now - this.#at) * this.#perMs) - cost;
    this.#at = now;
    return this.#left;
  }
}

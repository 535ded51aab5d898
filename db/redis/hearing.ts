/** A process that was silent for longer is not heard any more, milliseconds. */
export const SILENCE_MS = 1_100;
/** A process that was silent for longer is taken for ended, milliseconds. */
export const ENDED_MS = 60_000;

/** Which processes are heard through Redis, this one's own voice included. Times are milliseconds of one steady clock. */
export class Hearing {
  readonly #me: string;
  readonly #heardAt = new Map<string, number>();
  #since: number | null = null;
  #processes = 1;

  constructor(me: string) {
    this.#me = me;
  }

  /** How many there were when all were last heard. */
  get processes(): number {
    return this.#processes;
  }

  heard(from: string, now: number): void {
    this.wholeMs(now);
    this.#heardAt.set(from, now);
    this.wholeMs(now);
  }

  /** It said that it ends. */
  left(from: string): void {
    this.#heardAt.delete(from);
  }

  /** The way to Redis broke. */
  lost(): void {
    this.#heardAt.delete(this.#me);
    this.#since = null;
  }

  /** For how long this process has heard itself and every other without a break; `null` while it does not. */
  wholeMs(now: number): number | null {
    for (const [from, at] of this.#heardAt) {
      if (from !== this.#me && now - at > ENDED_MS) this.#heardAt.delete(from);
    }
    const whole = this.#heardAt.has(this.#me) &&
      [...this.#heardAt.values()].every((at) => now - at <= SILENCE_MS);
    if (whole) this.#processes = this.#heardAt.size;
    this.#since = whole ? this.#since ?? now : null;
    return this.#since === null ? null : now - this.#since;
  }
}

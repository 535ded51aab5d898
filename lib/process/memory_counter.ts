import type { Counter, Limit, Taken } from "./limits.ts";

/** Above so many windows the oldest are forgotten: about 20 MB. */
const MOST_WINDOWS = 200_000;
/** So many stay when that happens. */
const FEWER_WINDOWS = 180_000;
/** From so many on those that are over are looked for. */
const SWEEP_FROM = 1_000;

interface Window {
  id: string;
  taken: number;
  endsAt: number;
}

/** Counts of this process alone. */
export class MemoryCounter implements Counter {
  /** By key, those that began first first. */
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;
  #made = 0;
  #sweepAt = SWEEP_FROM;

  /** @param now Milliseconds, from any beginning. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many windows are kept. */
  get size(): number {
    return this.#windows.size;
  }

  take(key: string, { points, seconds }: Limit): Promise<Taken> {
    const open = this.#open(key);
    if (open !== null && open.taken >= points) {
      return Promise.resolve({ waitMs: open.endsAt - this.#now() });
    }
    const window = open ?? this.#begin(key, seconds);
    window.taken++;
    return Promise.resolve({ window: window.id });
  }

  check(key: string, { points }: Limit): Promise<number | null> {
    const open = this.#open(key);
    const isLeft = open === null || open.taken < points;
    return Promise.resolve(isLeft ? null : open.endsAt - this.#now());
  }

  giveBack(key: string, window: string): Promise<void> {
    const open = this.#open(key);
    if (open?.id === window && open.taken > 0) open.taken--;
    return Promise.resolve();
  }

  clear(key: string): Promise<void> {
    this.#windows.delete(key);
    return Promise.resolve();
  }

  #open(key: string): Window | null {
    const window = this.#windows.get(key);
    return window === undefined || window.endsAt <= this.#now() ? null : window;
  }

  #begin(key: string, seconds: number): Window {
    if (this.#windows.size >= this.#sweepAt) this.#sweep();
    const window = {
      id: String(++this.#made),
      taken: 0,
      endsAt: this.#now() + seconds * 1_000,
    };
    // Anew at the end, so that the first ones are the oldest.
    this.#windows.delete(key);
    this.#windows.set(key, window);
    return window;
  }

  #sweep(): void {
    const now = this.#now();
    for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key);
    const isFull = this.#windows.size >= MOST_WINDOWS;
    for (const key of isFull ? this.#windows.keys() : []) {
      if (this.#windows.size <= FEWER_WINDOWS) break;
      this.#windows.delete(key);
    }
    this.#sweepAt = Math.min(MOST_WINDOWS, Math.max(SWEEP_FROM, 2 * this.#windows.size));
  }
}

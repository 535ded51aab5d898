/** How much longer an answer may have been under way than the best so far and still be believed after a jump. */
const JUMP_MS = 400;

/**
 * The server's clock on this device: `now` of the reply with the shortest round trip, carried on by a clock that nobody
 * can set. The device's own date is never read.
 */
export class ServerClock {
  readonly #ticks: () => number;
  #offset: number;
  #roundTrip: number;

  /** @param now Server clock when the page was rendered. @param ticks Milliseconds that only ever run on. */
  constructor(now: number, ticks: () => number) {
    this.#ticks = ticks;
    this.#offset = now - ticks();
    this.#roundTrip = Infinity;
  }

  /** Milliseconds since the Unix epoch, as the server counts them. */
  now(): number {
    return this.#ticks() + this.#offset;
  }

  /** Learns from a reply. @param now In the reply. @param sentAt Ticks when asked. @param receivedAt Ticks when it came. */
  learn(now: number, sentAt: number, receivedAt: number): void {
    const roundTrip = receivedAt - sentAt;
    const offset = now - (sentAt + receivedAt) / 2;
    const jumped = Math.abs(offset - this.#offset) > roundTrip / 2 + this.#known() + JUMP_MS;
    if (roundTrip > this.#roundTrip && !jumped) return;
    this.#offset = offset;
    this.#roundTrip = roundTrip;
  }

  /** The device slept: ticks may have stood still, so the next reply counts whatever it took. */
  wake(): void {
    this.#roundTrip = Infinity;
  }

  #known(): number {
    return this.#roundTrip === Infinity ? 0 : this.#roundTrip / 2;
  }
}

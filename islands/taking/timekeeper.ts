import type { AttemptState } from "../../lib/model/attempts/attempt_schema.ts";
import type { AttemptClock } from "../../lib/model/live/live.ts";
import { ServerClock } from "./server_clock.ts";

/** Longest wait a timer can be set to. */
const LONGEST_MS = 2_000_000_000;

/** An attempt's time on this page: when it ends, what is left, and a call when it is up. */
export class Timekeeper {
  readonly #clock: ServerClock;
  readonly #onTimeUp: () => void;
  #latest: AttemptClock;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(first: AttemptClock, ticks: () => number, onTimeUp: () => void) {
    this.#clock = new ServerClock(first.now, ticks);
    this.#latest = first;
    this.#onTimeUp = onTimeUp;
    this.#arm();
  }

  get state(): AttemptState {
    return this.#latest.state;
  }

  get deadlineAt(): number | null {
    return this.#latest.deadlineAt;
  }

  /** The server's clock. */
  now(): number {
    return this.#clock.now();
  }

  /** Time left, never below 0; stands still while paused; `null` without an end. */
  leftMs(): number | null {
    const { deadlineAt, state, now } = this.#latest;
    if (deadlineAt === null) return null;
    return Math.max(0, deadlineAt - (state === "paused" ? now : this.#clock.now()));
  }

  get isUp(): boolean {
    return this.#latest.state === "in_progress" && this.leftMs() === 0;
  }

  /**
   * A clock from the server; of two the one with the higher `rev` wins, then the later.
   *
   * @param asked Ticks when it was asked for and when it came; `null` for a push, whose delay is unknown.
   * @returns Whether anything but the time changed.
   */
  receive(clock: AttemptClock, asked: { sentAt: number; receivedAt: number } | null): boolean {
    if (asked !== null) this.#clock.learn(clock.now, asked.sentAt, asked.receivedAt);
    const old = this.#latest;
    if (clock.rev < old.rev || (clock.rev === old.rev && clock.now < old.now)) return false;
    this.#latest = clock;
    if (clock.deadlineAt === old.deadlineAt && clock.state === old.state) return false;
    this.#arm();
    return true;
  }

  wake(): void {
    this.#clock.wake();
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const left = this.leftMs();
    if (left === null || this.#latest.state !== "in_progress") return;
    this.#timer = setTimeout(
      () => this.isUp ? this.#onTimeUp() : this.#arm(),
      Math.min(left + 1, LONGEST_MS),
    );
  }
}

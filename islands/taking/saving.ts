import type { Outbox } from "./outbox.ts";

/** Where a question's newest answer is. */
export type Saving =
  /** Nothing written, or on its way for a moment. */
  | { kind: "none" }
  | { kind: "saved"; at: number }
  | { kind: "saving" }
  /** The beginning is saved; the rest is more than the question takes. `most` is how much fits, `null` for several answers. */
  | { kind: "over"; most: number | null }
  /** On this device's disk, not on the server. */
  | { kind: "device" }
  /** Nowhere but on the screen. */
  | { kind: "unsaved" };

/** Remembers since when each question waits, and when it was saved. */
export class Savings {
  readonly #savedAt = new Map<string, number>();
  readonly #since = new Map<string, number>();
  readonly #refused = new Set<string>();

  written(slotId: string, ticks: number): void {
    this.#refused.delete(slotId);
    if (!this.#since.has(slotId)) this.#since.set(slotId, ticks);
  }

  saved(slotId: string, at: number): void {
    this.#savedAt.set(slotId, at);
    this.#since.delete(slotId);
  }

  refused(slotId: string): void {
    this.#refused.add(slotId);
  }

  /** @param offline The last try failed. @param slowMs Under way for longer is said. */
  of(
    slotId: string,
    { boxes, offline, ticks, slowMs }: {
      boxes: readonly Outbox[];
      offline: boolean;
      ticks: number;
      slowMs: number;
    },
  ): Saving {
    if (this.#refused.has(slotId)) return { kind: "unsaved" };
    const states = boxes.map((box) => box.stateOf(slotId)).filter(({ waiting }) => waiting);
    const at = this.#savedAt.get(slotId);
    if (states.length === 0) return at === undefined ? { kind: "none" } : { kind: "saved", at };
    if (offline) return { kind: states.every(({ kept }) => kept) ? "device" : "unsaved" };
    const since = this.#since.get(slotId) ?? ticks;
    return { kind: ticks - since > slowMs ? "saving" : "none" };
  }
}

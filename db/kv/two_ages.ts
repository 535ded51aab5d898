interface Kept<V> {
  value: V;
  chars: number;
}

/**
 * The values used last, by key, bounded by the characters they hold. What was used since half the room was filled anew is
 * young, what was used before that is old, and what is older is forgotten: unlike an exact order this costs a look-up nothing.
 */
export class TwoAges<V> {
  readonly #halfRoom: number;
  #young = new Map<string, Kept<V>>();
  #old = new Map<string, Kept<V>>();
  /** Put among the young so far; what was removed since counts too. */
  #filled = 0;

  constructor(room: number) {
    this.#halfRoom = room / 2;
  }

  get(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young.value;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old.value, old.chars);
    return old?.value;
  }

  /** @param chars What the value holds. */
  set(key: string, value: V, chars: number): void {
    this.#filled += key.length + chars;
    if (this.#filled > this.#halfRoom) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#filled = key.length + chars;
    }
    this.#young.set(key, { value, chars });
  }

  remove(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#filled = 0;
  }
}

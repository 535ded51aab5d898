/** The most recently used strings' results, bounded by the characters they hold. */
export class TextCache<V> {
  readonly #maxChars: number;
  readonly #entries = new Map<string, { value: V; chars: number }>();
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  /** Characters held, keys included. */
  get chars(): number {
    return this.#chars;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** @param valueChars Length of the value; what alone exceeds the bound is not kept. */
  set(key: string, value: V, valueChars: number): void {
    this.#remove(key);
    const chars = key.length + valueChars;
    if (chars > this.#maxChars) return;
    this.#entries.set(key, { value, chars });
    this.#chars += chars;
    for (const oldest of this.#entries.keys()) {
      if (this.#chars <= this.#maxChars) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#chars -= entry.chars;
  }
}

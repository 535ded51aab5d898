/** What Redis must still be told, each for as long as it matters. */
export class Debts {
  readonly #owed = new Map<() => Promise<void>, number>();

  /** @param ms After which nobody need be told any more. */
  add(pay: () => Promise<void>, ms: number): void {
    this.#owed.set(pay, performance.now() + ms);
  }

  /** Tells what is owed. @returns Whether nothing is owed any more. */
  async settle(): Promise<boolean> {
    for (const [pay, untilAt] of this.#owed) {
      try {
        if (performance.now() < untilAt) await pay();
        this.#owed.delete(pay);
      } catch {
        // Any failure: it stays owed.
        return false;
      }
    }
    return true;
  }
}

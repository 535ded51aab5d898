/** Draws that are the same every time for the same seed. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal(): number;
  shuffled<T>(items: readonly T[]): T[];
}

/** 32 bits of the text (FNV-1a, then mixed so that near seeds lie far apart). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Dice whose every throw follows from `seed` (mulberry32). */
export function diceFrom(seed: string): Dice {
  let state = hash(seed);
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (end: number) => Math.floor(next() * end);
  function pick<T>(items: readonly T[]): T {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("Cannot pick from an empty list");
    return item;
  }
  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  }
  function shuffled<T>(items: readonly T[]): T[] {
    return items.map((item) => ({ item, at: next() })).sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
  return { next, below, pick, normal, shuffled };
}

/** Eight random-looking characters that follow from `seed`. */
export function fixedId(seed: string): string {
  const dice = diceFrom(`id:${seed}`);
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  return Array.from({ length: 8 }, () => letters[dice.below(letters.length)]).join("");
}

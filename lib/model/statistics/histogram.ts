/** How many results fall into each tenth of the marks. */
export interface Histogram {
  /** Ten counts; a bin holds its lower edge, the last one also a full 100%. */
  bins: number[];
  /** Between 0 and 1; `null` without results. */
  median: number | null;
  count: number;
}

/** @param fractions Results from 0 to 1; negative marks count in the lowest bin. */
export function histogramOf(fractions: readonly number[]): Histogram {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const fraction of fractions) {
    // 0.7 * 10 is 7, but 0.29 * 100 is 28.999…: an edge must not fall into the bin below.
    const bin = Math.floor(fraction * 10 + 1e-9);
    bins[Math.min(9, Math.max(0, bin))]! += 1;
  }
  return { bins, median: medianOf(fractions), count: fractions.length };
}

/** The middle value, or the mean of the two in the middle; `null` for none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** What one run of one workload against one server gave. */
export interface Run {
  /** Answers a second. */
  perSecond: number;
  latency: Latency;
  requests: number;
  /** Answers with another status or body than expected, and broken connections. */
  errors: number;
  /** Processor time of the server, milliseconds for 1,000 answers. */
  cpuMs: number;
}

/** Milliseconds. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** The value that `share` of all values are at or below, by nearest rank. @throws {Error} for no value at all. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new Error("Cannot take a percentile of nothing");
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** @param unsorted Milliseconds each; zeros throughout for none. */
export function latencyOf(unsorted: readonly number[]): Latency {
  if (unsorted.length === 0) return { p50: 0, p95: 0, p99: 0, max: 0 };
  const sorted = Float64Array.from(unsorted).sort();
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: sorted[sorted.length - 1]!,
  };
}

/** The middle of an even count is the mean of both in the middle. @throws {Error} for no value at all. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error("Cannot take the spread of nothing");
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1]!, sorted[Math.floor(half)]!];
  return { min: sorted[0]!, median: (low + high) / 2, max: sorted.at(-1)! };
}

/**
 * `mine[i] / theirs[i]`: of the same round, so that what slows the whole machine down cancels out.
 *
 * @throws {Error} for rounds that do not pair.
 */
export function ratiosOf(mine: readonly number[], theirs: readonly number[]): number[] {
  if (mine.length !== theirs.length) {
    throw new Error(`Cannot compare ${mine.length} rounds with ${theirs.length}`);
  }
  return mine.map((value, i) => value / theirs[i]!);
}

/** When each request of an open loop is due, milliseconds from its beginning: constant arrival. */
export function arrivals(count: number, seconds: number): number[] {
  return Array.from({ length: count }, (_, i) => i * seconds * 1_000 / count);
}

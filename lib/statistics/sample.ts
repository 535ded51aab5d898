/** Figures of a sample. Each is `null` where it would divide by 0, never 0 or NaN. */

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** Over n - 1. The two lists belong together, value by value. */
export function covariance(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  if (meanX === null || meanY === null || xs.length < 2) return null;
  let total = 0;
  for (const [i, x] of xs.entries()) total += (x - meanX) * ((ys[i] ?? 0) - meanY);
  return total / (xs.length - 1);
}

/** Over n - 1. */
export function variance(values: readonly number[]): number | null {
  return covariance(values, values);
}

/** From -1 to 1; `null` where one side does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [together, varX, varY] = [covariance(xs, ys), variance(xs), variance(ys)];
  if (together === null || !varX || !varY) return null;
  return Math.min(1, Math.max(-1, together / Math.sqrt(varX) / Math.sqrt(varY)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** One result in time. */
export interface TrendPoint {
  /** Milliseconds since the Unix epoch. */
  at: number;
  /** Below the point, as "Aug". */
  label: string;
  /** From 0 to 1. */
  fraction: number;
}

/** One subject's results, oldest first. */
export interface TrendSeries {
  name: string;
  points: readonly TrendPoint[];
}

/** The lowest line of the drawing: a multiple of 20% under every value, at most 80%. */
export function trendFloor(series: readonly TrendSeries[]): number {
  const values = series.flatMap(({ points }) => points.map((point) => point.fraction));
  const lowest = Math.min(1, ...values);
  return Math.max(0, Math.min(0.8, Math.floor((lowest - 0.02) * 5) / 5));
}

/**
 * Which points carry words when there is room for `room` of them: all, or evenly chosen ones with
 * the first and the last.
 */
export function labelled(count: number, room: number): Set<number> {
  if (count <= room) return new Set(Array.from({ length: count }, (_, i) => i));
  const step = (count - 1) / (room - 1);
  return new Set(Array.from({ length: room }, (_, i) => Math.round(i * step)));
}

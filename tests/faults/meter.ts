/** One request as its sender saw it. */
export interface Timed {
  /** When it was sent, of `performance.now()`. */
  at: number;
  ms: number;
  /** 0: no answer came. */
  status: number;
}

/** From when to when something lasted, of `performance.now()`. */
export interface Span {
  from: number;
  to: number;
}

/** Sends, and writes down how it went. */
export async function timed(
  into: Timed[],
  url: string,
  init: RequestInit = {},
): Promise<Response | null> {
  const at = performance.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000), ...init });
    into.push({ at, ms: performance.now() - at, status: response.status });
    return response;
  } catch {
    into.push({ at, ms: performance.now() - at, status: 0 });
    return null;
  }
}

/** What was sent during any of the spans. */
export function during(requests: readonly Timed[], spans: readonly Span[]): Timed[] {
  return requests.filter(({ at }) => spans.some(({ from, to }) => at >= from && at < to));
}

/**
 * A limit meant for a machine that does nothing else, wider by what the machine of the moment adds.
 *
 * @param calm Requests of the same run beside any fault.
 */
export function allowing(limitMs: number, calm: readonly Timed[]): number {
  return limitMs + 4 * (p99(calm) ?? 0);
}

/** What was sent outside all of the spans. */
export function beside(requests: readonly Timed[], spans: readonly Span[]): Timed[] {
  return requests.filter(({ at, ms }) => spans.every(({ from, to }) => at + ms < from || at > to));
}

/** The time that 99 of 100 stay under, whole milliseconds; `null` for none. */
export function p99(requests: readonly Timed[]): number | null {
  if (requests.length === 0) return null;
  const sorted = requests.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.ceil(sorted.length * 0.99) - 1]!);
}

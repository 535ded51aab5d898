import { isUnavailable } from "./away.ts";

const PAUSE_MS = 1_000;

export interface ThroughOutages {
  /** Told once, when the store is away for the first time, what says so. */
  waits: (why: Error) => void;
  pauseMs?: number;
}

/**
 * What `work` gives. While the store is away in between, it is begun anew until it comes to its end; done in part and
 * begun again it must change nothing.
 *
 * @throws what `work` throws that is no outage.
 */
export async function throughOutages<T>(
  work: () => Promise<T>,
  { waits, pauseMs = PAUSE_MS }: ThroughOutages,
): Promise<T> {
  for (let times = 0;; times++) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      if (times === 0) waits(error as Error);
    }
    await new Promise((wait) => setTimeout(wait, pauseMs));
  }
}

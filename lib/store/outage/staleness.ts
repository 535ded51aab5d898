import { AsyncLocalStorage } from "node:async_hooks";

/** Of one request. */
interface Reads {
  /** When the oldest of what it was answered with was true; `null`: all is of now. */
  asOf: number | null;
}

const reads = new AsyncLocalStorage<Reads>();

/** Runs a request, watching whether it is answered from memory. */
export function watchingReads<T>(work: () => T): T {
  return reads.run({ asOf: null }, work);
}

/** Something was answered from memory, as it was at `at`. */
export function readFromMemory(at: number): void {
  const mine = reads.getStore();
  if (mine) mine.asOf = Math.min(mine.asOf ?? at, at);
}

/** When the oldest of what this request was answered with was true, milliseconds since the Unix epoch; `null`: now. */
export function answeredAsOf(): number | null {
  return reads.getStore()?.asOf ?? null;
}

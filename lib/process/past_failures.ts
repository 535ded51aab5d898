import type { Log } from "./log.ts";
import { DomainError } from "../model/process/errors.ts";
import { isUnavailable } from "../store/outage/away.ts";

/**
 * Does the same for many and goes on past what fails, which is logged.
 *
 * @param nameOf What the log, and whoever asked, calls one of them.
 * @returns The names of those for whom it failed.
 * @throws {DomainError} `unavailable/outage` at once: then it can be done for nobody.
 */
export async function pastFailures<T>(
  { log }: { log: Log },
  items: readonly T[],
  { where, nameOf, work }: {
    /** What was being done, for the log. */
    where: string;
    nameOf: (item: T) => string;
    work: (item: T) => Promise<void>;
  },
): Promise<string[]> {
  const failed: string[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      failed.push(nameOf(item));
      log({ event: "fault", requestId: null, where, error: error as Error });
    }
  }
  return failed;
}

const MOST_NAMED = 5;

/**
 * Says whom an act that is done did not reach.
 *
 * @param done What stands all the same, a sentence without a period.
 * @throws {DomainError} `unavailable` unless `failed` is empty.
 */
export function requireAllTold(done: string, failed: readonly string[]): void {
  if (failed.length === 0) return;
  const more = failed.length - MOST_NAMED;
  const names = failed.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  throw new DomainError(
    "unavailable",
    `${done}, but these could not be told: ${names}. Do it again to tell them`,
    { detail: { failed: [...failed] } },
  );
}

import { MongoBulkWriteError, MongoServerError } from "mongodb";
import { DomainError } from "../../lib/model/process/errors.ts";

/** Races lost before giving up. */
export const MAX_TRIES = 40;

/** Whether a unique index refused the write; the code says so on every server, the text differs. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}

/**
 * Passes over what a bulk of inserts found there already.
 *
 * @throws every other error. The driver wraps whatever ends a bulk, a lost connection too, and lists no refused write then.
 */
export function unlessThere(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const refused = [error.writeErrors].flat();
  const onlyThere = refused.length > 0 && refused.every(({ code }) => code === 11_000);
  if (onlyThere && !error.result.getWriteConcernError()) return;
  throw error.errorResponse instanceof Error ? error.errorResponse : error;
}

export function busy(): DomainError {
  return new DomainError("conflict", "This is being changed elsewhere", { reason: "stale" });
}

/** A short random wait, longer after each lost race. */
export function pause(tries: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * Math.min(2 ** tries, 50)));
}

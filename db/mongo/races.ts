import { MongoBulkWriteError, MongoServerError } from "mongodb";
import { DomainError } from "../../lib/model/errors.ts";

/** Races lost before giving up. */
export const MAX_TRIES = 40;

/** Whether a unique index refused the write; the code says so on every server, the text differs. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}

/** Passes over what a bulk of inserts found there already. @throws every other error. */
export function unlessThere(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  if ([error.writeErrors].flat().some(({ code }) => code !== 11_000)) throw error;
}

export function busy(): DomainError {
  return new DomainError("conflict", "This is being changed elsewhere", { reason: "stale" });
}

/** A short random wait, longer after each lost race. */
export function pause(tries: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * Math.min(2 ** tries, 50)));
}

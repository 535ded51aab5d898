import { DomainError } from "../../model/process/errors.ts";

const RETRY_MS = 2_000;

/** The store is away and nothing was kept; the same may be sent again. */
export function away(cause: unknown): DomainError {
  return new DomainError(
    "unavailable",
    "The school's data cannot be reached right now. Try again in a few seconds",
    { reason: "outage", retryAfterMs: RETRY_MS, cause },
  );
}

/** The store is there and has too much to do; nothing was done, and the same may be sent again. */
export function busy(cause: unknown): DomainError {
  return new DomainError(
    "unavailable",
    "There is too much to do right now. Try again in a few seconds",
    { reason: "busy", retryAfterMs: RETRY_MS, cause },
  );
}

/** Whether the same may be done soon: the store is away, or has too much to do. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === "unavailable";
}

/** Whether an error is one of {@linkcode away}. */
export function isAway(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "outage";
}

/** Whether the store could not be asked: it is away, or its pool of connections is full. */
export function isUnasked(error: unknown): boolean {
  return isAway(error) || error instanceof DomainError && error.reason === "busy";
}

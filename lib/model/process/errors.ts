/** What went wrong, in the domain's words. The HTTP edge maps each code to one status. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "closed"
  | "too_slow"
  | "too_large"
  | "rate"
  | "unavailable";

/** The closed list of reasons; with the code they read `conflict/stale`. */
export const REASONS = [
  "access_revoked",
  "already_released",
  "assignment_open",
  "attempt_full",
  "attempts_used",
  "busy",
  "cancelled",
  "claimed",
  "csrf",
  "empty_test",
  "excused",
  "file_type",
  "fields",
  "has_attempts",
  "in_use",
  "key",
  "late",
  "mark_range",
  "missing_writes",
  "name_taken",
  "not_open_yet",
  "not_running",
  "other_attempt",
  "outage",
  "password",
  "paused",
  "released",
  "slot_unplayable",
  "stale",
  "too_soon",
  "ungraded",
  "window_over",
  "would_cut",
  "writer",
  "writers",
] as const;
export type Reason = typeof REASONS[number];

/** A field of a form or body and what to do about it. */
export interface FieldError {
  /** Dotted path, as in `options.0.text`; empty for the whole. */
  path: string;
  message: string;
}

export interface DomainErrorOptions extends ErrorOptions {
  reason?: Reason;
  fields?: readonly FieldError[];
  /** JSON facts the client needs to go on, such as the number it should resend from. */
  detail?: Readonly<Record<string, unknown>>;
  retryAfterMs?: number;
}

/** An expected failure. Its message is a sentence for the user without a period, and holds no internals. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly reason: Reason | undefined;
  readonly fields: readonly FieldError[];
  readonly detail: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.reason = options.reason;
    this.fields = options.fields ?? [];
    this.detail = options.detail;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The one answer for what is not there and for what is not yours to see. */
export function notFound(): DomainError {
  return new DomainError("not_found", "Not here, or not yours to see");
}

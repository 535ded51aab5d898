import type { ErrorCode } from "../lib/model/process/errors.ts";

/** By what status the edge answers each code. What nobody expected is 500. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_slow: 408,
  conflict: 409,
  closed: 410,
  too_large: 413,
  rate: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

import type { ErrorCode } from "../model/process/errors.ts";

/** What each code means to a program, for the description of the API; without a period at the end. */
export const PROBLEM_WORDS = {
  invalid: "What was sent cannot be read or does not fit. `invalid/fields` names the `fields`",
  unauthenticated: "Nobody is signed in, or the session has ended",
  forbidden:
    "Not for whoever asks. `forbidden/csrf`: sent from another site, or with a cookie and " +
    "no `Origin`; `forbidden/password`: a one-time password must be replaced at " +
    "`/account/password` first",
  not_found: "Not here, or not theirs to see: the two are one answer",
  too_slow: "The body took more than 30 seconds to arrive. Send it again",
  conflict:
    "It does not fit what stands now: read it again. `conflict/stale`: somebody changed it " +
    "since the `rev` that was sent",
  closed: "It is over, or has not begun",
  too_large: "The body is larger than 1 MiB",
  rate: "Too much in too short a time. Wait as `Retry-After` says",
  unavailable: "A store is away, or too much waits. Nothing was done, unless the title says what " +
    "was; send it again as `Retry-After` says",
} as const satisfies Record<Exclude<ErrorCode, "method_not_allowed">, string>;

/** What `detail` of a problem holds. */
export const DETAIL_WORDS = "Facts by which a program goes on, by `code`. " +
  "`conflict/missing_writes`: `expected`, the number `n` to send again from. " +
  "`closed/late`: `quarantined`, how many answers of the batch are kept for the teacher to look at, " +
  "and `acked`, the highest `n` of the writer that the server has dealt with: drop all up to it. " +
  "`conflict/stale` at hand-in: `slots`, those whose answers differ. " +
  "`conflict/stale` elsewhere: what stands now, as far as it is told. " +
  "`conflict/ungraded`: `answers`, how many wait for a mark. " +
  "`conflict/claimed`: `byId`, `name` and `untilAt` of who is marking it";

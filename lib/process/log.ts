import { pino } from "pino";

/** Everything the product logs; a line never holds a body, an answer, a password or a cookie. */
export type LogEvent =
  | {
    event: "request";
    requestId: string;
    method: string;
    route: string;
    status: number;
    ms: number;
    userId: string | null;
  }
  | { event: "fault"; requestId: string | null; where: string; error: Error }
  /** It does not start, or must not go on, for a reason that whoever runs it can mend. */
  | { event: "refused"; text: string }
  | { event: "start"; port: number; env: string; ms: number }
  /** Nobody runs a school here yet; the code, asked for in production, is good for one use by this process. */
  | { event: "set_up"; path: string; code: string | null }
  | { event: "warning"; text: string }
  | { event: "stop"; reason: string }
  /** A server that the product needs was reached, lost, or reached again, or work waits for one; `problem` names no address. */
  | { event: "dependency"; name: string; state: string; problem: string | null }
  /** Changes acknowledged during an outage that the store has now, and those that still wait. */
  | { event: "replayed"; entries: number; waiting: number }
  | { event: "sweep"; handedIn: number; abandoned: number }
  /** A job that is worked on again elsewhere, waits for another try, or failed for good. */
  | { event: "job"; kind: string; id: string; state: "taken_over" | "tried_again" | "failed" }
  | { event: "seeded"; school: string; ms: number };

export type Log = (entry: LogEvent) => void;

/** One JSON line per event on standard output. */
export function jsonLog(level: "info" | "silent" = "info"): Log {
  const logger = pino({
    level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  return (entry) => {
    if (entry.event === "fault") {
      const { error, ...rest } = entry;
      logger.error({ ...rest, error: error.message, stack: error.stack, cause: causeOf(error) });
      return;
    }
    if (entry.event === "refused") logger.error(entry);
    else if (entry.event === "warning") logger.warn(entry);
    else logger.info(entry);
  };
}

function causeOf(error: Error): string | undefined {
  return error.cause instanceof Error ? error.cause.stack : undefined;
}

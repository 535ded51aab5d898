import type { StudentWindow } from "./deadline.ts";
import { formatInstant, formatLeft, formatTime, type TimeStyle } from "../model/text/format.ts";

/** What somebody will have who starts a test now, or at its opening where that is later. */
export interface StartTime {
  /** `null`: no end. */
  ms: number | null;
  /** When it ends; `null`: never. */
  untilAt: number | null;
  /** The end of the window leaves less than the limit. */
  isCut: boolean;
}

/** A start that leaves less is one of seconds: it is warned of, milliseconds. */
export const MOMENT_MS = 60_000;

export function startTime({ opensAt, limitMs, deadlineAt }: StudentWindow, now: number): StartTime {
  if (deadlineAt === null) return { ms: null, untilAt: null, isCut: false };
  const ms = Math.max(0, deadlineAt - Math.max(now, opensAt));
  return { ms, untilAt: deadlineAt, isCut: limitMs !== null && ms < limitMs };
}

/** Longest time that is told in hours and minutes; of a longer one only the end. */
const DAY_MS = 86_400_000;

/** `10 min, until 11:30`; with another day `3 h, until Mon 23 Nov, 11:30`. */
export function timeUntil(ms: number, untilAt: number, now: number, style: TimeStyle): string {
  if (ms >= DAY_MS) return `Until ${formatInstant(untilAt, style)}`;
  const soon = untilAt - now < DAY_MS / 2;
  const until = soon ? formatTime(untilAt, style) : formatInstant(untilAt, style);
  return `${formatLeft(ms)}, until ${until}`;
}

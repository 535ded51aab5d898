import { dateFormat } from "./date_format.ts";
import { formatCount } from "./format_number.ts";

/** How a person or a school reads dates and times. */
export interface TimeStyle {
  /** BCP 47, such as `en-IN`. */
  locale: string;
  /** IANA name, such as `Asia/Kolkata`. */
  timeZone: string;
  /** 12-hour clock; 24 hours unless set. */
  hour12?: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `Mon 23 Nov`; with `year`, `Mon 23 Nov 2026`. */
export function formatDate(at: number, style: TimeStyle, { year = false } = {}): string {
  const format = dateFormat(style, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(year ? { year: "numeric" as const } : {}),
  });
  return format.format(at).replaceAll(",", "");
}

/** `Monday 23 November`. */
export function formatDay(at: number, style: TimeStyle): string {
  const format = dateFormat(style, { weekday: "long", day: "numeric", month: "long" });
  return format.format(at).replaceAll(",", "");
}

/** `11:30`, or `11:30 am` by setting. */
export function formatTime(at: number, style: TimeStyle): string {
  const clock: Intl.DateTimeFormatOptions = style.hour12
    ? { hour: "numeric", minute: "2-digit", hourCycle: "h12" }
    : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return dateFormat(style, clock).format(at);
}

/** `Mon 23 Nov, 11:30`. */
export function formatInstant(at: number, style: TimeStyle): string {
  return `${formatDate(at, style)}, ${formatTime(at, style)}`;
}

/** `now`, `5 s ago` and `2 min ago` under an hour, afterwards as `formatInstant`. What lies ahead by a wrong clock is `now`. */
export function formatRelative(at: number, now: number, style: TimeStyle): string {
  const ago = now - at;
  if (ago < SECOND) return "now";
  if (ago < MINUTE) return `${Math.floor(ago / SECOND)} s ago`;
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`;
  return formatInstant(at, style);
}

/** How far `at` lies ahead: `in 5 min`, `in 3 h`, `in 2 days`; `now` when it does not. */
export function formatUntil(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return "now";
  if (left < HOUR) return `in ${Math.ceil(left / MINUTE)} min`;
  if (left < DAY) return `in ${Math.round(left / HOUR)} h`;
  const days = Math.round(left / DAY);
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

/** Whole units of a waiting time: `under 1 h`, `5 h`, `1 day`, `6 days`. */
export function formatAge(ms: number): string {
  if (ms < HOUR) return "under 1 h";
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}

/** `40 min`, `1 h 30 min`, `45 s`. Seconds show only under a minute. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.round(ms / SECOND))} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Time that is left, in whole minutes and never more than there is: `10 min` up to 10:59; seconds under a minute. */
export function formatLeft(ms: number): string {
  const unit = ms < MINUTE ? SECOND : MINUTE;
  return formatDuration(Math.floor(Math.max(0, ms) / unit) * unit);
}

/** A clock running down: `24:18`, from an hour on `1:04:18`; a begun second counts whole, never under `0:00`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The instant as `<time datetime>` takes it. */
export function formatMachineTime(at: number): string {
  return new Date(at).toISOString();
}

/** Bytes as `12 MB`: rounded up, so that what is full is never said to be less. */
export function megabytes(bytes: number): string {
  return `${formatCount(Math.ceil(bytes / 1_048_576), "en")} MB`;
}

import { dateFormat } from "../text/date_format.ts";
import { formatDate, formatTime, type TimeStyle } from "../text/format.ts";
import { formatCount } from "../text/format_number.ts";
import { nameParts } from "../people/initials.ts";

/** "Good morning, Meera", by the clock of the school. */
export function greeting(name: string, now: number, { timeZone }: TimeStyle): string {
  const clock = dateFormat({ locale: "en-GB", timeZone }, { hour: "2-digit", hourCycle: "h23" });
  const hour = Number(clock.format(now));
  const part = hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening";
  return `Good ${part}, ${nameParts(name)[0] ?? name}`;
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Up to nine in words, as sentences have it: "two tests", "one test", "12 tests". */
export function things(count: number, one: string, many: string, locale: string): string {
  return `${WORDS[count] ?? formatCount(count, locale)} ${count === 1 ? one : many}`;
}

/** "One test is running" from "one test is running". */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The parts as one sentence, "One test is open and two come up."; `null` for no parts. */
export function listed(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((it) => it !== null);
  if (said.length === 0) return null;
  return `${sentence([said.slice(0, -1).join(", "), said.at(-1)].filter(Boolean).join(" and "))}.`;
}

/** Day of the month and short weekday: `25` and `Wed`. */
export function dayParts(at: number, style: TimeStyle): { day: string; weekday: string } {
  const parts = dateFormat(style, { day: "numeric", weekday: "short" }).formatToParts(at);
  const part = (type: "day" | "weekday") => parts.find((it) => it.type === type)?.value ?? "";
  return { day: part("day"), weekday: part("weekday") };
}

/** `Today, 14:10` or `Tomorrow, 09:05`; `null` for any other day. */
export function dayWords(at: number, now: number, style: TimeStyle): string | null {
  const DAY = 86_400_000;
  const day = formatDate(at, style, { year: true });
  if (day === formatDate(now, style, { year: true })) return `Today, ${formatTime(at, style)}`;
  const next = formatDate(now + DAY, style, { year: true });
  return day === next ? `Tomorrow, ${formatTime(at, style)}` : null;
}

import { dateFormat } from "../text/date_format.ts";

const CLOCK: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

/** What a clock in `timeZone` shows at an instant, as a `datetime-local` field takes it: `2026-11-25T09:05`. */
export function localTime(at: number, timeZone: string): string {
  const parts = dateFormat({ locale: "en-GB", timeZone }, CLOCK).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((it) => it.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${
    part("minute")
  }`;
}

/**
 * The instant at which a clock in `timeZone` shows `local`.
 *
 * @param local As `datetime-local` sends it; seconds are ignored.
 * @returns Milliseconds since the Unix epoch; the earlier of two when the clock is set back; `null` for what is no such
 * time, or one that the clock change skips.
 */
export function instantOf(local: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(:\d\d(\.\d+)?)?$/.exec(local);
  if (match === null) return null;
  const wanted = local.slice(0, 16);
  const asUtc = Date.parse(`${wanted}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((at) =>
    Date.parse(`${localTime(at, timeZone)}:00Z`) - at
  );
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b);
  return candidates.find((at) => localTime(at, timeZone) === wanted) ?? null;
}

/** Whether a calendar has this time, and a clock in `timeZone` never shows it, being set forward. */
export function isSkipped(local: string, timeZone: string): boolean {
  const wanted = local.slice(0, 16);
  const asUtc = Date.parse(`${wanted}:00Z`);
  if (Number.isNaN(asUtc) || instantOf(local, timeZone) !== null) return false;
  return new Date(asUtc).toISOString().startsWith(wanted);
}

/** The day on a calendar in `timeZone`, as a `date` field takes it: `2026-11-25`. */
export function localDay(at: number, timeZone: string): string {
  return localTime(at, timeZone).slice(0, 10);
}

/** The first instant of a day, as a `date` field sends it; an hour later where the clock change skips midnight; `null` for what is no day. */
export function startOfDay(day: string, timeZone: string): number | null {
  return instantOf(`${day}T00:00`, timeZone) ?? instantOf(`${day}T01:00`, timeZone);
}

/** The first instant of the day after; days are 23 to 25 hours long. */
export function endOfDay(day: string, timeZone: string): number | null {
  const start = startOfDay(day, timeZone);
  if (start === null) return null;
  return startOfDay(localDay(start + 36 * 3_600_000, timeZone), timeZone);
}

const FORMAT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/;

/** Making an `Intl` object costs more than using it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/** The instant on the zone's wall clock, as `<input type="datetime-local">` takes it: `2026-11-23T09:05`. */
export function localTime(at: number, timeZone: string): string {
  const parts = new Map(formatOf(timeZone).formatToParts(at).map((it) => [it.type, it.value]));
  const two = (type: Intl.DateTimeFormatPartTypes) => parts.get(type)!.padStart(2, "0");
  return `${parts.get("year")!.padStart(4, "0")}-${two("month")}-${two("day")}T${two("hour")}:${
    two("minute")
  }`;
}

/** The day on the zone's calendar, as `<input type="date">` takes it: `2026-11-23`. */
export function localDay(at: number, timeZone: string): string {
  return localTime(at, timeZone).slice(0, 10);
}

/**
 * The instant that the wall clock of a zone shows as `text`, a `datetime-local` or a `date` (its first minute). A time
 * that comes twice is the earlier one.
 *
 * @returns `null` for what is no such time, and for one that the clock change skips.
 */
export function readLocalTime(text: string, timeZone: string): number | null {
  const match = FORMAT.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00"] = match;
  const asUtc = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute);
  const wanted = `${year}-${month}-${day}T${hour}:${minute}`;
  if (new Date(asUtc).toISOString().slice(0, 16) !== wanted) return null;
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => offsetAt(at, timeZone));
  const found = offsets.map((offset) => asUtc - offset)
    .filter((at) => localTime(at, timeZone) === wanted);
  return found.length === 0 ? null : Math.min(...found);
}

/** The first instant of a `date` in the zone, also where the clock change skips midnight; `null` for what is no day. */
export function startOfDay(day: string, timeZone: string): number | null {
  if (!/^[\d-]{10}$/.test(day)) return null;
  return readLocalTime(day, timeZone) ?? readLocalTime(`${day}T01:00`, timeZone);
}

const DAY_MS = 86_400_000;

/** How far the zone's wall clock is ahead of UTC then, in milliseconds, to the minute. */
function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  return Date.parse(`${localTime(minute, timeZone)}:00Z`) - minute;
}

import { MOST_DECIMALS, shownPercent } from "../statistics/shown_percent.ts";

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= 500) formats.clear();
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** A whole number in the locale's grouping: `1,24,680` in `en-IN`. */
export function formatCount(count: number, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/** At most `digits` decimals, none that are zero: `16.2`, `4`; never `-0`. */
export function formatNumber(value: number, locale: string, digits = 2): string {
  const format = numberFormat(locale, { maximumFractionDigits: digits });
  const isNothing = Math.abs(value) < 0.5 / 10 ** digits;
  return format.format(isNothing ? 0 : value);
}

/**
 * A share as per cent, rounded as {@linkcode shownPercent} says: `82.5%`.
 *
 * @param fraction 0.825 for `82.5%`.
 * @param borders In per cent.
 */
export function formatPercent(
  fraction: number,
  locale: string,
  borders: readonly number[] = [],
): string {
  const shown = shownPercent(fraction * 100, borders) / 100;
  return numberFormat(locale, { style: "percent", maximumFractionDigits: MOST_DECIMALS })
    .format(shown);
}

/** A figure in points of per cent, as an index or a distance: `32.4`, `-0.1`. */
export function formatPoints(points: number, locale: string): string {
  return formatNumber(shownPercent(points), locale, MOST_DECIMALS);
}

/** `20 of 24 marks`, `0 of 1 mark`. */
export function formatMarks(awarded: number, max: number, locale: string): string {
  return `${formatNumber(awarded, locale)} of ${formatMax(max, locale)}`;
}

/** What a question or a test is worth: `1 mark`, `2.5 marks`. */
export function formatMax(max: number, locale: string): string {
  return `${formatNumber(max, locale)} ${max === 1 ? "mark" : "marks"}`;
}

/** `1 student`, `36 students`. */
export function formatThings(count: number, one: string, many: string, locale: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? one : many}`;
}

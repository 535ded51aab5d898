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

/** At most `digits` decimals, none that are zero: `16.2`, `4`. */
export function formatNumber(value: number, locale: string, digits = 2): string {
  return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** @param fraction 0.825 gives `82.5%`; at most one decimal, never rounded up to a full 100%. */
export function formatPercent(fraction: number, locale: string): string {
  const shown = fraction < 1 ? Math.min(fraction, 0.999) : fraction;
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(shown);
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

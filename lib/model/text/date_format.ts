/** More than locales and zones of one installation make. */
const MOST = 500;
const made = new Map<string, Intl.DateTimeFormat>();

/** The one format of a locale, zone and options: making an `Intl` object costs more than using it a thousand times. */
export function dateFormat(
  { locale, timeZone }: { locale: string; timeZone: string },
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size >= MOST) made.clear();
  const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
  made.set(key, format);
  return format;
}

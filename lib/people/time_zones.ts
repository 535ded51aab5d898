/** Names that ICU still gives in their old spelling. */
const NEW_NAMES: Readonly<Record<string, string>> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Europe/Kiev": "Europe/Kyiv",
};

/** Every time zone by its IANA name, in order. */
export function timeZones(): string[] {
  const names = Intl.supportedValuesOf("timeZone").map((name) => NEW_NAMES[name] ?? name);
  return [...new Set([...names, "UTC"])].sort();
}

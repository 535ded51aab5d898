/** Languages that a question may be written in, by their own names; an API may name any other. */
export const LANGUAGES: readonly { value: string; label: string }[] = [
  { value: "en", label: "English" },
  { value: "ar", label: "العربية" },
  { value: "as", label: "অসমীয়া" },
  { value: "bn", label: "বাংলা" },
  { value: "zh-Hans", label: "中文（简体）" },
  { value: "zh-Hant", label: "中文（繁體）" },
  { value: "nl", label: "Nederlands" },
  { value: "fr", label: "Français" },
  { value: "de", label: "Deutsch" },
  { value: "el", label: "Ελληνικά" },
  { value: "gu", label: "ગુજરાતી" },
  { value: "he", label: "עברית" },
  { value: "hi", label: "हिन्दी" },
  { value: "id", label: "Bahasa Indonesia" },
  { value: "it", label: "Italiano" },
  { value: "ja", label: "日本語" },
  { value: "kn", label: "ಕನ್ನಡ" },
  { value: "ko", label: "한국어" },
  { value: "la", label: "Latina" },
  { value: "ml", label: "മലയാളം" },
  { value: "mr", label: "मराठी" },
  { value: "ne", label: "नेपाली" },
  { value: "or", label: "ଓଡ଼ିଆ" },
  { value: "fa", label: "فارسی" },
  { value: "pl", label: "Polski" },
  { value: "pt", label: "Português" },
  { value: "pa", label: "ਪੰਜਾਬੀ" },
  { value: "ru", label: "Русский" },
  { value: "sa", label: "संस्कृतम्" },
  { value: "es", label: "Español" },
  { value: "sv", label: "Svenska" },
  { value: "ta", label: "தமிழ்" },
  { value: "te", label: "తెలుగు" },
  { value: "th", label: "ไทย" },
  { value: "tr", label: "Türkçe" },
  { value: "uk", label: "Українська" },
  { value: "ur", label: "اردو" },
  { value: "vi", label: "Tiếng Việt" },
];

export type Language = typeof LANGUAGES[number];

/** The languages offered, and the one that a question has, whatever it is. */
export function languagesWith(
  offered: readonly Language[],
  tag: string | null,
): readonly Language[] {
  if (tag === null || offered.some(({ value }) => value === tag)) return offered;
  return [...offered, { value: tag, label: tag }];
}

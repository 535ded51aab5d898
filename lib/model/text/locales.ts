/** Ways of writing dates and numbers that are offered, by their own names. */
export const LOCALES: readonly { value: string; label: string }[] = [
  { value: "en-IN", label: "English, India: 1,23,456" },
  { value: "en-GB", label: "English, United Kingdom: 123,456" },
  { value: "en-US", label: "English, United States: 123,456" },
  { value: "en-AU", label: "English, Australia: 123,456" },
  { value: "en-ZA", label: "English, South Africa: 123 456" },
];

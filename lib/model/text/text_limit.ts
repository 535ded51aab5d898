import { formatCount, formatThings } from "./format_number.ts";

/**
 * What is said of a text longer than its field takes, as "Take 12 characters away: 2,000 fit"; `null` while it fits. So many
 * characters are enough from its end on, an emoji counting once.
 *
 * @param most In UTF-16 code units, as the server counts.
 */
export function overText(text: string, most: number, locale = "en"): string | null {
  if (text.length <= most) return null;
  const { cut } = partText(text, most);
  const much = formatThings([...cut].length, "character", "characters", locale);
  return `Take ${much} away: ${formatCount(most, locale)} fit`;
}

/**
 * The text parted where its field ends: what is kept of it, and what would be cut off. A character that would be halved is
 * cut off whole.
 *
 * @param most In UTF-16 code units.
 */
export function partText(text: string, most: number): { kept: string; cut: string } {
  const half = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return text.length <= most ? { kept: text, cut: "" } : {
    kept: text.slice(0, half),
    cut: text.slice(half),
  };
}

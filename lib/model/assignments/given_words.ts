import { formatDate, formatTime, type TimeStyle } from "../text/format.ts";
import type { GivenTest } from "./given_test_schema.ts";

/** When a test can be sat, with the year: "Mon 23 Nov 2026, 11:00 to 12:00". */
export function windowWords(
  { opensAt, closesAt }: Pick<GivenTest, "opensAt" | "closesAt">,
  style: TimeStyle,
): string {
  const day = formatDate(opensAt, style, { year: true });
  const from = `${day}, ${formatTime(opensAt, style)}`;
  if (closesAt === null) return `${from}, no end`;
  const lastDay = formatDate(closesAt, style, { year: true });
  if (lastDay === day) return `${from} to ${formatTime(closesAt, style)}`;
  return `${from} to ${lastDay}, ${formatTime(closesAt, style)}`;
}

/** Where the test stands, in a word. */
export const PHASE_WORDS: Readonly<Record<GivenTest["phase"], string>> = {
  scheduled: "Scheduled",
  open: "Open",
  closed: "Closed",
  cancelled: "Cancelled",
};

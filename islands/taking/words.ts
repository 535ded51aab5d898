import { formatDuration, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import type { AttemptNotice } from "../../lib/model/live/live.ts";

/** What the teacher did or said, as the student reads it; `null` for what the page shows anyway. */
export function noticeWords(
  { kind, ms, text, personal }: AttemptNotice,
  deadlineAt: number | null,
  style: TimeStyle,
): { title: string; text: string } | null {
  if (kind === "message") return { title: "Your teacher:", text };
  if (kind !== "add_time" || ms === null) return null;
  const ends = deadlineAt === null ? "" : `The test now ends at ${formatTime(deadlineAt, style)}.`;
  return {
    title: `${minutes(ms)} added for ${personal ? "you" : "everyone"}.`,
    text: ends,
  };
}

/** `5 minutes`, `1 minute`, otherwise as durations are written. */
export function minutes(ms: number): string {
  const whole = Math.floor(ms / 60_000);
  if (whole * 60_000 !== ms || whole >= 60) return formatDuration(ms);
  return whole === 1 ? "1 minute" : `${whole} minutes`;
}

/** Where another version of an answer was written. */
export function deviceWords(device: string): string {
  return device === "" ? "another device" : `your ${device}`;
}

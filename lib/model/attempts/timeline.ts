import type { AttemptEvent } from "./attempt_schema.ts";

/** One line of what happened in an attempt. */
export interface TimelineRow {
  at: number;
  /** Of the last event it sums up; equal to `at` for one. */
  untilAt: number;
  words: string;
}

/** What happened in order; saves of one question in a row are one line. @param numberOf A slot's number in the test. */
export function timeline(
  events: readonly AttemptEvent[],
  numberOf: (slotId: string) => number | null,
): TimelineRow[] {
  const rows: (TimelineRow & { slotId: string | null; saves: number })[] = [];
  for (const { at, data } of events) {
    const slotId = data.type === "answered" || data.type === "edited" ? data.slotId : null;
    const last = rows.at(-1);
    if (slotId !== null && last?.slotId === slotId) {
      last.untilAt = at;
      last.saves++;
      last.words = savedWords(numberOf(slotId), last.saves);
      continue;
    }
    const words = slotId === null ? wordsOf(data, numberOf) : savedWords(numberOf(slotId), 1);
    rows.push({ at, untilAt: at, words, slotId, saves: 1 });
  }
  return rows.map(({ at, untilAt, words }) => ({ at, untilAt, words }));
}

function savedWords(number: number | null, saves: number): string {
  const question = number === null ? "An answer" : `Question ${number}`;
  return saves === 1 ? `${question} saved` : `${question} saved ${saves} times`;
}

function wordsOf(
  data: AttemptEvent["data"],
  numberOf: (slotId: string) => number | null,
): string {
  const question = (slotId: string | null) => {
    const number = slotId === null ? null : numberOf(slotId);
    return number === null ? "an answer" : `question ${number}`;
  };
  switch (data.type) {
    case "started":
      return "Started";
    case "parked":
      return `Another version of ${question(data.slotId)} was kept`;
    case "unparked":
      return data.keep ? "Took another version of an answer" : "Left another version of an answer";
    case "flagged":
      return `${data.on ? "Flagged" : "Took the flag off"} ${question(data.slotId)}`;
    case "writer_claimed":
      return data.label === "" ? "Opened on a device" : `Opened on a ${data.label}`;
    case "paused":
      return "Paused";
    case "resumed":
      return "Went on";
    case "time_added":
      return `${Math.round(data.ms / 60_000)} min added`;
    case "notice_seen":
      return "Read a notice";
    case "submitted":
      return {
        student: "Handed in",
        clock: "Handed in by the clock",
        teacher: "Handed in by a teacher",
      }[data.by];
    case "abandoned":
      return "Ended without being handed in";
    case "late_refused":
      return `Came too late for ${question(data.slotId)}`;
    case "held":
      return `Came during a pause for ${question(data.slotId)}`;
    case "late_taken":
      return `A teacher let the kept answer to ${question(data.slotId)} count`;
    case "reopened":
      return withReason("Opened again", data.reason);
    case "voided":
      return withReason("Voided", data.reason);
    case "unvoided":
      return withReason("Counts again", data.reason);
    default:
      return "Changed";
  }
}

function withReason(words: string, reason: string): string {
  return reason === "" ? words : `${words}: ${reason}`;
}

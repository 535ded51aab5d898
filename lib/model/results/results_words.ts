import { formatPercent, formatPoints } from "../text/format_number.ts";

/** Why a student is not in the figures, for one and for several. */
export const LEFT_OUT_WORDS = {
  running: "still writing",
  unmarked: "waiting for marks",
  "not_started": "not started",
  absent: "absent",
  excused: "excused",
  abandoned: "not handed in",
  voided: "voided",
} as const;
export type LeftOutReason = keyof typeof LEFT_OUT_WORDS;

/** "1 absent, 1 voided". */
export function leftOutWords(
  leftOut: readonly { reason: LeftOutReason; names: readonly string[] }[],
): string {
  return leftOut.map(({ reason, names }) => `${names.length} ${LEFT_OUT_WORDS[reason]}`).join(", ");
}

/** Why a student may need help. */
export type HelpReason =
  | { kind: "under_own"; points: number; tests: number }
  | { kind: "empty_at_end"; count: number }
  | { kind: "under_pass"; passPercent: number };

/** "42%, 18 points under the last 3 tests". */
export function helpWords(percent: number, reason: HelpReason, locale: string): string {
  const pass = reason.kind === "under_pass" ? [reason.passPercent] : [];
  const share = formatPercent(percent / 100, locale, pass);
  switch (reason.kind) {
    case "under_own":
      return `${share}, ${
        formatPoints(reason.points, locale)
      } points under the last ${reason.tests} tests`;
    case "empty_at_end":
      return `${share}, ${reason.count} questions left empty at the end`;
    case "under_pass":
      return `${share}, under the pass mark of ${
        formatPercent(reason.passPercent / 100, locale, pass)
      }`;
  }
}

export type FlagKind = "works_against" | "often_empty" | "very_hard" | "very_easy";

export const FLAG_BADGES: Readonly<Record<FlagKind, { word: string; tone: "bad" | "warn" }>> = {
  "works_against": { word: "Works against the test", tone: "bad" },
  "often_empty": { word: "Often empty", tone: "warn" },
  "very_hard": { word: "Very hard", tone: "warn" },
  "very_easy": { word: "Very easy", tone: "warn" },
};

export interface FlaggedQuestion {
  number: number;
  n: number;
  omitted: number;
  /** Per cent. */
  facility: number | null;
  options: readonly { letter: string; isKey: boolean; count: number; meanRest: number | null }[];
}

/** A flag in words, with its evidence. */
export function flagWords(
  flag: FlagKind,
  question: FlaggedQuestion,
  { questions, locale }: { questions: number; locale: string },
): { title: string; text: string } {
  const { number, n, omitted, facility } = question;
  const share = formatPercent((facility ?? 0) / 100, locale);
  switch (flag) {
    case "works_against":
      return {
        title: `Question ${number} works against the test`,
        text: againstWords(question),
      };
    case "often_empty":
      return {
        title: `Question ${number}: ${omitted} of ${n} left it empty`,
        text: `It is question ${number} of ${questions}${
          number > questions / 2 ? ": time may have run out." : "."
        }`,
      };
    case "very_hard":
      return {
        title: `Question ${number} is very hard`,
        text: `${n} students got ${share} of its marks. Check the key and the wording.`,
      };
    case "very_easy":
      return {
        title: `Question ${number} is very easy`,
        text: `${n} students got ${share} of its marks. It hardly tells them apart.`,
      };
  }
}

/** Names the wrong option that drew better students than every right one; of other questions only what is known. */
function againstWords({ options }: FlaggedQuestion): string {
  const drawn = options.filter(({ meanRest }) => meanRest !== null);
  const [top] = drawn.toSorted((a, b) => b.meanRest! - a.meanRest!);
  if (top === undefined || top.isKey) {
    return "Students who did well elsewhere got fewer marks here than the others. Check the key, the marking and the wording.";
  }
  const keys = options.filter(({ isKey }) => isKey).map(({ letter }) => letter).join(" and ");
  return `Students who did well elsewhere chose ${top.letter}. The key is ${keys}.`;
}

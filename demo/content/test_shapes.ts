/** The demo school's tests: what they ask, who sits them when, and how far each has got. */
import type { SubjectName } from "./question.ts";
import { requireQuestion } from "./questions/all.ts";
import type { ClassKey } from "./school.ts";

/** A time of day in the school's zone so many days from today, or a distance from now. */
export type When = { days: number; at: `${number}:${number}` } | { inMs: number };

export interface DemoSlot {
  question: string;
  maxMark: number;
}

export interface DemoSection {
  title: string;
  intro: string;
  shuffle: boolean;
  slots: readonly DemoSlot[];
}

export interface DemoAssignment {
  classKey: ClassKey;
  /** Username of who gives it. */
  teacher: string;
  opens: When;
  /** `null`: no end. */
  closes: When | null;
  limitMs: number | null;
  /** `null`: without limit. */
  attemptsAllowed: number | null;
  /** Reviewed at hand-in, with `PRACTICE_REVIEW`; else `TEST_REVIEW`. */
  practice: boolean;
  /** Names stay hidden from markers until release. */
  anonymous: boolean;
  /** How many of the class sit it; the others are absent or have not started yet. */
  sitters: number;
  /** How many of the sitters are still writing. */
  writing: number;
  /** Part of the essays, from 0 to 1, that a teacher has marked. */
  marked: number;
  /** When it was released; `null` if not. */
  released: When | null;
}

export interface DemoTest {
  key: string;
  title: string;
  description: string;
  subject: SubjectName;
  /** Usernames. */
  owner: string;
  editors: readonly string[];
  /** For readers of the code and the seed's log; the rows below decide. */
  stage: "draft" | "scheduled" | "running" | "marking" | "closed" | "released" | "practice";
  instructions: string;
  sections: readonly DemoSection[];
  /** None for a draft, which is not published either. */
  assignments: readonly DemoAssignment[];
}

export const MINUTE = 60_000;
export const DAY = 1_440 * MINUTE;
/** India keeps one offset from UTC all year. */
const ZONE_MS = 330 * MINUTE;

/** Milliseconds since the Unix epoch of a demo time, seen from `now`. */
export function instantOf(when: When, now: number): number {
  if ("inMs" in when) return now + when.inMs;
  const today = Math.floor((now + ZONE_MS) / DAY) * DAY;
  const [hours = 0, minutes = 0] = when.at.split(":").map(Number);
  return today + when.days * DAY + (hours * 60 + minutes) * MINUTE - ZONE_MS;
}

/** A section of these questions; one with a number after it has that mark instead of its own. */
export function section(
  title: string,
  keys: readonly (string | readonly [key: string, maxMark: number])[],
  more: { intro?: string; shuffle?: boolean } = {},
): DemoSection {
  const slots = keys.map((it) => {
    const [question, maxMark] = typeof it === "string" ? [it, null] : it;
    return { question, maxMark: maxMark ?? requireQuestion(question).content.defaultMark };
  });
  return { title, intro: more.intro ?? "", shuffle: more.shuffle ?? false, slots };
}

/** An assignment with the usual rules, but for what is said. */
export function given(
  base: Pick<DemoAssignment, "classKey" | "teacher" | "opens" | "closes"> & Partial<DemoAssignment>,
): DemoAssignment {
  return {
    limitMs: null,
    attemptsAllowed: 1,
    practice: false,
    anonymous: false,
    sitters: 0,
    writing: 0,
    marked: 0,
    released: null,
    ...base,
  };
}

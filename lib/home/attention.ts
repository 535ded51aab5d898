import type { Attention, AttentionReason } from "../model/teacher_home.ts";
import { mean } from "../sample.ts";

/** Points under the mean of the tests before from which a teacher is told. */
export const UNDER_POINTS = 15;
/** How many tests before are looked at; with fewer nothing is said. */
export const BEFORE = 3;
export const MISSED = 2;
/** How far back a fall or a missed test is told. */
export const LOOK_BACK_MS = 14 * 86_400_000;
/** How far ahead an end of extra time is told. */
export const LOOK_AHEAD_MS = 7 * 86_400_000;

/** What can be known of one student, from this teacher's tests alone. */
export interface StudentFacts {
  studentId: string;
  name: string;
  className: string;
  /** Released and complete, by subject, each in order of time. */
  results: readonly (readonly { releasedAt: number; percent: number }[])[];
  /** When each test that was not handed in closed for this student. */
  missedAt: readonly number[];
  /** End of a right to more time that is valid now; `null` for none. */
  extraTimeEndsAt: number | null;
}

/** Who may need the teacher, one line for each reason: the deepest fall first, then missed tests, then ends of extra time. */
export function attention(students: readonly StudentFacts[], now: number): Attention[] {
  return students.flatMap((student) => {
    const { studentId, name, className } = student;
    return reasonsOf(student, now).map((reason) => ({ studentId, name, className, reason }));
  }).sort((a, b) => weight(b.reason) - weight(a.reason) || a.name.localeCompare(b.name));
}

function weight(reason: AttentionReason): number {
  if (reason.kind === "under") return 1_000 + reason.points;
  return reason.kind === "missed" ? 500 + reason.count : 0;
}

function reasonsOf(
  { results, missedAt, extraTimeEndsAt }: StudentFacts,
  now: number,
): AttentionReason[] {
  const falls = results.flatMap((series) => fall(series, now) ?? []);
  const points = Math.max(0, ...falls);
  const missed = missedAt.filter((at) => at <= now && now - at <= LOOK_BACK_MS).length;
  const ends = extraTimeEndsAt !== null && now < extraTimeEndsAt &&
    extraTimeEndsAt - now <= LOOK_AHEAD_MS;
  return [
    ...points >= UNDER_POINTS ? [{ kind: "under" as const, points, before: BEFORE }] : [],
    ...missed >= MISSED ? [{ kind: "missed" as const, count: missed }] : [],
    ...ends ? [{ kind: "extra_time" as const, endsAt: extraTimeEndsAt }] : [],
  ];
}

/** By how many points the newest result lies under the mean of the ones before; `null` where it is old, or they are too few. */
function fall(series: StudentFacts["results"][number], now: number): number | null {
  const last = series.at(-1);
  const before = series.slice(-1 - BEFORE, -1);
  if (last === undefined || before.length < BEFORE) return null;
  if (now - last.releasedAt > LOOK_BACK_MS) return null;
  const usual = mean(before.map(({ percent }) => percent)) ?? 0;
  // Tenths, so that 15 points that were computed as 14.999999 are 15.
  return Math.round((usual - last.percent) * 10) / 10;
}

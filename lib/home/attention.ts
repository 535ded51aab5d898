import type { Attention, AttentionReason } from "../model/home/teacher_home.ts";
import { LAST_TESTS, pointsUnderOwn } from "../assignments/own_last_tests.ts";
import { inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";

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
  const rows = students.flatMap((student) => {
    const { studentId, name, className } = student;
    return reasonsOf(student, now).map((reason) => ({ studentId, name, className, reason }));
  });
  return inOrder(rows, ({ reason, name }) => [-weight(reason), sortKey(name)]);
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
    ...points > 0 ? [{ kind: "under" as const, points, before: LAST_TESTS }] : [],
    ...missed >= MISSED ? [{ kind: "missed" as const, count: missed }] : [],
    ...ends ? [{ kind: "extra_time" as const, endsAt: extraTimeEndsAt }] : [],
  ];
}

/** By how many points the newest result lies under the student's own last tests; `null` where it is old, or does not. */
function fall(series: StudentFacts["results"][number], now: number): number | null {
  const last = series.at(-1);
  if (last === undefined || now - last.releasedAt > LOOK_BACK_MS) return null;
  return pointsUnderOwn(last.percent, series.slice(0, -1).map(({ percent }) => percent));
}

import { notFound } from "../model/process/errors.ts";
import type { Year } from "../model/people/people_schema.ts";

/** A year with the time around it that belongs to no other: what was given in the holidays is in the year before them. */
export interface YearSpan {
  id: string;
  name: string;
  /** 0 for the first year. */
  fromAt: number;
  /** Exclusive; `null`: no end, for the last year. */
  untilAt: number | null;
}

/** The school's years as spans that leave nothing out, newest first; none without years. */
export function yearSpans(years: readonly Pick<Year, "id" | "name" | "fromAt">[]): YearSpan[] {
  const ordered = years.toSorted((a, b) => a.fromAt - b.fromAt);
  return ordered.map(({ id, name, fromAt }, at) => ({
    id,
    name,
    fromAt: at === 0 ? 0 : fromAt,
    untilAt: ordered[at + 1]?.fromAt ?? null,
  })).reverse();
}

/**
 * The span with this id; without an id the one that holds `now`.
 *
 * @returns `null` where there is none that holds `now`: then nothing is bounded.
 * @throws {DomainError} `not_found` for an id of no year.
 */
export function spanOf(
  spans: readonly YearSpan[],
  id: string | undefined,
  now: number,
): YearSpan | null {
  const chosen = spans.find((it) => it.id === id);
  if (chosen !== undefined) return chosen;
  if (id !== undefined) throw notFound();
  return spans.find(({ fromAt, untilAt }) =>
    fromAt <= now && (untilAt === null || now < untilAt)
  ) ??
    null;
}

/** As bounds of a list by time. */
export function boundsOf(span: YearSpan | null): { from?: number; before?: number } {
  if (span === null) return {};
  return { from: span.fromAt, ...(span.untilAt !== null && { before: span.untilAt }) };
}

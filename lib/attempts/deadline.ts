import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt, AttemptState } from "../model/attempts/attempt_schema.ts";
import { isPaused, pausedMs } from "../model/assignments/pauses.ts";
import type { Accommodation } from "../model/people/people_schema.ts";

/** What of the rows decides time. */
export interface TimeRules {
  assignment: Pick<
    Assignment,
    "opensAt" | "closesAt" | "closedAt" | "cancelledAt" | "limitMs" | "lateStart" | "room"
  >;
  /** The student's exception in this assignment, if any. */
  override: Pick<Override, "opensAt" | "closesAt" | "limitMs" | "extraMs"> | null;
  /** The student's lasting right, if any; counts only while valid. */
  accommodation: Pick<Accommodation, "timeFactor" | "validFromAt" | "validToAt"> | null;
}
export interface AttemptTime extends TimeRules {
  attempt: Pick<Attempt, "startedAt" | "addedMs" | "pauses">;
}

/**
 * When an attempt ends, on the server clock; `null` for never. An answer at exactly that moment is in time.
 *
 * While the attempt or its room is paused the deadline moves along with `now`. An accommodation counts from the day it is
 * valid and, once it counted for an attempt, to the attempt's end.
 */
export function deadlineOf({ attempt, ...rules }: AttemptTime, now: number): number | null {
  const { assignment, override } = rules;
  const factor = factorIn(rules, attempt.startedAt, now);
  const limitMs = limitOf(rules, factor);
  const close = closeOf(rules, factor);
  const extraMs = (override?.extraMs ?? 0) + attempt.addedMs + assignment.room.addedMs;
  const pauses = [...attempt.pauses, ...assignment.room.pauses];
  const end = limitMs === null
    ? close
    : Math.min(attempt.startedAt + limitMs, lastEnd(rules, close));
  return Number.isFinite(end) ? end + extraMs + pausedMs(pauses, attempt.startedAt, now) : null;
}

/** Until when a limited attempt may run, by its window. A full late start minds only that a person closed the test. */
function lastEnd({ assignment, override }: TimeRules, close: number): number {
  if (assignment.lateStart === "cut") return close;
  const ended = assignment.closedAt !== null && (override?.closesAt ?? null) === null;
  return ended ? close : Infinity;
}

/** What the page shows and counts down. */
export interface AttemptClock {
  now: number;
  deadlineAt: number | null;
  state: AttemptState;
}

/** The clock of an attempt; paused with its room. */
export function clockOf(
  { attempt, ...rules }: TimeRules & { attempt: Attempt },
  now: number,
): AttemptClock {
  const state = shownState(attempt, rules.assignment);
  return { now, deadlineAt: deadlineOf({ attempt, ...rules }, now), state };
}

/** The state that people see: paused with the room. */
export function shownState(
  attempt: Pick<Attempt, "state">,
  { room }: Pick<TimeRules["assignment"], "room">,
): AttemptState {
  return attempt.state === "in_progress" && isPaused(room.pauses) ? "paused" : attempt.state;
}

/** How long before its end an attempt is in its last moment. */
export const LAST_MOMENT_MS = 60_000;

/** Whether the student should hand in now: running, not over, and at most a minute left. */
export function isLastMoment({ now, deadlineAt, state }: AttemptClock): boolean {
  if (deadlineAt === null || state !== "in_progress") return false;
  return now <= deadlineAt && deadlineAt - now <= LAST_MOMENT_MS;
}

/** How something that arrived at `now` counts: late is after the deadline, within the grace; both borders belong to the better side. */
export function arrivalAt(
  deadlineAt: number | null,
  graceMs: number,
  now: number,
): "in_time" | "late" | "too_late" {
  if (deadlineAt === null || now <= deadlineAt) return "in_time";
  return now <= deadlineAt + graceMs ? "late" : "too_late";
}

export type Phase = "scheduled" | "open" | "closed" | "cancelled";

/** Where an assignment stands for those without an exception. At the very moment of closing it is closed to new starts. */
export function assignmentPhase(
  assignment: Pick<Assignment, "opensAt" | "closesAt" | "closedAt" | "cancelledAt">,
  now: number,
): Phase {
  const { opensAt, closesAt, closedAt, cancelledAt } = assignment;
  return phase({ opensAt, closesAt: earlier(closesAt, closedAt), cancelledAt }, now);
}

/** A student's own result of all time rules, before starting. */
export interface StudentWindow {
  opensAt: number;
  /** Last moment to start; `null` for never. */
  closesAt: number | null;
  limitMs: number | null;
  /** When an attempt would end that is started now, or at the opening if that is later; `null` for never. */
  deadlineAt: number | null;
  phase: Phase;
}

/** The window of one student. An accommodation counts if it is valid now or at the opening, whichever is later. */
export function windowOf(rules: TimeRules, now: number): StudentWindow {
  const { assignment, override } = rules;
  const opensAt = override?.opensAt ?? assignment.opensAt;
  const startedAt = Math.max(now, opensAt);
  const factor = factorIn(rules, startedAt, startedAt);
  const close = closeOf(rules, factor);
  const closesAt = Number.isFinite(close) ? close : null;
  return {
    opensAt,
    closesAt,
    limitMs: limitOf(rules, factor),
    deadlineAt: deadlineOf({ ...rules, attempt: { startedAt, addedMs: 0, pauses: [] } }, startedAt),
    phase: phase({ opensAt, closesAt, cancelledAt: assignment.cancelledAt }, now),
  };
}

function phase(
  { opensAt, closesAt, cancelledAt }: Pick<Assignment, "opensAt" | "closesAt" | "cancelledAt">,
  now: number,
): Phase {
  if (cancelledAt !== null) return "cancelled";
  if (closesAt !== null && now >= closesAt) return "closed";
  return now < opensAt ? "scheduled" : "open";
}

/** 1 unless the accommodation is valid at some time from `fromAt` to `toAt`. */
function factorIn({ accommodation }: TimeRules, fromAt: number, toAt: number): number {
  if (accommodation === null || accommodation.validFromAt > toAt) return 1;
  const { validToAt, timeFactor } = accommodation;
  return validToAt !== null && validToAt < fromAt ? 1 : timeFactor;
}

/** The time limit, up to the next second. */
function limitOf(rules: TimeRules, factor: number): number | null {
  const baseMs = baseOf(rules);
  return baseMs === null ? null : Math.ceil(times(baseMs, factor) / 1_000) * 1_000;
}

function baseOf({ assignment, override }: TimeRules): number | null {
  return override?.limitMs ?? assignment.limitMs;
}

/** To the millisecond: 1.1 times 50 minutes is 55 minutes. */
function times(ms: number, factor: number): number {
  return Math.ceil(Math.round(ms * factor * 1_000) / 1_000);
}

/** Longest window that is stretched where there is no limit. */
const MAX_STRETCHED_MS = 86_400_000;

/** The end of the window for the student; `Infinity` for none. */
function closeOf(rules: TimeRules, factor: number): number {
  const { assignment: { closesAt, closedAt }, override } = rules;
  if (override && override.closesAt !== null) return override.closesAt;
  const end = earlier(closesAt, closedAt);
  return end === null ? Infinity : end + stretchOf(rules, factor, end);
}

/** What an accommodation adds to the window: as much as to the limit, else in proportion to a window of up to a day. */
function stretchOf(rules: TimeRules, factor: number, end: number): number {
  const limitMs = limitOf(rules, factor);
  if (limitMs !== null) return limitMs - (baseOf(rules) ?? 0);
  const { opensAt, closesAt } = rules.assignment;
  const windowMs = Math.max(0, end - opensAt);
  if (closesAt === null || windowMs > MAX_STRETCHED_MS) return 0;
  return times(windowMs, factor) - windowMs;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? a ?? b : Math.min(a, b);
}

import type { Person } from "../people/people_schema.ts";

/** How many days a one-time password lets in. */
export const ONE_TIME_DAYS = 14;
const ONE_TIME_MS = ONE_TIME_DAYS * 86_400_000;
/** 1 December 2026: those handed out before, without an end, are counted from then. */
const FIRST_ENDS_FROM = Date.UTC(2026, 11, 1);

/** Until when a one-time password that is handed out now lets in. */
export function oneTimeEnd(now: number): number {
  return now + ONE_TIME_MS;
}

/** Until when a person's one-time password lets in; `null` for who has none. */
export function oneTimeUntil(person: Person): number | null {
  if (!person.mustChangePassword || person.passwordHash === null) return null;
  return person.oneTimeUntilAt ?? oneTimeEnd(Math.max(person.createdAt, FIRST_ENDS_FROM));
}

/** Whether it lets in no more. At exactly its end it does not. */
export function isRunOut(person: Person, now: number): boolean {
  const until = oneTimeUntil(person);
  return until !== null && now >= until;
}

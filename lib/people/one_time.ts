import type { Person } from "../model/people_schema.ts";
import { hashPassword } from "../passwords.ts";
import { oneTimePassword } from "./usernames.ts";

const DAY_MS = 86_400_000;
/** How long a one-time password lets in. */
export const ONE_TIME_MS = 14 * DAY_MS;
/** 1 December 2026: those handed out before, without an end, are counted from then. */
const FIRST_ENDS_FROM = Date.UTC(2026, 11, 1);

export interface HandedOut {
  /** In the clear, for the paper it is handed out on. */
  secret: string;
  /** What becomes of the person's row. */
  fields: { passwordHash: string; mustChangePassword: true; oneTimeUntilAt: number };
}

/** A new one-time password. @param now When it is handed out. */
export async function handOut(now: number): Promise<HandedOut> {
  const secret = oneTimePassword();
  const passwordHash = await hashPassword(secret);
  return {
    secret,
    fields: { passwordHash, mustChangePassword: true, oneTimeUntilAt: now + ONE_TIME_MS },
  };
}

/** Until when a person's one-time password lets in; `null` for who has none. */
export function oneTimeUntil(person: Person): number | null {
  if (!person.mustChangePassword || person.passwordHash === null) return null;
  return person.oneTimeUntilAt ?? Math.max(person.createdAt, FIRST_ENDS_FROM) + ONE_TIME_MS;
}

/** Whether it lets in no more. At exactly its end it does not. */
export function isRunOut(person: Person, now: number): boolean {
  const until = oneTimeUntil(person);
  return until !== null && now >= until;
}

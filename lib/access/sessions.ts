import { createHash } from "node:crypto";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Clock } from "../process/clock.ts";
import { shortId } from "../process/ids.ts";
import { isRunOut } from "../model/access/one_time.ts";
import type { Person, Session } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import { isAway } from "../store/outage/away.ts";
import { INSTALLATION, type RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

const HOUR = 3_600_000;
/** Ends after this long without a request. */
export const IDLE_MS = 12 * HOUR;
/** The same for "Keep me signed in". */
export const IDLE_KEPT_MS = 14 * 24 * HOUR;
/** Ends however busy. */
export const ABSOLUTE_MS = 30 * 24 * HOUR;
/** A use this soon after the last is not written down. */
export const TOUCH_MS = 60_000;

/** Where sessions are kept, by the hash of the cookie. Every engine passes `tests/contracts/session_store_contract.ts`. */
export interface SessionStore {
  find(id: string): Promise<Session | null>;
  /** Inserts or replaces. The engine may forget it after `expiresAt`. */
  put(session: Session): Promise<void>;
  /** Replaces it where it still is: one that was removed meanwhile stays removed. */
  renew(session: Session): Promise<void>;
  remove(id: string): Promise<void>;
  /** Of one person of one school, newest first. */
  ofPerson(person: RowRef): Promise<Session[]>;
  /** Forgets those that ended at or before `at`, where the engine does not by itself. @returns How many. */
  sweep(at: number): Promise<number>;
}

export type SessionDeps =
  & { sessions: SessionStore; tables: Pick<Tables, "people" | "schools"> }
  & Clock;

export interface Client {
  userAgent: string;
  address: string;
}

export interface SignedIn {
  user: User;
  session: Session;
  /** A one-time password was used: every page leads to choosing another. */
  mustChangePassword: boolean;
}

/** The id a session is stored under. */
export function sessionId(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Opens a session under a new secret of 256 bits, which goes into the cookie and nowhere else. */
export async function openSession(
  { sessions, now }: Pick<SessionDeps, "sessions" | "now">,
  person: Person,
  { client, persistent }: { client: Client; persistent: boolean },
): Promise<{ secret: string; session: Session }> {
  const secret = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  const at = now();
  const session: Session = {
    id: sessionId(secret),
    publicId: shortId(),
    schoolId: person.schoolId,
    personId: person.id,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: at + (persistent ? IDLE_KEPT_MS : IDLE_MS),
    absoluteEndAt: at + ABSOLUTE_MS,
    persistent,
    userAgent: client.userAgent.slice(0, 300),
    address: client.address.slice(0, 64),
  };
  await sessions.put(session);
  return { secret, session };
}

/** Who the cookie's secret belongs to; `null` when it has run out, was revoked, or the person is not active. */
export async function readSession(deps: SessionDeps, secret: string): Promise<SignedIn | null> {
  return await readSessionById(deps, sessionId(secret));
}

/** The same by the id a session is stored under, for sockets that stay open. */
export async function readSessionById(deps: SessionDeps, id: string): Promise<SignedIn | null> {
  const session = await deps.sessions.find(id);
  if (session === null) return null;
  const at = deps.now();
  if (at >= session.expiresAt || at >= session.absoluteEndAt) {
    await deps.sessions.remove(session.id);
    return null;
  }
  const person = await deps.tables.people.find({
    schoolId: session.schoolId,
    id: session.personId,
  });
  if (person === null || person.status !== "active") return null;
  // Whoever came in with it and chose none begins anew with another.
  if (isRunOut(person, at)) return null;
  if (at - session.lastSeenAt >= TOUCH_MS) await touch(deps, session, at);
  return {
    user: await userOf(deps, person),
    session,
    mustChangePassword: person.mustChangePassword,
  };
}

async function touch({ sessions }: SessionDeps, session: Session, at: number): Promise<void> {
  const idle = session.persistent ? IDLE_KEPT_MS : IDLE_MS;
  try {
    await sessions.renew({ ...session, lastSeenAt: at, expiresAt: at + idle });
  } catch (error) {
    // Written down at the next use after the outage.
    if (!isAway(error)) throw error;
  }
}

/** The person as the rest of the product sees who asks. */
export async function userOf(
  { tables }: Pick<SessionDeps, "tables">,
  person: Person,
): Promise<User> {
  const { id, schoolId, role, name } = person;
  if (person.locale !== null || schoolId === INSTALLATION) {
    return { id, schoolId, role, name, locale: person.locale ?? "en" };
  }
  const school = await tables.schools.find({ schoolId, id: schoolId });
  return { id, schoolId, role, name, locale: school?.locale ?? "en" };
}

/** Ends all sessions of a person but `keep`. @param person A bare id would end those of its namesake in another school. */
export async function revokeSessions(
  { sessions }: Pick<SessionDeps, "sessions">,
  person: RowRef,
  keep: string | null = null,
): Promise<void> {
  for (const { id } of await sessions.ofPerson(person)) {
    if (id !== keep) await sessions.remove(id);
  }
}

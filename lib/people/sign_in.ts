import { audit } from "../audit.ts";
import { DomainError } from "../model/errors.ts";
import type { Person, Session } from "../model/people_schema.ts";
import { verifyPassword } from "../passwords.ts";
import { type Client, openSession, revokeSessions, sessionId } from "../sessions.ts";
import { INSTALLATION } from "../store.ts";
import type { PeopleDeps } from "./deps.ts";
import { foldSignInName } from "./usernames.ts";
import { isolated } from "../model/text_signs.ts";

export interface SignInCommand {
  /** E-mail or username. */
  name: string;
  password: string;
  /** "Keep me signed in on this device". */
  persistent: boolean;
  client: Client;
  /** The cookie this browser had before; that session ends. */
  secret: string | undefined;
}

export interface OpenedSession {
  secret: string;
  session: Session;
  person: Person;
}

/** Keys under which wrong passwords for this person are counted. */
export function limitKeys({ email, username }: Pick<Person, "email" | "username">): string[] {
  return [email, username].filter((name) => name !== null).map(foldSignInName);
}

/**
 * Opens a new session. Unknown name, wrong password and a person who may not sign in are one answer after one length of
 * time. Only wrong passwords count against a name.
 *
 * @throws {DomainError} `unauthenticated`; `rate`; `unavailable` when very many sign in at once.
 */
export async function signIn(deps: PeopleDeps, command: SignInCommand): Promise<OpenedSession> {
  const { tables, limiter } = deps;
  const name = foldSignInName(command.name).slice(0, 254);
  await limiter.take("signInAddress", command.client.address);
  // Taken before the password is looked at, and given back: parallel guesses count as well.
  await limiter.take("signInName", name);
  const person = await tables.people.findBy("signInName", "", name);
  const right = await verifyPassword(person?.passwordHash ?? null, command.password);
  if (person === null || !right || person.status !== "active") {
    await audit(deps, null, {
      schoolId: person?.schoolId ?? INSTALLATION,
      action: "sign_in.refused",
      targetId: person?.id ?? "unknown",
      summary: person === null ? "Unknown name" : `${isolated(person.name)} was not let in`,
    });
    throw refused();
  }
  await limiter.clear("signInName", name);
  if (command.secret !== undefined) await deps.sessions.remove(sessionId(command.secret));
  const { client, persistent } = command;
  const opened = await openSession(deps, person, { client, persistent });
  await stillRight(deps, person, opened.session);
  await audit(deps, { id: person.id, schoolId: person.schoolId }, {
    schoolId: person.schoolId,
    action: "sign_in",
    targetId: person.id,
    summary: `${isolated(person.name)} signed in`,
  });
  return { ...opened, person };
}

/** A password or right taken away while this sign-in was under way ended the sessions before this one was opened. */
async function stillRight(deps: PeopleDeps, person: Person, session: Session): Promise<void> {
  const now = await deps.tables.people.find(person);
  if (now?.status === "active" && now.passwordHash === person.passwordHash) return;
  await deps.sessions.remove(session.id);
  throw refused();
}

function refused(): DomainError {
  return new DomainError("unauthenticated", "Username or password not right");
}

/** Ends the session. */
export async function signOut(
  { sessions }: Pick<PeopleDeps, "sessions">,
  session: Session,
): Promise<void> {
  await sessions.remove(session.id);
}

/** A session as its owner sees it. */
export interface SessionView {
  publicId: string;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string;
  address: string;
  current: boolean;
}

/** Newest first. */
export async function sessionsOf(
  { sessions }: Pick<PeopleDeps, "sessions">,
  current: Session,
): Promise<SessionView[]> {
  const all = await sessions.ofPerson(current.personId);
  return all.map(({ id, publicId, createdAt, lastSeenAt, userAgent, address }) => ({
    publicId,
    createdAt,
    lastSeenAt,
    userAgent,
    address,
    current: id === current.id,
  }));
}

/** Ends one of one's own sessions, or with `null` all but this one; what is not there has ended. */
export async function endSessions(
  { sessions }: Pick<PeopleDeps, "sessions">,
  current: Session,
  publicId: string | null,
): Promise<void> {
  if (publicId === null) return await revokeSessions({ sessions }, current.personId, current.id);
  const all = await sessions.ofPerson(current.personId);
  const found = all.find((it) => it.publicId === publicId);
  if (found) await sessions.remove(found.id);
}

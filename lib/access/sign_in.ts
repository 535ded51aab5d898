import { audit } from "./audit.ts";
import { DomainError } from "../model/process/errors.ts";
import { isRunOut } from "../model/access/one_time.ts";
import type { Person, Session } from "../model/people/people_schema.ts";
import { verifyPassword } from "./passwords.ts";
import { type Client, openSession, revokeSessions, sessionId } from "./sessions.ts";
import type { Place } from "../process/fair_turns.ts";
import { networkOf } from "../process/network.ts";
import type { RowRef } from "../store/store.ts";
import type { PeopleDeps } from "../people/deps.ts";
import { deviceMark, deviceSecret, knownDevice, withDevice } from "./devices.ts";
import { countRefusal } from "./refused_sign_ins.ts";
import { takeGuess } from "./sign_in_limits.ts";
import { foldSignInName } from "../people/usernames.ts";

export interface SignInCommand {
  /** E-mail or username. */
  name: string;
  password: string;
  /** "Keep me signed in on this device". */
  persistent: boolean;
  client: Client;
  /** The cookie this browser had before; that session ends. */
  secret: string | undefined;
  /** The cookie by which this browser is known to whoever signed in there. */
  device: string | undefined;
}

export interface OpenedSession {
  secret: string;
  /** What the browser keeps. */
  device: string;
  session: Session;
  person: Person;
}

/**
 * Opens a new session. Unknown name, wrong password and a person who may not sign in are one answer after one length of
 * time. Only what was refused counts, by network and name, or by name and browser where the person signed in there before.
 *
 * @throws {DomainError} `unauthenticated`, with words of its own for a one-time password that has run out; `rate`;
 * `unavailable` when very many sign in at once.
 */
export async function signIn(deps: PeopleDeps, command: SignInCommand): Promise<OpenedSession> {
  const person = await rightPerson(deps, command);
  const device = deviceSecret(command.device);
  await rememberDevice(deps, person, device);
  if (command.secret !== undefined) await deps.sessions.remove(sessionId(command.secret));
  const { client, persistent } = command;
  const opened = await openSession(deps, person, { client, persistent });
  await stillRight(deps, person, opened.session);
  await audit(deps, { id: person.id, schoolId: person.schoolId }, {
    schoolId: person.schoolId,
    action: "sign_in",
    targetId: person.id,
    details: { personId: person.id },
  });
  return { ...opened, device, person };
}

/** Whose name and password these are. */
async function rightPerson(deps: PeopleDeps, command: SignInCommand): Promise<Person> {
  const name = foldSignInName(command.name).slice(0, 254);
  const network = networkOf(command.client.address);
  const person = await deps.tables.people.findBy("signInName", "", name);
  const device = person && knownDevice(person, command.device);
  const taken = await takeGuess(deps.limiter, { person, name, network, device });
  const place = { isKnown: device !== null, network, name };
  const isRight = await isPassword(person, command.password, place).catch(async (error) => {
    // Nobody looked at it.
    await taken.giveBack();
    throw error;
  });
  if (person === null || !isRight || person.status !== "active") {
    await countRefusal(deps, person);
    throw refused();
  }
  await taken.forgive();
  if (isRunOut(person, deps.now())) {
    await countRefusal(deps, person);
    throw runOut();
  }
  return person;
}

async function rememberDevice(deps: PeopleDeps, person: Person, device: string): Promise<void> {
  const mark = deviceMark(person, device);
  const withIt = (it: Person) => withDevice(it, mark, deps.now());
  if (withIt(person) !== person) await deps.tables.people.update(person, withIt);
}

function isPassword(person: Person | null, password: string, place: Place): Promise<boolean> {
  return verifyPassword(person?.passwordHash ?? null, password, place);
}

/** A password or right taken away while this sign-in was under way ended the sessions before this one was opened. */
async function stillRight(deps: PeopleDeps, person: Person, session: Session): Promise<void> {
  const now = await deps.tables.people.find(person);
  if (now?.status === "active" && now.passwordHash === person.passwordHash) return;
  await deps.sessions.remove(session.id);
  throw refused();
}

function runOut(): DomainError {
  return new DomainError(
    "unauthenticated",
    "This one-time password has run out. Ask whoever gave it to you for a new one",
  );
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
  const all = await sessions.ofPerson(ownerOf(current));
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
  if (publicId === null) return await revokeSessions({ sessions }, ownerOf(current), current.id);
  const all = await sessions.ofPerson(ownerOf(current));
  const found = all.find((it) => it.publicId === publicId);
  if (found) await sessions.remove(found.id);
}

function ownerOf({ schoolId, personId }: Session): RowRef {
  return { schoolId, id: personId };
}

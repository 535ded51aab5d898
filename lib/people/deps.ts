import type { AuditDeps } from "../access/audit.ts";
import type { Clock } from "../process/clock.ts";
import type { Limiter } from "../process/limits.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Person, Role } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { mayRunSchool } from "../access/policy/school.ts";
import type { SessionStore } from "../access/sessions.ts";
import type { Row, Table } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** What the operations on people, classes and rights use. */
export type PeopleDeps =
  & {
    tables: Pick<
      Tables,
      | "schools"
      | "people"
      | "years"
      | "classes"
      | "subjects"
      | "teachings"
      | "enrolments"
      | "guardianLinks"
      | "accommodations"
      | "assignments"
      | "notices"
    >;
    sessions: SessionStore;
    limiter: Limiter;
  }
  & AuditDeps
  & Clock;

export interface IdOfNew {
  /** Id of a row to be added: of the request, so that it adds one however often it is sent. */
  idOfNew?: string | undefined;
}

/** @throws {DomainError} `forbidden` for everybody but those who run the school. */
export function requireRunner(user: User): void {
  if (!mayRunSchool(user)) {
    throw new DomainError("forbidden", "Only the school office changes this");
  }
}

/** A person of the user's school, of one of the roles where any are named. @throws {DomainError} `not_found`. */
export async function requirePerson(
  { tables }: { tables: Pick<Tables, "people"> },
  user: Pick<User, "schoolId">,
  id: string,
  roles: readonly Role[] = [],
): Promise<Person> {
  const person = await tables.people.find({ schoolId: user.schoolId, id });
  if (person === null || (roles.length > 0 && !roles.includes(person.role))) throw notFound();
  return person;
}

/** One field that is not right, with what to do about it. */
export function fieldError(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { reason: "fields", fields: [{ path, message }] });
}

/** Something that must be unique and is taken. */
export function takenError(path: string, message: string): DomainError {
  return new DomainError("conflict", message, {
    reason: "name_taken",
    fields: [{ path, message }],
  });
}

/** Whether `error` is the store's refusal of a value that another row of this rule holds; `id` for the id itself. */
export function isTaken(error: unknown, unique: string): boolean {
  return error instanceof DomainError && error.code === "conflict" &&
    error.detail?.["unique"] === unique;
}

/** Inserts the row; where another has this unique value already, that one stays. @returns Which is stored. */
export async function insertOrFind<R extends Row, U extends string>(
  table: Table<R, U>,
  row: R,
  unique: U,
  value: string,
): Promise<R> {
  try {
    await table.insert(row);
    return row;
  } catch (error) {
    const there = await table.findBy(unique, row.schoolId, value);
    if (!isTaken(error, unique) || there === null) throw error;
    return there;
  }
}

/** What changed since the form was opened. */
export function staleError(): DomainError {
  return new DomainError("conflict", "Somebody changed this meanwhile. Check it and save again", {
    reason: "stale",
  });
}

import { isolated, withoutIgnored } from "../model/text/text_signs.ts";
import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { notFound } from "../model/process/errors.ts";
import type { Subject, Year } from "../model/people/people_schema.ts";
import { endOfDay, startOfDay } from "../model/process/school_time.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import {
  fieldError,
  type IdOfNew,
  isTaken,
  type PeopleDeps,
  requireRunner,
  takenError,
} from "./deps.ts";

export interface YearCommand {
  name: string;
  fromAt: number;
  /** The year ends before this instant. */
  untilAt: number;
}

/** First and last day of a year, as `date` fields send them. @throws {DomainError} `invalid/fields`. */
export function readYearDays(
  { from, until }: { from: string; until: string },
  timeZone: string,
): Pick<YearCommand, "fromAt" | "untilAt"> {
  const fromAt = startOfDay(from, timeZone);
  if (fromAt === null) throw fieldError("from", "Enter the first day");
  const untilAt = endOfDay(until, timeZone);
  if (untilAt === null) throw fieldError("until", "Enter the last day");
  return { fromAt, untilAt };
}

/** Newest first. */
export async function yearsOf(
  { tables }: Pick<PeopleDeps, "tables">,
  schoolId: string,
): Promise<Year[]> {
  return await listAll(tables.years, "all", schoolId, [], { reverse: true });
}

/** The year that runs now, else the next to come, else the last; `null` before the first was added. */
export async function currentYear(
  deps: Pick<PeopleDeps, "tables" | "now">,
  schoolId: string,
): Promise<Year | null> {
  const years = await yearsOf(deps, schoolId);
  const at = deps.now();
  return years.find((it) => it.fromAt <= at && at < it.untilAt) ??
    years.findLast((it) => it.fromAt > at) ?? years[0] ?? null;
}

/** Adds a year, once for each `idOfNew`, or with `id` changes one. @throws {DomainError} `forbidden`; `not_found`; `invalid/fields`. */
export async function saveYear(
  deps: PeopleDeps,
  user: User,
  { id, idOfNew = newId(), ...command }: YearCommand & { id?: string } & IdOfNew,
): Promise<Year> {
  requireRunner(user);
  if (command.untilAt <= command.fromAt) {
    throw fieldError("until", "Enter a last day after the first");
  }
  const others = (await yearsOf(deps, user.schoolId)).filter((it) => it.id !== (id ?? idOfNew));
  const clash = others.find((it) => it.fromAt < command.untilAt && command.fromAt < it.untilAt);
  if (clash) {
    throw fieldError("from", `This runs into ${isolated(clash.name)}. Years follow each other`);
  }
  const plain = (name: string) => withoutIgnored(name).toLowerCase();
  if (others.some((it) => plain(it.name) === plain(command.name))) {
    throw takenError("name", "There is a year with this name");
  }
  const row = { schoolId: user.schoolId, createdAt: deps.now(), ...command };
  const year = id === undefined
    ? await deps.tables.years.ensure({ id: idOfNew, ...row })
    : await deps.tables.years.update({ schoolId: user.schoolId, id }, (it) => ({
      ...it,
      ...command,
    }));
  await audit(deps, user, {
    ...(id === undefined && { once: "" }),
    schoolId: user.schoolId,
    action: id === undefined ? "year.added" : "year.changed",
    targetId: year.id,
    details: { yearId: year.id },
  });
  return year;
}

/** By name. */
export async function subjectsOf(
  { tables }: Pick<PeopleDeps, "tables">,
  schoolId: string,
): Promise<Subject[]> {
  return await listAll(tables.subjects, "all", schoolId, []);
}

/** Adds a subject, once for each `idOfNew`, or with `id` renames one. @throws {DomainError} `forbidden`; `not_found`; `conflict/name_taken`. */
export async function saveSubject(
  deps: PeopleDeps,
  user: User,
  { id, idOfNew = newId(), name }: { id?: string; name: string } & IdOfNew,
): Promise<Subject> {
  requireRunner(user);
  const { tables } = deps;
  try {
    if (id !== undefined) {
      if (await tables.subjects.find({ schoolId: user.schoolId, id }) === null) throw notFound();
      return await tables.subjects.update({ schoolId: user.schoolId, id }, (it) => ({
        ...it,
        name,
      }));
    }
    const row = { id: idOfNew, schoolId: user.schoolId, createdAt: deps.now(), name };
    return await tables.subjects.ensure(row);
  } catch (error) {
    if (isTaken(error, "name")) throw takenError("name", "There is a subject with this name");
    throw error;
  }
}

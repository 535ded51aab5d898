import { audit } from "../access/audit.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import { notFound } from "../model/process/errors.ts";
import type { Accommodation, Person } from "../model/people/people_schema.ts";
import type {
  AccommodationChange,
  AccommodationView,
} from "../model/people/person_command_schema.ts";
import type { User } from "../access/user.ts";
import {
  mayGrantAccommodation,
  maySeeAccommodation,
  maySeeAccommodationNote,
} from "../access/policy/people.ts";
import { isRelatedTo } from "../access/reader_relations.ts";
import { fieldError, type PeopleDeps, requirePerson, staleError } from "./deps.ts";

export interface AccommodationFile {
  person: Person;
  /** `null` before any right was granted. */
  rights: AccommodationView | null;
  /** Who granted it last. */
  grantedByName: string | null;
  mayGrant: boolean;
  maySeeNote: boolean;
}

/** A student's lasting rights. @throws {DomainError} `not_found` for everybody whom they do not concern. */
export async function accommodationOf(
  deps: PeopleDeps,
  user: User,
  personId: string,
): Promise<AccommodationFile> {
  const person = await requirePerson(deps, user, personId, ["student"]);
  if (!maySeeAccommodation(user, await isRelatedTo(deps, user, personId))) throw notFound();
  const row = await deps.tables.accommodations.find({ schoolId: user.schoolId, id: personId });
  const by = row && await deps.tables.people.find({ schoolId: user.schoolId, id: row.grantedBy });
  return {
    person,
    rights: row && viewFor(user, row),
    grantedByName: by?.name ?? null,
    mayGrant: mayGrantAccommodation(user),
    maySeeNote: row === null ? mayGrantAccommodation(user) : maySeeAccommodationNote(user, row),
  };
}

function viewFor(user: User, row: Accommodation): AccommodationView {
  const { personId, timeFactor, display, hideTimer, validFromAt, validToAt, grantedBy, rev } = row;
  const note = maySeeAccommodationNote(user, row) ? row.note : null;
  return { personId, timeFactor, display, hideTimer, validFromAt, validToAt, grantedBy, note, rev };
}

/**
 * Grants a student's rights; the next test begun obeys them. For whom the note is not, note and granter stay as they are.
 *
 * @param change `rev` of the rights as they were read; `null` where there were none.
 * @throws {DomainError} `not_found`; `invalid/fields`; `conflict/stale`.
 */
export async function grantAccommodation(
  deps: PeopleDeps,
  user: User,
  { personId, change }: { personId: string; change: AccommodationChange },
): Promise<AccommodationView> {
  await requirePerson(deps, user, personId, ["student"]);
  if (!mayGrantAccommodation(user)) throw notFound();
  if (change.validToAt !== null && change.validToAt <= change.validFromAt) {
    throw fieldError("validTo", "Enter a last day after the first, or leave it empty");
  }
  const row = await store(deps, user, { personId, change });
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "accommodation.granted",
    once: row.rev,
    targetId: personId,
    details: {
      personId,
      morePercent: Math.round((row.timeFactor - 1) * 100),
      textPercent: Math.round(row.display.scale * 100),
    },
  });
  return viewFor(user, row);
}

async function store(
  { tables, now }: PeopleDeps,
  user: User,
  { personId, change }: { personId: string; change: AccommodationChange },
): Promise<Accommodation> {
  const ref = { schoolId: user.schoolId, id: personId };
  const { rev, ...rights } = change;
  if (rev !== null) {
    return await tables.accommodations.update(ref, (it) => {
      const own = maySeeAccommodationNote(user, it)
        ? { note: rights.note, grantedBy: user.id }
        : {};
      const { note, grantedBy } = { ...it, ...own };
      const next = { ...it, ...rights, note, grantedBy, rev: rev + 1 };
      if (isSameJson(it, next)) return it;
      if (it.rev !== rev) throw staleError();
      return next;
    });
  }
  const row = { ...ref, createdAt: now(), personId, ...rights, grantedBy: user.id, rev: 0 };
  const stored = await tables.accommodations.ensure(row);
  if (!isSameJson(stored, { ...row, createdAt: stored.createdAt })) throw staleError();
  return stored;
}

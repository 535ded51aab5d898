import type { AuditGroup } from "../model/access/audit_groups.ts";
import type { AuditLine } from "../model/access/audit_line.ts";
import { type AuditSide, auditSides } from "./audit_sides.ts";
import { DomainError } from "../model/process/errors.ts";
import { areBegun, askedWords, textWords } from "../people/search_words.ts";
import type { Audit, Person } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import { type AuditLineDeps, auditLines } from "../notices/audit_lines.ts";
import { mayReadAudit } from "./policy/school.ts";
import type { Tables } from "../store/tables.ts";

/** Entries read at once. */
const BATCH = 50;
/** A page with so many has enough and reads no further. */
const ENOUGH = 25;
/** Entries that one page looks through at most; the next goes on from there. */
export const MAX_AUDIT_READ = 1_000;

export type AuditLogDeps = AuditLineDeps & { tables: Pick<Tables, "audits"> };

/** What entries are asked for; all of it must hold, and what is left out holds for every entry. */
export interface AuditQuery {
  /** Who did it. */
  actorId?: string | undefined;
  group?: AuditGroup | undefined;
  assignmentId?: string | undefined;
  classId?: string | undefined;
  /** Whom it is about. */
  personId?: string | undefined;
  /** Beginnings of words of what the entry says, of who did it, and of its test and class. */
  q?: string | undefined;
  /** The first instant, inclusive. */
  fromAt?: number | undefined;
  /** The instant before which it happened. */
  beforeAt?: number | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
}

export interface AuditPage {
  items: AuditLine[];
  /** `null` when everything was looked through. */
  next: string | null;
  /** Until when this page looked back, where it looked through entries that do not match; `null` otherwise. */
  lookedBackTo: number | null;
}

/**
 * Who did what, newest first: in one's own school, and for the administrator of the installation what concerns no school.
 * A page reads at most {@linkcode MAX_AUDIT_READ} entries, so it may be empty and have a next one.
 *
 * @throws {DomainError} `forbidden`; `invalid` for an `after` that is none.
 */
export async function auditLog(
  deps: AuditLogDeps,
  user: User,
  query: AuditQuery = {},
): Promise<AuditPage> {
  requireAuditReader(user);
  const { q = "", fromAt, beforeAt } = query;
  const words = askedWords(q);
  // Signs alone, such as "!", find nothing.
  if (words.length === 0 && q.trim() !== "") return { items: [], next: null, lookedBackTo: null };
  const [first, ...others] = sidesOf(query);
  const items: AuditLine[] = [];
  let [read, cursor, lookedBackTo]: [number, string | undefined, number | null] = [
    0,
    query.after,
    null,
  ];
  do {
    const page = await deps.tables.audits.list(
      first === undefined ? "all" : "bySide",
      user.schoolId,
      first ?? [],
      {
        ...{ reverse: true, limit: BATCH, after: cursor },
        ...(fromAt !== undefined && { from: fromAt }),
        ...(beforeAt !== undefined && { before: beforeAt }),
      },
    );
    const lines = page.items.filter((it) => hasAll(it, others));
    items.push(
      ...(await auditLines(deps, user.schoolId, lines)).filter((it) => isFound(it, words)),
    );
    read += BATCH;
    cursor = page.next ?? undefined;
    lookedBackTo = page.items.at(-1)?.createdAt ?? lookedBackTo;
  } while (cursor !== undefined && items.length < ENOUGH && read < MAX_AUDIT_READ);
  const isNarrowed = others.length > 0 || words.length > 0;
  return { items, next: cursor ?? null, lookedBackTo: isNarrowed ? lookedBackTo : null };
}

/** Whom entries are asked about; `null` for nobody of the reader's school. @throws {DomainError} `forbidden`. */
export async function personAbout(
  { tables }: { tables: Pick<Tables, "people"> },
  user: User,
  id: string,
): Promise<Person | null> {
  requireAuditReader(user);
  return await tables.people.find({ schoolId: user.schoolId, id });
}

/** @throws {DomainError} `forbidden`. */
export function requireAuditReader(user: User): void {
  if (mayReadAudit(user)) return;
  throw new DomainError("forbidden", "This page is for other people of the school");
}

/** The one that fewest entries have first: by it they are listed. */
function sidesOf({ assignmentId, personId, classId, actorId, group }: AuditQuery): AuditSide[] {
  const asked = [
    ["test", assignmentId],
    ["person", personId],
    ["class", classId],
    ["actor", actorId],
    ["group", group],
  ] as const;
  return asked.flatMap(([sort, value]) => value === undefined ? [] : [[sort, value] as const]);
}

function hasAll(line: Audit, asked: readonly AuditSide[]): boolean {
  if (asked.length === 0) return true;
  const sides = auditSides(line);
  return asked.every(([sort, value]) => sides.some((it) => it[0] === sort && it[1] === value));
}

function isFound(
  { text, actorName, test, schoolClass }: AuditLine,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const said = [text, actorName, test?.name, schoolClass?.name].filter(Boolean).join(" ");
  return areBegun(words, textWords(said));
}

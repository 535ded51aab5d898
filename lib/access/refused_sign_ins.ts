import { type AuditDeps, auditRow } from "./audit.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Person } from "../model/people/people_schema.ts";
import { INSTALLATION } from "../store/store.ts";
import { KeyedMutex } from "../process/keyed_mutex.ts";
import { isTaken } from "../people/deps.ts";

/** One line stands for so long. */
const QUARTER_MS = 900_000;

/** What waits to be written, by the table it goes into. */
const books = new WeakMap<AuditDeps["tables"]["audits"], Book>();

interface Book {
  turns: KeyedMutex;
  /** Refusals by line that go with its next write. */
  next: Map<string, { count: number; written: Promise<void> }>;
}

/**
 * Counts a refused sign-in in the audit log: one line for a person and a quarter of an hour, one for all unknown names
 * together. Many at once are one write; it is over when that write is.
 */
export async function countRefusal(deps: AuditDeps, person: Person | null): Promise<void> {
  const at = deps.now();
  const line = auditRow({
    once: Math.floor(at / QUARTER_MS),
    schoolId: person?.schoolId ?? INSTALLATION,
    action: "sign_in.refused",
    targetId: person?.id ?? "unknown",
    details: person === null ? {} : { personId: person.id },
  }, { actorId: null, at });
  const book = bookOf(deps);
  const key = `${line.schoolId}/${line.id}`;
  const waiting = book.next.get(key);
  if (waiting !== undefined) {
    waiting.count++;
    return await waiting.written;
  }
  const mine = { count: 1, written: Promise.resolve() };
  book.next.set(key, mine);
  mine.written = book.turns.take(key, async () => {
    book.next.delete(key);
    await addTo(deps, line, mine.count);
  });
  await mine.written;
}

function bookOf({ tables: { audits } }: AuditDeps): Book {
  const book = books.get(audits) ?? { turns: new KeyedMutex(), next: new Map() };
  books.set(audits, book);
  return book;
}

/** Another process may have begun the line, before or just now. */
async function addTo(
  { tables: { audits } }: AuditDeps,
  line: ReturnType<typeof auditRow>,
  count: number,
): Promise<void> {
  const more = () => audits.update(line, (it) => ({ ...it, count: (it.count ?? 1) + count }));
  try {
    await more();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
    try {
      await audits.insert({ ...line, count });
    } catch (again) {
      if (!isTaken(again, "id")) throw again;
      await more();
    }
  }
}

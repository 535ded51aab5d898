import { overrideId } from "../process/ids.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import { formatInstant, type TimeStyle } from "../model/text/format.ts";
import type { Notice } from "../model/people/people_schema.ts";
import type { ShownNotice } from "../model/notices/shown_notice.ts";
import type { User } from "../access/user.ts";
import { type NoticeDeps, noticesOf } from "./notices.ts";
import type { Page } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { noticeWords } from "./notice_words.ts";

export type ShownNoticeDeps = NoticeDeps & {
  tables: Pick<Tables, "assignments" | "people" | "overrides" | "accommodations">;
};

/** A person's notices in today's words, newest first. */
export async function shownNotices(
  deps: ShownNoticeDeps,
  user: User,
  { after, style }: { after: string | undefined; style: TimeStyle },
): Promise<Page<ShownNotice>> {
  const { items, next } = await noticesOf(deps, user, after);
  const facts = await readFacts(deps, user, items);
  const shown = items.map((it) => {
    const { id, kind, at, readAt } = it;
    return { id, kind, at, readAt, title: it.title ?? wordsOf(it, facts, style) };
  });
  return { items: shown, next };
}

interface Facts {
  assignments: ReadonlyMap<string, Assignment>;
  names: ReadonlyMap<string, string>;
  opensAt: (assignment: Assignment) => number;
  now: number;
}

async function readFacts(
  { tables, now }: ShownNoticeDeps,
  { schoolId, id }: User,
  notices: readonly Notice[],
): Promise<Facts> {
  const about = notices.flatMap((it) => it.about ?? []);
  const opening = notices.filter(({ kind }) => kind === "opening").flatMap((it) => it.about ?? []);
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  const [assignments, children, overrides, accommodation] = await Promise.all([
    tables.assignments.findMany(schoolId, unique(about.map((it) => it.assignmentId))),
    tables.people.findMany(schoolId, unique(about.flatMap((it) => it.studentId ?? []))),
    tables.overrides.findMany(
      schoolId,
      unique(opening.map((it) => overrideId(it.assignmentId, id))),
    ),
    opening.length === 0 ? null : tables.accommodations.find({ schoolId, id }),
  ]);
  const times = new Map(overrides.map((it) => [it.assignmentId, it]));
  return {
    assignments: new Map(assignments.map((it) => [it.id, it])),
    names: new Map(children.map((it) => [it.id, it.name])),
    opensAt: (assignment) =>
      windowOf(
        { assignment, override: times.get(assignment.id) ?? null, accommodation },
        now(),
      ).opensAt,
    now: now(),
  };
}

function wordsOf(
  { kind, about }: Notice,
  { assignments, names, opensAt, now }: Facts,
  style: TimeStyle,
): string {
  const assignment = assignments.get(about?.assignmentId ?? "");
  const opens = kind === "opening" && assignment !== undefined ? opensAt(assignment) : null;
  return noticeWords(kind, {
    title: assignment?.title ?? "a test that is gone",
    child: about?.studentId === undefined ? null : names.get(about.studentId) ?? "Your child",
    opens: opens === null ? null : formatInstant(opens, style),
    isOpen: opens !== null && opens <= now,
  });
}

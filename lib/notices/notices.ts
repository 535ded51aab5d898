import type { Clock } from "../process/clock.ts";
import { composedId } from "../process/ids.ts";
import { notFound } from "../model/process/errors.ts";
import type { Notice, NoticeAbout } from "../model/people/people_schema.ts";
import { mayKeepNotice } from "../access/policy/people.ts";
import { isGuardian } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import type { Page, RowRef } from "../store/store.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** What telling somebody needs. */
export type NotifyDeps = { tables: Pick<Tables, "notices"> } & Clock;

/** What reading notices needs: a guardian's go with the link to the child. */
export type NoticeDeps = { tables: Pick<Tables, "notices" | "guardianLinks"> } & Clock;

export interface NewNotice {
  schoolId: string;
  personId: string;
  kind: Notice["kind"];
  /** What caused it, such as `<assignmentId>-1`: the same cause tells the same person once. */
  cause: string;
  about: NoticeAbout;
}

/** Tells one person something; a repeat of the same cause changes nothing. Its words are made when it is shown. */
export async function notify(
  { tables, now }: NotifyDeps,
  { cause, ...it }: NewNotice,
): Promise<void> {
  const at = now();
  await tables.notices.ensure({
    id: noticeId(it.kind, cause, it.personId),
    ...it,
    createdAt: at,
    at,
    readAt: null,
  });
}

/** Takes a notice back, as when results are no longer released. */
export async function withdrawNotice(
  { tables }: NotifyDeps,
  { schoolId, personId, kind, cause }: Omit<NewNotice, "about">,
): Promise<void> {
  await tables.notices.remove({ schoolId, id: noticeId(kind, cause, personId) });
}

/** Whether the person was told this for this cause, and keeps the notice. */
export async function wasTold(
  { tables }: { tables: Pick<Tables, "notices"> },
  { schoolId, personId, kind, cause }: Omit<NewNotice, "about">,
): Promise<boolean> {
  return await tables.notices.find({ schoolId, id: noticeId(kind, cause, personId) }) !== null;
}

function noticeId(kind: string, cause: string, personId: string): string {
  return composedId(`${kind}_${cause}_${personId}`);
}

/** Newest first. Of one page those of children who are somebody else's by now are left out. */
export async function noticesOf(
  deps: NoticeDeps,
  user: User,
  after?: string,
): Promise<Page<Notice>> {
  const [{ items, next }, isTheirs] = await Promise.all([
    deps.tables.notices.list("byPerson", user.schoolId, [user.id], {
      reverse: true,
      limit: 30,
      after,
    }),
    theirs(deps, user),
  ]);
  return { items: items.filter(isTheirs), next };
}

/** The most that are counted. */
const MOST_COUNTED = 99;

/** Unread notices, counted up to 99. */
export async function unreadCount(deps: NoticeDeps, user: User): Promise<number> {
  const { notices } = deps.tables;
  const { schoolId, id } = user;
  if (!isGuardian(user)) return await notices.count("unread", schoolId, [id], MOST_COUNTED);
  const { items } = await notices.list("unread", schoolId, [id], { limit: MOST_COUNTED });
  return items.length === 0 ? 0 : items.filter(await theirs(deps, user)).length;
}

/** Whether a notice is still for the person: a guardian's is while the child is theirs. */
async function theirs(deps: NoticeDeps, user: User): Promise<(notice: Notice) => boolean> {
  const { tables: { guardianLinks } } = deps;
  const links = isGuardian(user)
    ? await listAll(guardianLinks, "byGuardian", user.schoolId, [user.id])
    : [];
  const children = new Set(links.map(({ studentId }) => studentId));
  return (notice) => mayKeepNotice(user, childOf(notice), children);
}

/** The child that a guardian's notice is about; a notice of before names it in its link. `null`: of no child. */
function childOf({ about, link = "" }: Notice): string | null {
  return about?.studentId ?? /^\/children\/([\w-]+)$/.exec(link)?.[1] ?? null;
}

/** Takes back all that a guardian was told of a child. */
export async function withdrawOfChild(
  { tables }: NotifyDeps,
  { schoolId, id: guardianId }: RowRef,
  studentId: string,
): Promise<void> {
  for (const notice of await listAll(tables.notices, "byPerson", schoolId, [guardianId])) {
    if (childOf(notice) === studentId) await tables.notices.remove(notice);
  }
}

/** Marks one notice read. @throws {DomainError} `not_found` for somebody else's. */
export async function readNotice(deps: NoticeDeps, user: User, id: string): Promise<Notice> {
  const { tables, now } = deps;
  const notice = await tables.notices.find({ schoolId: user.schoolId, id });
  if (notice?.personId !== user.id || !(await theirs(deps, user))(notice)) throw notFound();
  return await tables.notices.update(
    notice,
    (it) => it.readAt === null ? { ...it, readAt: now() } : it,
  );
}

/** Marks all read. */
export async function readAllNotices({ tables, now }: NotifyDeps, user: User): Promise<void> {
  for (const notice of await listAll(tables.notices, "unread", user.schoolId, [user.id])) {
    await tables.notices.update(notice, (it) => ({ ...it, readAt: now() }));
  }
}

import type { Clock } from "./clock.ts";
import { composedId } from "./ids.ts";
import { cutText } from "./model/common_schema.ts";
import { MAX_NOTICE_TITLE, type Notice } from "./model/people_schema.ts";
import { notFound } from "./model/errors.ts";
import type { User } from "./model/user.ts";
import type { Page } from "./store.ts";
import { listAll } from "./store.ts";
import type { Tables } from "./tables.ts";

export type NoticeDeps = { tables: Pick<Tables, "notices"> } & Clock;

export interface NewNotice {
  schoolId: string;
  personId: string;
  kind: Notice["kind"];
  /** What caused it, such as `<assignmentId>-1`: the same cause tells the same person once. */
  cause: string;
  /** Cut where it is longer than a notice's may be. */
  title: string;
  link: string;
}

/** Tells one person something; a repeat of the same cause changes nothing. */
export async function notify(
  { tables, now }: NoticeDeps,
  { cause, title, ...it }: NewNotice,
): Promise<void> {
  const at = now();
  await tables.notices.ensure({
    id: noticeId(it.kind, cause, it.personId),
    ...it,
    title: cutText(title, MAX_NOTICE_TITLE),
    createdAt: at,
    at,
    readAt: null,
  });
}

/** Takes a notice back, as when results are no longer released. */
export async function withdrawNotice(
  { tables }: NoticeDeps,
  { schoolId, personId, kind, cause }: Pick<NewNotice, "schoolId" | "personId" | "kind" | "cause">,
): Promise<void> {
  await tables.notices.remove({ schoolId, id: noticeId(kind, cause, personId) });
}

function noticeId(kind: string, cause: string, personId: string): string {
  return composedId(`${kind}_${cause}_${personId}`);
}

/** Newest first. */
export async function noticesOf(
  { tables }: NoticeDeps,
  user: User,
  after?: string,
): Promise<Page<Notice>> {
  return await tables.notices.list("byPerson", user.schoolId, [user.id], {
    reverse: true,
    limit: 30,
    after,
  });
}

/** Marks one notice read. @throws {DomainError} `not_found` for somebody else's. */
export async function readNotice(
  { tables, now }: NoticeDeps,
  user: User,
  id: string,
): Promise<Notice> {
  const notice = await tables.notices.find({ schoolId: user.schoolId, id });
  if (notice?.personId !== user.id) throw notFound();
  return await tables.notices.update(
    notice,
    (it) => it.readAt === null ? { ...it, readAt: now() } : it,
  );
}

/** Marks all read. */
export async function readAllNotices({ tables, now }: NoticeDeps, user: User): Promise<void> {
  for (const notice of await listAll(tables.notices, "unread", user.schoolId, [user.id])) {
    await tables.notices.update(notice, (it) => ({ ...it, readAt: now() }));
  }
}

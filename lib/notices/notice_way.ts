import { counted } from "../results/counting.ts";
import type { Notice } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import type { Tables } from "../store/tables.ts";
import {
  assignmentPath,
  attemptPath,
  childPath,
  NOTIFICATIONS_PATH,
} from "../model/process/paths.ts";

export type NoticeWayDeps = { tables: Pick<Tables, "assignments" | "grades"> };

/** Where a notice leads now. One of a result leads to the attempt that counts, whichever that has become. */
export async function noticeWay(
  deps: NoticeWayDeps,
  user: User,
  notice: Notice,
): Promise<string> {
  const { schoolId } = user;
  const { about, link } = notice;
  if (about === undefined) return await oldWay(deps, user, link ?? NOTIFICATIONS_PATH);
  const { assignmentId, studentId } = about;
  const attemptId = notice.kind === "released"
    ? await countedAttempt(deps, { schoolId, assignmentId, studentId: studentId ?? user.id })
    : null;
  if (attemptId !== null) return attemptPath(attemptId, "review");
  return studentId === undefined ? assignmentPath(assignmentId) : childPath(studentId);
}

/** The way of a notice that kept it; another attempt may count since. */
async function oldWay(deps: NoticeWayDeps, { schoolId }: User, link: string): Promise<string> {
  const [, id] = /^\/attempts\/([\w-]+)\/review$/.exec(link) ?? [];
  const grade = id === undefined ? null : await deps.tables.grades.find({ schoolId, id });
  if (grade === null) return link;
  const attemptId = await countedAttempt(deps, grade);
  return attemptId === null ? link : attemptPath(attemptId, "review");
}

/** The attempt that a student's result rests on, for a mean the latest; `null` while nothing is released. */
async function countedAttempt(
  { tables }: NoticeWayDeps,
  { schoolId, assignmentId, studentId }: {
    schoolId: string;
    assignmentId: string;
    studentId: string;
  },
): Promise<string | null> {
  const [assignment, digests] = await Promise.all([
    tables.assignments.find({ schoolId, id: assignmentId }),
    tables.grades.digests("byStudent", schoolId, [studentId]),
  ]);
  if (assignment === null || assignment.releasedAt === null) return null;
  const own = digests.filter((it) => it.assignmentId === assignmentId);
  return counted(own, assignment.counts)?.grade.id ?? null;
}

import { paperOf } from "../attempts/context.ts";
import { attemptsBy } from "../attempts/store.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { filesFor, isOpenToGuardians } from "../access/policy/review.ts";
import type { User } from "../access/user.ts";
import { childIdsOf } from "../access/relations.ts";
import { slotContents } from "../results/results.ts";
import { allowedReview } from "../review/review_facts.ts";
import type { RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { mediaIdsIn, mediaIdsOf, reviewMediaIdsOf } from "./media_ids.ts";

export type FileAccessDeps = MarkingDeps & { tables: Pick<Tables, "examVersions"> };

/** Papers never change, so what they show is remembered for this many attempts. */
const REMEMBERED = 5_000;

/**
 * Who may read a file of their school: staff any; a student what an own attempt or its review shows; a guardian what the
 * review of a child shows.
 */
export function fileAccess(
  deps: FileAccessDeps,
): (user: User, fileId: string) => Promise<boolean> {
  const papers = new Map<string, Promise<ReadonlySet<string>>>();

  function shownIn(attempt: Attempt): Promise<ReadonlySet<string>> {
    const key = `${attempt.schoolId}/${attempt.id}`;
    let shown = papers.get(key);
    if (!shown) {
      if (papers.size >= REMEMBERED) papers.clear();
      shown = mediaOfPaper(deps, attempt);
      papers.set(key, shown);
      // Any failure: told to whoever asked, and not remembered.
      shown.catch(() => papers.delete(key));
    }
    return shown;
  }

  return async (user, fileId) => {
    const reach = filesFor(user);
    if (reach === "all") return true;
    if (reach === "own") {
      const own = await newestFirst(deps, user);
      for (const attempt of own) if ((await shownIn(attempt)).has(fileId)) return true;
      for (const attempt of own) if (await isReviewed(deps, attempt, fileId)) return true;
      return false;
    }
    if (reach === "none") return false;
    for (const id of await childIdsOf(deps, user)) {
      for (const attempt of await newestFirst(deps, { schoolId: user.schoolId, id })) {
        if (!await isOutToGuardians(deps, attempt)) continue;
        if ((await shownIn(attempt)).has(fileId)) return true;
        if (await isReviewed(deps, attempt, fileId)) return true;
      }
    }
    return false;
  };
}

async function newestFirst(deps: FileAccessDeps, student: RowRef): Promise<Attempt[]> {
  const attempts = await attemptsBy(deps.attempts, student);
  return attempts.sort((a, b) => b.createdAt - a.createdAt);
}

async function mediaOfPaper(deps: FileAccessDeps, attempt: Attempt): Promise<Set<string>> {
  const { schoolId, examId, examVersion } = attempt;
  const { slots } = await paperOf(deps, attempt);
  const ids = slots.map(({ questionId, version }) => `${questionId}-${version}`);
  const [versions, exam] = await Promise.all([
    deps.tables.questionVersions.findMany(schoolId, ids),
    deps.tables.examVersions.find({ schoolId, id: `${examId}-${examVersion}` }),
  ]);
  const words = exam ? [exam.instructions, ...exam.sections.map(({ intro }) => intro)] : [];
  return new Set([
    ...versions.flatMap(({ content }) => mediaIdsOf(content)),
    ...mediaIdsIn(words),
  ]);
}

/** The rule by which a guardian sees the review at all. */
async function isOutToGuardians(deps: FileAccessDeps, attempt: Attempt): Promise<boolean> {
  if (attempt.submittedAt === null) return false;
  const assignment = await deps.tables.assignments.find({
    schoolId: attempt.schoolId,
    id: attempt.assignmentId,
  });
  return assignment !== null && isOpenToGuardians(assignment);
}

async function isReviewed(
  deps: FileAccessDeps,
  attempt: Attempt,
  fileId: string,
): Promise<boolean> {
  const { schoolId, assignmentId, submittedAt, state } = attempt;
  if (submittedAt === null) return false;
  const assignment = await deps.tables.assignments.find({ schoolId, id: assignmentId });
  if (assignment === null) return false;
  const contents = (await slotContents(deps, assignment)).map(({ content }) => content);
  const everything = new Set(["explanation", "feedback", "rightAnswer"] as const);
  const naming = contents.filter((it) => reviewMediaIdsOf(it, everything).includes(fileId));
  if (naming.length === 0) return false;
  const voided = state === "voided";
  const { fields } = await allowedReview(deps, assignment, { submittedAt, voided });
  return naming.some((it) => reviewMediaIdsOf(it, fields).includes(fileId));
}

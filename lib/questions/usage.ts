import type { User } from "../access/user.ts";
import { mayEditExam } from "../access/policy/authoring.ts";
import { requireQuestion } from "./access.ts";
import type { AuthoringDeps } from "./deps.ts";
import { examIdsUsing } from "./remove.ts";
import { byName } from "../model/names/order.ts";

export interface QuestionUsage {
  /** Tests the user may open. */
  tests: { id: string; title: string }[];
  /** Tests of colleagues, which stay private. */
  others: number;
}

/** Where a question is used. @throws {DomainError} `not_found`. */
export async function questionUsage(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<QuestionUsage> {
  const { question } = await requireQuestion(deps, user, questionId);
  const ids = await examIdsUsing(deps, question);
  const exams = await deps.tables.exams.findMany(user.schoolId, ids);
  const own = exams.filter((exam) => mayEditExam(user, exam));
  return {
    tests: byName(own.map(({ id, title }) => ({ id, title })), ({ title }) => title),
    others: ids.length - own.length,
  };
}

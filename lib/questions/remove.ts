import { DomainError } from "../model/process/errors.ts";
import type { Question } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { listAll, type RowRef } from "../store/store.ts";
import { requireOwnQuestion } from "./access.ts";
import type { AuthoringDeps } from "./deps.ts";

/** Tests, drafts and published versions alike, that hold the question. */
export async function examIdsUsing(
  { tables }: AuthoringDeps,
  { schoolId, id }: RowRef,
): Promise<string[]> {
  const [exams, versions] = await Promise.all([
    listAll(tables.exams, "byQuestion", schoolId, [id]),
    listAll(tables.examVersions, "byQuestion", schoolId, [id]),
  ]);
  return [...new Set([...exams.map((it) => it.id), ...versions.map(({ examId }) => examId)])];
}

/** @throws {DomainError} `conflict/in_use` while any test, or any version of one, holds it. */
export async function deleteQuestion(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<void> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  const used = (await examIdsUsing(deps, question)).length;
  if (used > 0) {
    const where = used === 1 ? "A test holds" : `${used} tests hold`;
    throw new DomainError("conflict", `${where} this question: retire it instead`, {
      reason: "in_use",
      detail: { tests: used },
    });
  }
  await removeQuestion(deps, question);
}

/** The row last: a removal that was cut off can be begun again. */
export async function removeQuestion(
  { tables }: AuthoringDeps,
  { schoolId, id }: Pick<Question, "id" | "schoolId">,
): Promise<void> {
  const [versions, rubrics, drafts] = await Promise.all([
    listAll(tables.questionVersions, "byQuestion", schoolId, [id]),
    listAll(tables.rubricVersions, "byRubric", schoolId, [id]),
    listAll(tables.questionDrafts, "byQuestion", schoolId, [id]),
  ]);
  await Promise.all([
    ...versions.map((it) => tables.questionVersions.remove(it)),
    ...rubrics.map((it) => tables.rubricVersions.remove(it)),
    ...drafts.map((it) => tables.questionDrafts.remove(it)),
  ]);
  await tables.questions.remove({ schoolId, id });
}

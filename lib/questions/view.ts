import { keyWarnings } from "../grading/key_warnings.ts";
import type {
  BankRow,
  QuestionRow,
  QuestionWork,
  SavedDraft,
  TeacherQuestion,
} from "../model/questions/authoring_schema.ts";
import type { QuestionDraft } from "../model/questions/question_draft_schema.ts";
import type {
  Question,
  QuestionBank,
  QuestionVersion,
} from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { mayEditBank } from "../access/policy/authoring.ts";
import { plainTitle } from "../rich_text/rich_text.ts";
import { listAll } from "../store/store.ts";
import { type BankedQuestion, requireQuestion } from "./access.ts";
import { listBanks } from "./banks.ts";
import type { AuthoringDeps } from "./deps.ts";
import type { Work } from "./drafts.ts";
import { finished } from "./finished.ts";
import { listQuestions, type QuestionFilter } from "./list.ts";
import { examIdsUsing } from "./remove.ts";
import { findVersion, rubricOf } from "./versions.ts";

export function bankRow(user: User, bank: QuestionBank): BankRow {
  const { id, name, subjectId, sharing, ownerId } = bank;
  return { id, name, subjectId, sharing, ownerId, mayEdit: mayEditBank(user, bank) };
}

export function questionRow(user: User, { question, bank }: BankedQuestion): QuestionRow {
  const { id, bankId, subjectId, headVersion, state, kind, title, tags, level } = question;
  return {
    ...{ id, bankId, subjectId, headVersion, state, kind, title, tags, level },
    defaultMark: question.defaultMark,
    updatedAt: question.updatedAt,
    mayEdit: mayEditBank(user, bank),
  };
}

/** A page of the bank. */
export async function questionPage(
  deps: AuthoringDeps,
  it: {
    user: User;
    filter: QuestionFilter;
    after?: string | undefined;
    limit?: number | undefined;
  },
): Promise<{ items: QuestionRow[]; next: string | null }> {
  const { items, next } = await listQuestions(deps, it);
  const banks = new Map((await listBanks(deps, it.user)).map((bank) => [bank.id, bank]));
  const rows = items.map((question) =>
    questionRow(it.user, { question, bank: banks.get(question.bankId)! })
  );
  return { items: rows, next };
}

/** A question with its key, for who may take it. @throws {DomainError} `not_found`. */
export async function teacherQuestion(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<TeacherQuestion> {
  const found = await requireQuestion(deps, user, questionId);
  const head = await findVersion(deps, found.question, found.question.headVersion);
  return {
    ...questionRow(user, found),
    version: head &&
      { version: head.version, content: head.content, createdAt: head.createdAt },
    rubric: head ? await rubricOf(deps, head) : [],
    warnings: head ? keyWarnings(head.content) : [],
    usedIn: (await examIdsUsing(deps, found.question)).length,
  };
}

/** Every version of a question, newest first. */
export async function questionVersions(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<QuestionVersion[]> {
  const { question } = await requireQuestion(deps, user, questionId);
  return await listAll(deps.tables.questionVersions, "byQuestion", user.schoolId, [question.id], {
    reverse: true,
  });
}

/** What an editor of a question shows. */
export async function questionWork(
  question: Question,
  work: Work,
  { version, mayEdit }: { version: number; mayEdit: boolean },
): Promise<QuestionWork> {
  const { content, rubric, setAside, rev, open, savedAt } = work;
  const result = await finished(content, rubric);
  return {
    ...{ questionId: question.id, content, rubric, setAside, rev, open, version, mayEdit, savedAt },
    headVersion: question.headVersion,
    tags: question.tags,
    level: question.level,
    problems: result.ok ? [] : result.problems,
    warnings: keyWarnings(content),
  };
}

/** What a save answers. */
export async function savedDraft(
  { rev, savedAt, content, rubric }: QuestionDraft,
): Promise<SavedDraft> {
  const result = await finished(content, rubric);
  const problems = result.ok ? [] : result.problems;
  const warnings = keyWarnings(content);
  return { rev, savedAt, title: plainTitle(content.prompt), problems, warnings };
}

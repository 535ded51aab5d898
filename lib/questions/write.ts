import { newId } from "../process/ids.ts";
import { notFound } from "../model/process/errors.ts";
import type { DraftContent, DraftRubric } from "../model/questions/question_draft_schema.ts";
import type { Question, QuestionVersion } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { mayEditBank } from "../access/policy/authoring.ts";
import { requireOwnBank, requireOwnQuestion, requireQuestion } from "./access.ts";
import { checkSubject, defaultBank } from "./banks.ts";
import type { AuthoringDeps } from "./deps.ts";
import {
  addVersion,
  findVersion,
  headOf,
  requireFinished,
  rubricOf,
  staleVersion,
} from "./versions.ts";

/** What is known of a question beside its content. */
export type QuestionLabels = Pick<Question, "subjectId" | "tags" | "level">;

export interface SavedQuestion {
  question: Question;
  version: QuestionVersion;
}

export interface CreateQuestion extends Partial<QuestionLabels> {
  user: User;
  /** Of the request, so that it makes one question however often it is sent. */
  id?: string | undefined;
  /** The writer's own "My questions" unless given. */
  bankId?: string | undefined;
  content: DraftContent;
  rubric?: DraftRubric | undefined;
}

/** Writes a question's version 1. @throws {DomainError} `invalid/key` for one that cannot be played; `not_found` for the bank. */
export async function createQuestion(
  deps: AuthoringDeps,
  { user, id, bankId, content, rubric = [], ...labels }: CreateQuestion,
): Promise<SavedQuestion> {
  const written = await requireFinished(content, rubric);
  const question = await insertQuestion(deps, {
    user,
    id,
    bankId,
    content: written.content,
    ...labels,
  });
  // Made already, and perhaps changed since.
  const first = question.headVersion === 0 ? null : await findVersion(deps, question, 1);
  const version = first ?? await addVersion(deps, { user, question, written });
  return { question: await reread(deps, question), version };
}

/** A question that is only a draft so far. */
export async function insertQuestion(
  deps: AuthoringDeps,
  { user, id = newId(), bankId, content, subjectId = null, tags = [], level = null }:
    CreateQuestion,
): Promise<Question> {
  const bank = bankId === undefined
    ? await defaultBank(deps, user)
    : await requireOwnBank(deps, user, bankId);
  await checkSubject(deps, user, subjectId);
  const question: Question = {
    id,
    schoolId: user.schoolId,
    createdAt: deps.now(),
    bankId: bank.id,
    authorId: user.id,
    headVersion: 0,
    state: "active",
    subjectId: subjectId ?? bank.subjectId,
    tags: [...new Set(tags)],
    level,
    ...headOf(content, tags),
    updatedAt: deps.now(),
  };
  return await deps.tables.questions.ensure(question);
}

async function reread(deps: AuthoringDeps, question: Question): Promise<Question> {
  return await deps.tables.questions.find(question) ?? question;
}

export interface SaveVersion {
  user: User;
  questionId: string;
  /** The version that was edited. */
  baseVersion: number;
  content: DraftContent;
  rubric: DraftRubric;
}

/**
 * Makes the next version; identical content makes none. Tests keep the version they have.
 *
 * @throws {DomainError} `conflict/stale` with the newest version when `baseVersion` is not it; `invalid/key`.
 */
export async function saveVersion(
  deps: AuthoringDeps,
  { user, questionId, baseVersion, content, rubric }: SaveVersion,
): Promise<SavedQuestion> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  const written = await requireFinished(content, rubric);
  if (question.headVersion !== baseVersion) {
    const head = await findVersion(deps, question, question.headVersion);
    if (head === null) throw notFound();
    throw await staleVersion(deps, user, head);
  }
  const version = await addVersion(deps, { user, question, written });
  return { question: await reread(deps, question), version };
}

export type QuestionChange = Partial<QuestionLabels & Pick<Question, "state" | "bankId">>;

/** Changes labels, state or bank; content has {@linkcode saveVersion}. */
export async function updateQuestion(
  deps: AuthoringDeps,
  { user, questionId, change }: { user: User; questionId: string; change: QuestionChange },
): Promise<Question> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  if (change.bankId !== undefined) await requireOwnBank(deps, user, change.bankId);
  if (change.subjectId !== undefined) await checkSubject(deps, user, change.subjectId);
  const head = await findVersion(deps, question, question.headVersion);
  return await deps.tables.questions.update(question, (it) => {
    const tags = [...new Set(change.tags ?? it.tags)];
    const terms = head && change.tags ? { terms: headOf(head.content, tags).terms } : {};
    return { ...it, ...change, ...terms, tags, updatedAt: deps.now() };
  });
}

/** A copy in the writer's own bank, to change freely: where the question's own bank is another's, in "My questions". */
export async function duplicateQuestion(
  deps: AuthoringDeps,
  { user, id, questionId }: { user: User; id?: string | undefined; questionId: string },
): Promise<SavedQuestion> {
  const { question, bank } = await requireQuestion(deps, user, questionId);
  const head = await findVersion(deps, question, question.headVersion);
  if (head === null) throw notFound();
  return await createQuestion(deps, {
    user,
    id,
    bankId: mayEditBank(user, bank) ? bank.id : undefined,
    content: head.content,
    rubric: await rubricOf(deps, head),
    subjectId: question.subjectId,
    tags: question.tags,
    level: question.level,
  });
}

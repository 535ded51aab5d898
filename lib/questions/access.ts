import { DomainError, notFound } from "../model/process/errors.ts";
import type { Question, QuestionBank } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { mayAuthor, mayEditBank, mayUseBank } from "../access/policy/authoring.ts";
import type { AuthoringDeps } from "./deps.ts";

export interface BankedQuestion {
  question: Question;
  bank: QuestionBank;
}

/** @throws {DomainError} `forbidden` unless `user` writes tests. */
export function requireAuthor(user: User): void {
  if (!mayAuthor(user)) throw new DomainError("forbidden", "Teachers write tests and questions");
}

/** A bank whose questions `user` may see and take. @throws {DomainError} `forbidden`; `not_found`. */
export async function requireBank(
  { tables }: AuthoringDeps,
  user: User,
  id: string,
): Promise<QuestionBank> {
  requireAuthor(user);
  const bank = await tables.questionBanks.find({ schoolId: user.schoolId, id });
  if (bank === null || !mayUseBank(user, bank)) throw notFound();
  return bank;
}

/** A bank `user` may write in. @throws {DomainError} `forbidden` also for a colleague's shared bank; `not_found`. */
export async function requireOwnBank(
  deps: AuthoringDeps,
  user: User,
  id: string,
): Promise<QuestionBank> {
  const bank = await requireBank(deps, user, id);
  if (!mayEditBank(user, bank)) throw othersQuestion();
  return bank;
}

/** A question `user` may see and take. @throws {DomainError} `forbidden`; `not_found`. */
export async function requireQuestion(
  deps: AuthoringDeps,
  user: User,
  id: string,
): Promise<BankedQuestion> {
  requireAuthor(user);
  const question = await deps.tables.questions.find({ schoolId: user.schoolId, id });
  if (question === null) throw notFound();
  return { question, bank: await requireBank(deps, user, question.bankId) };
}

/** A question `user` may change. @throws {DomainError} `forbidden` also for a colleague's shared one; `not_found`. */
export async function requireOwnQuestion(
  deps: AuthoringDeps,
  user: User,
  id: string,
): Promise<BankedQuestion> {
  const found = await requireQuestion(deps, user, id);
  if (!mayEditBank(user, found.bank)) throw othersQuestion();
  return found;
}

function othersQuestion(): DomainError {
  return new DomainError("forbidden", "This belongs to a colleague: make a copy to change it");
}

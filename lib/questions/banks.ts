import { newId } from "../process/ids.ts";
import { DomainError } from "../model/process/errors.ts";
import type { QuestionBank } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { mayUseBank } from "../access/policy/authoring.ts";
import { listAll } from "../store/store.ts";
import { requireAuthor, requireOwnBank } from "./access.ts";
import type { AuthoringDeps } from "./deps.ts";

const DEFAULT_NAME = "My questions";

export type BankDetails = Pick<QuestionBank, "name" | "subjectId" | "sharing">;

/** Own banks first, then those that colleagues share, by name. */
export async function listBanks(deps: AuthoringDeps, user: User): Promise<QuestionBank[]> {
  requireAuthor(user);
  const banks = await listAll(deps.tables.questionBanks, "all", user.schoolId, []);
  const usable = banks.filter((bank) => mayUseBank(user, bank));
  const isOwn = (bank: QuestionBank) => bank.ownerId === user.id;
  return [...usable.filter(isOwn), ...usable.filter((bank) => !isOwn(bank))];
}

/** @throws {DomainError} `conflict/name_taken`; `invalid/fields` for a subject the school has not. */
export async function createBank(
  deps: AuthoringDeps,
  { user, id = newId(), ...details }: BankDetails & { user: User; id?: string | undefined },
): Promise<QuestionBank> {
  requireAuthor(user);
  await checkSubject(deps, user, details.subjectId);
  const bank: QuestionBank = {
    id,
    schoolId: user.schoolId,
    createdAt: deps.now(),
    ownerId: user.id,
    ...details,
  };
  return await deps.tables.questionBanks.ensure(bank);
}

/** The teacher's bank for questions written without choosing one; made on first need, shared with the school. */
export async function defaultBank(deps: AuthoringDeps, user: User): Promise<QuestionBank> {
  requireAuthor(user);
  const name = `${user.id}/${DEFAULT_NAME.toLowerCase()}`;
  const find = () => deps.tables.questionBanks.findBy("name", user.schoolId, name);
  const found = await find();
  if (found !== null) return found;
  try {
    return await createBank(deps, {
      user,
      name: DEFAULT_NAME,
      subjectId: null,
      sharing: "school",
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
    const made = await find();
    if (made === null) throw error;
    return made;
  }
}

/** Renames a bank, or changes who may use it. Tests keep the questions they already have. */
export async function updateBank(
  deps: AuthoringDeps,
  { user, bankId, change }: { user: User; bankId: string; change: Partial<BankDetails> },
): Promise<QuestionBank> {
  await requireOwnBank(deps, user, bankId);
  if (change.subjectId !== undefined) await checkSubject(deps, user, change.subjectId);
  const ref = { schoolId: user.schoolId, id: bankId };
  return await deps.tables.questionBanks.update(ref, (bank) => ({ ...bank, ...change }));
}

/** @throws {DomainError} `invalid/fields` for a subject the school has not. */
export async function checkSubject(
  { tables }: AuthoringDeps,
  user: User,
  subjectId: string | null,
): Promise<void> {
  if (subjectId === null) return;
  if (await tables.subjects.find({ schoolId: user.schoolId, id: subjectId }) !== null) return;
  const message = "Choose a subject of your school";
  throw new DomainError("invalid", message, {
    reason: "fields",
    fields: [{ path: "subjectId", message }],
  });
}

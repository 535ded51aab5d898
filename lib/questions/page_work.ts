import { blankContent } from "../grading/blank_content.ts";
import type { QuestionWork, SavedDraft } from "../model/questions/authoring_schema.ts";
import { notFound } from "../model/process/errors.ts";
import type { DraftInput } from "../model/questions/question_draft_schema.ts";
import type { Question, QuestionKind } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { mayEditBank } from "../access/policy/authoring.ts";
import { requireOwnQuestion, requireQuestion } from "./access.ts";
import type { AuthoringDeps } from "./deps.ts";
import {
  beginDraft,
  chooseDraft,
  closeDraft,
  isOpen,
  saveDraft,
  versionFromDraft,
  workAt,
  type WorkPlace,
} from "./drafts.ts";
import { findVersion } from "./versions.ts";
import { questionWork, savedDraft } from "./view.ts";
import { insertQuestion, type SavedQuestion } from "./write.ts";

/** The question's own page works on a draft under the question's id. */
function pagePlace({ id, schoolId, headVersion }: Question): WorkPlace {
  return { schoolId, draftId: id, questionId: id, version: headVersion };
}

/** What the question's page edits. @throws {DomainError} `not_found`. */
export async function readPageWork(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<QuestionWork> {
  const { question, bank } = await requireQuestion(deps, user, questionId);
  const work = await workAt(deps, pagePlace(question));
  const version = work.headSeen ?? question.headVersion;
  return await questionWork(question, work, { version, mayEdit: mayEditBank(user, bank) });
}

/** Keeps what was typed on the question's page. @throws {DomainError} `conflict/stale`; `forbidden`; `not_found`. */
export async function savePageWork(
  deps: AuthoringDeps,
  { user, questionId, input }: { user: User; questionId: string; input: DraftInput },
): Promise<SavedDraft> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  const place = { id: question.id, examId: null, slotId: null };
  return await savedDraft(await saveDraft(deps, { user, question, place, input }));
}

/** Makes a version of what was typed on the question's page. @throws {DomainError} `invalid/key`; `conflict/stale`. */
export async function finishPageWork(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<SavedQuestion> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  const ref = { schoolId: user.schoolId, id: question.id };
  const draft = await deps.tables.questionDrafts.find(ref);
  if (draft === null || !isOpen(draft)) {
    const version = await findVersion(deps, question, question.headVersion);
    if (version === null) throw notFound();
    return { question, version };
  }
  const version = await versionFromDraft(deps, { user, question, draft });
  await closeDraft(deps, draft);
  return { question: await deps.tables.questions.find(ref) ?? question, version };
}

/** Settles two texts of one question on its page, as `chooseText` does in a test. */
export async function choosePageText(
  deps: AuthoringDeps,
  { user, questionId, keep }: { user: User; questionId: string; keep: "mine" | "theirs" },
): Promise<QuestionWork> {
  const { question } = await requireOwnQuestion(deps, user, questionId);
  await chooseDraft(deps, question, { draftId: question.id, keep });
  return await readPageWork(deps, { user, questionId });
}

/** A new question to write on its own page, empty so far. @throws {DomainError} `not_found`, `forbidden` for the bank. */
export async function startQuestion(
  deps: AuthoringDeps,
  { user, id, bankId, kind }: {
    user: User;
    id?: string | undefined;
    bankId?: string | undefined;
    kind: QuestionKind;
  },
): Promise<Question> {
  const content = blankContent(kind, null);
  const question = await insertQuestion(deps, { user, id, bankId, content });
  const place = { id: question.id, examId: null, slotId: null };
  await beginDraft(deps, { user, question, place, content });
  return question;
}

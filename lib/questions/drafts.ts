import { canonicalJson } from "../model/process/canonical_json.ts";
import type {
  DraftContent,
  DraftInput,
  DraftRubric,
  QuestionDraft,
} from "../model/questions/question_draft_schema.ts";
import type { Question, QuestionVersion } from "../model/questions/question_schema.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "./deps.ts";
import { staleError } from "./stale.ts";
import {
  addVersion,
  findVersion,
  headOf,
  isVersion,
  requireFinished,
  rubricOf,
  staleVersion,
} from "./versions.ts";

/** Where a question is being worked on: `version` is what is there without a draft, 0 for nothing. */
export interface WorkPlace {
  schoolId: string;
  draftId: string;
  questionId: string;
  version: number;
}

export interface Work {
  content: DraftContent;
  rubric: DraftRubric;
  /** Written as other kinds, since the newest version. */
  setAside: DraftContent[];
  /** To name with the next save. */
  rev: number;
  /** Written but not yet a version. */
  open: boolean;
  /** Newest version when the open draft was begun; `null` without one. */
  headSeen: number | null;
  savedBy: string | null;
  savedAt: number | null;
}

export function isOpen({ rev, settledRev }: QuestionDraft): boolean {
  return rev !== settledRev;
}

/** What is to be edited: the open draft, else the version. @throws {DomainError} `not_found` when neither is there. */
export async function workAt(deps: AuthoringDeps, place: WorkPlace): Promise<Work> {
  const draft = await deps.tables.questionDrafts.find({
    schoolId: place.schoolId,
    id: place.draftId,
  });
  if (draft && isOpen(draft)) {
    const { content, rubric, setAside, rev, headSeen, savedBy, savedAt } = draft;
    return { content, rubric, setAside, rev, open: true, headSeen, savedBy, savedAt };
  }
  const version = await findVersion(
    deps,
    { schoolId: place.schoolId, id: place.questionId },
    place.version,
  );
  if (version === null) throw notFound();
  return {
    content: version.content,
    rubric: await rubricOf(deps, version),
    setAside: [],
    rev: draft?.rev ?? 0,
    open: false,
    headSeen: null,
    savedBy: draft?.savedBy ?? null,
    savedAt: draft?.savedAt ?? null,
  };
}

export interface SaveDraft {
  user: User;
  question: Question;
  place: Pick<QuestionDraft, "id" | "examId" | "slotId">;
  input: DraftInput;
}

/**
 * Keeps what was typed, complete or not. The same content again is the same save.
 *
 * @throws {DomainError} `conflict/stale` with the stored draft when `rev` is not its `rev`.
 */
export async function saveDraft(
  deps: AuthoringDeps,
  { user, question, place, input }: SaveDraft,
): Promise<QuestionDraft> {
  const { questionDrafts } = deps.tables;
  const { content, rubric, setAside, rev } = input;
  const typed = {
    content,
    rubric,
    ...(setAside && { setAside }),
    savedBy: user.id,
    savedAt: deps.now(),
  };
  const first = firstDraft(deps, { user, question, place, input });
  const began = await questionDrafts.ensure(first);
  const draft = began === first ? first : await questionDrafts.update(first, (stored) => {
    if (stored.rev !== rev || isSame(stored, typed)) return stored;
    // What was set aside before a version was made is not for the next one.
    const begun = isOpen(stored) ? {} : { headSeen: question.headVersion, setAside: [] };
    return { ...stored, ...begun, ...typed, rev: stored.rev + 1 };
  });
  if (!isSame(draft, typed)) throw await staleDraft(deps, user, draft);
  if (question.headVersion === 0) await retitle(deps, question, content);
  return draft;
}

/** The first draft of a new question; where it was begun already, whatever it has become. */
export async function beginDraft(
  deps: AuthoringDeps,
  { user, question, place, content }: Omit<SaveDraft, "input"> & { content: DraftContent },
): Promise<QuestionDraft> {
  return await deps.tables.questionDrafts.ensure(
    firstDraft(deps, { user, question, place, input: { rev: 0, content, rubric: [] } }),
  );
}

function firstDraft(
  { now }: AuthoringDeps,
  { user, question, place, input: { content, rubric, setAside = [] } }: SaveDraft,
): QuestionDraft {
  return {
    ...place,
    schoolId: user.schoolId,
    createdAt: now(),
    questionId: question.id,
    content,
    rubric,
    setAside,
    savedBy: user.id,
    savedAt: now(),
    rev: 1,
    settledRev: 0,
    headSeen: question.headVersion,
  };
}

function isSame(
  stored: QuestionDraft,
  typed: Pick<DraftInput, "content" | "rubric" | "setAside">,
): boolean {
  const { content, rubric, setAside = stored.setAside } = typed;
  return canonicalJson([stored.content, stored.rubric, stored.setAside]) ===
    canonicalJson([content, rubric, setAside]);
}

async function staleDraft(
  deps: AuthoringDeps,
  user: User,
  { rev, content, rubric, setAside, savedBy, savedAt }: QuestionDraft,
): Promise<DomainError> {
  return await staleError(deps, user, {
    byId: savedBy,
    at: savedAt,
    now: { rev, content, rubric, setAside },
  });
}

/** A question that was never finished is listed by what is typed so far. */
async function retitle(
  deps: AuthoringDeps,
  question: Question,
  content: DraftContent,
): Promise<void> {
  const head = headOf(content, question.tags);
  if (head.title === question.title && head.kind === question.kind) return;
  await deps.tables.questions.update(
    question,
    (it) => it.headVersion > 0 ? it : { ...it, ...head, updatedAt: deps.now() },
  );
}

/**
 * Makes an open draft a version, or finds the version it equals. The draft stays open until {@linkcode closeDraft}, so
 * that whoever holds the slot can pin the version first.
 *
 * @throws {DomainError} `invalid/key`; `conflict/stale` when the question got another version since the draft was begun.
 */
export async function versionFromDraft(
  deps: AuthoringDeps,
  { user, question, draft }: { user: User; question: Question; draft: QuestionDraft },
): Promise<QuestionVersion> {
  const written = await requireFinished(draft.content, draft.rubric);
  if (question.headVersion === draft.headSeen) {
    return await addVersion(deps, { user, question, written });
  }
  const head = await findVersion(deps, question, question.headVersion);
  if (head === null) throw notFound();
  if (!await isVersion(deps, head, written)) throw await staleVersion(deps, user, head);
  return head;
}

/** Notes that a draft has become a version, unless more was typed since. */
export async function closeDraft(
  { tables }: AuthoringDeps,
  { id, schoolId, rev }: QuestionDraft,
): Promise<void> {
  await tables.questionDrafts.update(
    { id, schoolId },
    (stored) => stored.rev === rev ? { ...stored, settledRev: rev } : stored,
  );
}

/** Where another version came first: `mine` lets the draft become the next one, `theirs` drops it for the newest. */
export async function chooseDraft(
  { tables }: AuthoringDeps,
  question: Question,
  { draftId, keep }: { draftId: string; keep: "mine" | "theirs" },
): Promise<void> {
  const ref = { schoolId: question.schoolId, id: draftId };
  if (await tables.questionDrafts.find(ref) === null) return;
  await tables.questionDrafts.update(
    ref,
    (it) =>
      keep === "mine"
        ? { ...it, headSeen: question.headVersion }
        : { ...it, rev: it.rev + 1, settledRev: it.rev + 1 },
  );
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../model/process/canonical_json.ts";
import { DomainError, type FieldError } from "../model/process/errors.ts";
import type { DraftContent, DraftRubric } from "../model/questions/question_draft_schema.ts";
import type {
  Question,
  QuestionContent,
  QuestionVersion,
} from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { plainTitle, searchTerms } from "../rich_text/rich_text.ts";
import { findRubric, saveRubric } from "./rubrics.ts";
import type { Tables } from "../store/tables.ts";
import type { AuthoringDeps } from "./deps.ts";
import { finished, type Written } from "./finished.ts";
import { staleError } from "./stale.ts";

/** SHA-256, in hex, of the canonical content: the same question gives the same text everywhere. */
export function contentHash(content: QuestionContent): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content))));
}

/** What a question's row repeats of its content, for lists and search. */
export function headOf(
  content: DraftContent,
  tags: readonly string[],
): Pick<Question, "kind" | "title" | "terms" | "defaultMark"> {
  const options = "options" in content.body ? content.body.options.map(({ text }) => text) : [];
  return {
    kind: content.kind,
    title: plainTitle(content.prompt),
    terms: searchTerms([content.prompt, ...options, ...tags]),
    defaultMark: content.defaultMark,
  };
}

/** @throws {DomainError} `invalid/key`, naming the fields, for a question that cannot be played. */
export async function requireFinished(
  content: DraftContent,
  rubric: DraftRubric,
): Promise<Written> {
  const result = await finished(content, rubric);
  if (!result.ok) throw notFinished(result.problems);
  return result;
}

function notFinished(fields: readonly FieldError[]): DomainError {
  return new DomainError("invalid", fields[0]!.message, { reason: "key", fields });
}

/** One version, or `null`. */
export async function findVersion(
  { tables }: { tables: Pick<Tables, "questionVersions"> },
  { schoolId, id }: { schoolId: string; id: string },
  version: number,
): Promise<QuestionVersion | null> {
  return await tables.questionVersions.find({ schoolId, id: `${id}-${version}` });
}

/** A version's rubric as its author may edit it; empty without one. */
export async function rubricOf(
  deps: AuthoringDeps,
  { schoolId, content }: Pick<QuestionVersion, "schoolId" | "content">,
): Promise<DraftRubric> {
  const id = content.kind === "essay" ? content.key.rubricVersionId : null;
  return id === null ? [] : (await findRubric(deps, { schoolId, id }))?.items ?? [];
}

/** Whether this is what the version says; a rubric is compared by its rows, not by which version they stand in. */
export async function isVersion(
  deps: AuthoringDeps,
  version: QuestionVersion,
  { content, rubric }: Written,
): Promise<boolean> {
  const same = content.kind === "essay" && version.content.kind === "essay"
    ? { ...content, key: { ...content.key, rubricVersionId: version.content.key.rubricVersionId } }
    : content;
  return contentHash(same) === version.contentHash &&
    canonicalJson(rubric) === canonicalJson(await rubricOf(deps, version));
}

/**
 * Freezes what was written as the version after `question.headVersion`; the same content as the head makes none.
 *
 * @throws {DomainError} `conflict/stale` when someone else's version came first.
 */
export async function addVersion(
  deps: AuthoringDeps,
  { user, question, written }: { user: User; question: Question; written: Written },
): Promise<QuestionVersion> {
  const head = await findVersion(deps, question, question.headVersion);
  if (head && await isVersion(deps, head, written)) return head;
  const content = await withRubric(deps, question, written);
  const hash = contentHash(content);
  const version = question.headVersion + 1;
  const row: QuestionVersion = {
    id: `${question.id}-${version}`,
    schoolId: question.schoolId,
    createdAt: deps.now(),
    questionId: question.id,
    version,
    content,
    authorId: user.id,
    contentHash: hash,
  };
  const stored = await deps.tables.questionVersions.ensure(row);
  // Also where another's version came first and its writer was cut off before this step.
  await raiseHead(deps, stored);
  if (stored.contentHash !== hash) throw await staleVersion(deps, user, stored);
  return stored;
}

/** `conflict/stale`, with the version that stands. */
export async function staleVersion(
  deps: AuthoringDeps,
  user: User,
  { version, content, authorId, createdAt, schoolId }: QuestionVersion,
): Promise<DomainError> {
  const rubric = await rubricOf(deps, { schoolId, content });
  const now = { version, content, rubric };
  return await staleError(deps, user, { byId: authorId, at: createdAt, now });
}

async function withRubric(
  deps: AuthoringDeps,
  { id, schoolId }: Question,
  { content, rubric }: Written,
): Promise<QuestionContent> {
  if (content.kind !== "essay") return content;
  const saved = rubric.length === 0
    ? null
    : await saveRubric(deps, { schoolId, rubricId: id, items: rubric });
  return { ...content, key: { ...content.key, rubricVersionId: saved?.id ?? null } };
}

async function raiseHead(deps: AuthoringDeps, version: QuestionVersion): Promise<void> {
  const ref = { schoolId: version.schoolId, id: version.questionId };
  await deps.tables.questions.update(
    ref,
    (question) =>
      question.headVersion >= version.version ? question : {
        ...question,
        ...headOf(version.content, question.tags),
        headVersion: version.version,
        updatedAt: deps.now(),
      },
  );
}

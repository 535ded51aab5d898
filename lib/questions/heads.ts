import { canonicalJson } from "../model/process/canonical_json.ts";
import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import type { Question } from "../model/questions/question_schema.ts";
import { listAll, type RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { findVersion, headOf } from "./versions.ts";

export type HeadTables = Pick<Tables, "questions" | "questionVersions" | "questionDrafts">;

/**
 * Writes anew the title and the search words of a question that older rules made of its content. Where they are what today's
 * make, nothing is written; nor is a question gone meanwhile.
 */
export async function renewHead(tables: HeadTables, ref: RowRef): Promise<void> {
  const question = await tables.questions.find(ref);
  if (question === null) return;
  const content = await contentOf(tables, question);
  if (content === null) return;
  const { title, terms } = headOf(content, question.tags);
  if (isHead(question, { title, terms })) return;
  await tables.questions.update(
    ref,
    (it) => it.headVersion === question.headVersion ? { ...it, title, terms } : it,
  );
}

function isHead({ title, terms }: Question, head: Pick<Question, "title" | "terms">): boolean {
  return canonicalJson([title, terms]) === canonicalJson([head.title, head.terms]);
}

/** The newest version, or what is typed of a question that has none. */
async function contentOf(tables: HeadTables, question: Question): Promise<DraftContent | null> {
  if (question.headVersion > 0) {
    return (await findVersion({ tables }, question, question.headVersion))?.content ?? null;
  }
  const drafts = await listAll(tables.questionDrafts, "byQuestion", question.schoolId, [
    question.id,
  ]);
  return drafts.toSorted((a, b) => b.savedAt - a.savedAt)[0]?.content ?? null;
}

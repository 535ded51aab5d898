import type { PageStore } from "../../lib/browser/stores.ts";
import type { SavedDraft } from "../../lib/model/questions/authoring_schema.ts";
import { type Merged, mergeDrafts, sameValue } from "../../lib/model/questions/draft_merge.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { DraftContent, DraftRubric } from "../../lib/model/questions/question_draft_schema.ts";
import { type Ask, ask } from "./api.ts";
import { Autosave, type Sent } from "./autosave.ts";
import { LocalDrafts } from "./local_drafts.ts";

/** What the form of a question edits. */
export interface QuestionDoc {
  content: DraftContent;
  rubric: DraftRubric;
  /** What was written as other kinds, at most once each. */
  setAside: readonly DraftContent[];
}

/** Where a question is saved: in a slot of a test, or on its own page. */
export interface QuestionPlace {
  /** Of the autosave; its `GET` gives what is there. */
  url: string;
  /** Name of the draft on this device. */
  draftName: string;
}

interface Start extends QuestionDoc {
  rev: number;
  savedAt: number | null;
}

export interface QuestionSaver {
  autosave: Autosave<QuestionDoc>;
  /** What stops the text last saved from being published. */
  problems: () => readonly FieldError[];
  /** What is worth a look in the text last saved. */
  warnings: () => readonly FieldError[];
}

/** Saves one question while it is written. @param onSaved What the server made of it. */
export function questionSaver(
  { start, place, store, onChange, onSaved, problems, warnings }: {
    start: Start;
    place: QuestionPlace;
    store: PageStore;
    onChange: () => void;
    onSaved: (saved: SavedDraft) => void;
    problems: readonly FieldError[];
    warnings: readonly FieldError[];
  },
): QuestionSaver {
  let found = { kind: start.content.kind, problems, warnings };
  async function send(value: QuestionDoc, rev: number, last: boolean): Promise<Sent<QuestionDoc>> {
    const sent = await sendQuestion({
      method: "PUT",
      path: place.url,
      body: { rev, ...value },
      last,
    });
    if (sent.kind !== "saved") return sent;
    const { problems, warnings } = sent.saved;
    found = { kind: value.content.kind, problems, warnings };
    onSaved(sent.saved);
    return { kind: "saved", rev: sent.saved.rev, savedAt: sent.saved.savedAt };
  }
  const autosave = new Autosave<QuestionDoc>({
    value: { content: start.content, rubric: start.rubric, setAside: start.setAside },
    rev: start.rev,
    savedAt: start.savedAt,
    send,
    merge: mergeQuestions,
    drafts: new LocalDrafts(store, place.draftName),
    onChange,
  });
  /** What was found of another kind says nothing of this one. */
  const of = (what: "problems" | "warnings") =>
    found.kind === autosave.value.content.kind ? found[what] : [];
  return { autosave, problems: () => of("problems"), warnings: () => of("warnings") };
}

type SentQuestion =
  | Exclude<Sent<QuestionDoc>, { kind: "saved" }>
  | { kind: "saved"; saved: SavedDraft };

async function sendQuestion(it: Ask): Promise<SentQuestion> {
  const answer = await ask<SavedDraft>(it);
  if (answer.kind === "ok") return { kind: "saved", saved: answer.body };
  if (answer.kind === "away") return answer;
  if (answer.status === 401) return { kind: "signed_out" };
  if (answer.code !== "conflict/stale") return { kind: "refused", message: answer.message };
  const now = answer.detail as unknown as QuestionDoc & { rev: number };
  const { content, rubric, setAside } = now;
  const value = { content, rubric, setAside };
  return { kind: "stale", rev: now.rev, value, message: answer.message };
}

/**
 * Prompt and explanation may be written by two people; options and key belong together, with the kind. Of what was set aside
 * nothing is lost: mine comes first, and theirs of other kinds.
 */
export function mergeQuestions(
  base: QuestionDoc,
  mine: QuestionDoc,
  theirs: QuestionDoc,
): Merged<QuestionDoc> {
  const flat = ({ content, rubric }: QuestionDoc) => ({ ...content, rubric });
  const merged = mergeDrafts<Record<string, unknown>>(flat(base), flat(mine), flat(theirs), [
    "kind",
    "body",
    "key",
  ]);
  const { rubric, ...content } = merged.value;
  const kept = [...asideOf(mine), ...asideOf(theirs)].filter((it, i, all) =>
    it.kind !== content["kind"] && all.findIndex(({ kind }) => kind === it.kind) === i
  );
  const setAside = sameValue(asideOf(mine), asideOf(base)) ? asideOf(theirs) : kept;
  return {
    clash: merged.clash,
    value: { content: content as DraftContent, rubric: rubric as DraftRubric, setAside },
  };
}

/** A draft kept on the device by a page before an update has none. */
function asideOf({ setAside }: Partial<QuestionDoc>): readonly DraftContent[] {
  return setAside ?? [];
}

import { kindName } from "../../lib/model/questions/kind_names.ts";
import type { DraftContent } from "../../lib/model/questions/question_draft_schema.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { type Answer, ask, failureText } from "./api.ts";
import type { Autosave } from "./autosave.ts";
import type { QuestionDoc } from "./question_doc.ts";
import { API_QUESTIONS_CONVERT_PATH } from "../../lib/model/process/paths.ts";

/**
 * The question as another kind. What belongs to its present kind is set aside until the question is saved as a version, and
 * what was set aside of the other comes back; words and marks, which all kinds share, stay as they are now.
 *
 * @param fresh Body and key for a kind that the question never had; `null` where it had it.
 */
export function asKind(
  { content, rubric, setAside }: QuestionDoc,
  kind: QuestionKind,
  fresh: DraftContent | null,
): QuestionDoc {
  const parts = setAside.find((it) => it.kind === kind) ?? fresh;
  if (content.kind === kind || parts?.kind !== kind) return { content, rubric, setAside };
  const { prompt, explanation, defaultMark, locale } = content;
  const others = setAside.filter((it) => it.kind !== kind && it.kind !== content.kind);
  return {
    content: { ...parts, prompt, explanation, defaultMark, locale },
    rubric,
    setAside: [...others, { ...content, prompt: "", explanation: "" }],
  };
}

/** Kinds asked for, newest last: the answer to an earlier wish comes too late. */
const wishes = new WeakMap<Autosave<QuestionDoc>, number>();

/**
 * Changes the kind of a question that is being written, and offers the way back.
 *
 * @param say What came of it, with its Undo.
 */
export async function switchKind(
  autosave: Autosave<QuestionDoc>,
  kind: QuestionKind,
  say: (text: string, undo?: () => void) => void,
): Promise<void> {
  const wish = (wishes.get(autosave) ?? 0) + 1;
  wishes.set(autosave, wish);
  const was = autosave.value.content.kind;
  if (was === kind) return;
  const known = autosave.value.setAside.some((it) => it.kind === kind);
  const answer = known ? null : await convert(autosave.value.content, kind);
  if (wishes.get(autosave) !== wish) return;
  if (answer !== null && answer.kind !== "ok") return say(failureText(answer));
  // What was typed while the server was asked is in the value by now, and stays.
  autosave.set(asKind(autosave.value, kind, answer?.body.content ?? null));
  say(
    `Now: ${kindName(kind)}. What you wrote as "${
      kindName(was)
    }" is kept until you save the question`,
    () => autosave.set(asKind(autosave.value, was, null)),
  );
}

/** The server keeps of options and key what the other kind can use. */
function convert(
  content: DraftContent,
  kind: QuestionKind,
): Promise<Answer<{ content: DraftContent }>> {
  return ask({ method: "POST", path: API_QUESTIONS_CONVERT_PATH, body: { content, kind } });
}

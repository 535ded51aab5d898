import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import { marked, save, undo, undone } from "./desk_saving.ts";
import { edited, newSheet, refreshed, settled } from "./desk_sheet.ts";
import {
  type Desk,
  type DeskAction,
  type DeskEffect,
  type DeskStep,
  isUnsaved,
  type KeptDraft,
  numberOf,
  shownSheet,
} from "./desk_state.ts";
import { go, goNext, said, stay, withSheet } from "./desk_ways.ts";

/** What the desk becomes of an act of the person at it, or of a reply; nothing else changes it. */
export function deskStep(desk: Desk, action: DeskAction): DeskStep {
  switch (action.is) {
    case "opened":
      return opened(desk, action.kept);
    case "edited":
      return stay(edit(desk, action));
    case "touched":
      return stay(desk.touched ? desk : { ...desk, touched: true });
    case "save":
      return save(desk);
    case "settle":
      return settle(desk, action.keep);
    case "later":
      return later(desk);
    case "move":
      return move(desk, action.by);
    case "go":
      return go(desk, action.attemptId);
    case "undo":
      return undo(desk);
    case "marked":
      return marked(desk, action);
    case "undone":
      return undone(desk, action);
    case "next":
      return next(desk, action);
    case "answer":
      return answer(desk, action);
    case "claimed":
      return claimed(desk, action);
  }
}

/** The page is alive: what this tab kept is unsaved, and the answer shown is taken. */
function opened(desk: Desk, kept: Readonly<Record<string, KeptDraft>>): DeskStep {
  const sheet = shownSheet(desk);
  const known = Object.entries(kept).filter(([id]) => desk.order.includes(id));
  const found = { ...desk, kept: Object.fromEntries(known) };
  if (sheet === null) return stay(found);
  const { answer } = sheet;
  return answer.mark === null || found.kept[answer.attemptId] !== undefined
    ? show(found, answer, "")
    : stay(found);
}

function edit(
  desk: Desk,
  { attemptId, change }: Extract<DeskAction, { is: "edited" }>,
): Desk {
  const sheet = desk.sheets[attemptId];
  if (sheet === undefined) return desk;
  // Whoever writes here is not to be taken elsewhere by a reply.
  const here = attemptId === desk.shown ? { going: null, touched: true } : {};
  return { ...withSheet(desk, attemptId, edited(sheet, change)), ...here };
}

function settle(desk: Desk, keep: "mine" | "theirs"): DeskStep {
  const sheet = shownSheet(desk);
  if (sheet === null || sheet.other === null) return stay(desk);
  const { attemptId } = sheet.answer;
  const decided = withSheet(desk, attemptId, settled(sheet, keep));
  return keep === "mine" ? save(decided) : goNext(decided, attemptId, "");
}

function later(desk: Desk): DeskStep {
  const { shown } = desk;
  if (shown === null) return stay(desk);
  const skip = [...desk.skip.filter((id) => id !== shown), shown];
  const gone = goNext({ ...desk, skip }, shown, "");
  return { ...gone, effects: [{ do: "drop", attemptId: shown }, ...gone.effects] };
}

function move(desk: Desk, by: 1 | -1): DeskStep {
  const { order, going, shown } = desk;
  const at = order.indexOf(going?.to ?? shown ?? "");
  const to = at < 0 ? order.at(by > 0 ? 0 : -1) : order[at + by];
  if (to !== undefined) return go(desk, to);
  return stay(said(desk, by > 0 ? "This is the last answer." : "This is the first answer."));
}

function next(desk: Desk, { id, reply }: Extract<DeskAction, { is: "next" }>): DeskStep {
  if (desk.going?.id !== id) return stay(desk);
  const words = desk.going.said;
  if (!reply.ok) return stay(said({ ...desk, going: null }, `${words} ${reply.refusal.title}`));
  const { answer, marked } = reply.data;
  const counted = { ...desk, marked: Math.max(desk.marked, marked), going: null };
  if (answer !== null) return show(counted, answer, words);
  return stay(said({ ...counted, shown: null }, `${words} Nothing else waits.`));
}

function answer(desk: Desk, { id, reply }: Extract<DeskAction, { is: "answer" }>): DeskStep {
  if (desk.going?.id !== id) return stay(desk);
  const words = desk.going.said;
  if (reply.ok) return show({ ...desk, going: null }, reply.data, words);
  return stay(said({ ...desk, going: null }, `${words} ${reply.refusal.title}`));
}

/** Shows an answer and asks to keep it for this marker. */
function show(desk: Desk, answer: MarkingAnswer, words: string): DeskStep {
  const { attemptId, number } = answer;
  const { [attemptId]: kept = null, ...others } = desk.kept;
  const known = kept === null ? desk.sheets[attemptId] : undefined;
  const fresh = known ? refreshed(known, answer) : newSheet(answer, kept);
  const sheet = isUnsaved(fresh) ? fresh : { ...fresh, trouble: null };
  const shown = { ...withSheet(desk, attemptId, sheet), kept: others, shown: attemptId };
  const left: DeskEffect[] = desk.shown === null || desk.shown === attemptId
    ? []
    : [{ do: "drop", attemptId: desk.shown }];
  return {
    desk: said({ ...shown, touched: false }, `${words} Answer ${number} of ${desk.order.length}`),
    effects: [...left, { do: "claim", attemptId }],
  };
}

/** One that a colleague marks is passed over, unless somebody began to work on it here. */
function claimed(
  desk: Desk,
  { attemptId, reply }: Extract<DeskAction, { is: "claimed" }>,
): DeskStep {
  const sheet = desk.sheets[attemptId];
  if (sheet === undefined || reply.ok || reply.refusal.code !== "conflict/claimed") {
    return stay(desk);
  }
  const { title } = reply.refusal;
  const warned = withSheet(desk, attemptId, { ...sheet, trouble: `${title}.` });
  if (desk.shown !== attemptId) return stay(warned);
  const untouched = !desk.touched && !isUnsaved(sheet) && sheet.sending === null;
  if (untouched && desk.going === null) return goNext(warned, attemptId, `${title}.`);
  return stay(said(warned, `${title}. Answer ${numberOf(desk, attemptId)} is not kept for you.`));
}

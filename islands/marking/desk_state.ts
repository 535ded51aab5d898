import type { DraftRules, MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import type { Reply } from "./marking_api.ts";
import type { Marked, MarkingNext } from "../../lib/model/marking/marking_schema.ts";

/** The mark that somebody set meanwhile. */
export interface OtherMark {
  rev: number;
  mark: number | null;
  rubric: Readonly<Record<string, string>> | null;
  comment: string;
  name: string;
}

/** A save under way. */
export interface Sending {
  id: number;
  draft: MarkDraft;
  rev: number;
  /** Nobody went elsewhere since: once it is saved, the next answer comes. */
  next: boolean;
  /** Save was pressed again meanwhile. */
  again: boolean;
}

/** All there is of one answer. What is typed for it is here and nowhere else, whatever is shown. */
export interface DeskSheet {
  /** As the server last gave it; its `rev` is the mark that was seen. */
  answer: MarkingAnswer;
  /** As chosen and typed: only the person at the desk changes it. */
  draft: MarkDraft;
  /** What the server has, as far as is known. */
  base: MarkDraft;
  sending: Sending | null;
  /** Sent before, with no answer: the server may have them. */
  lost: readonly MarkDraft[];
  /** Why it is not saved, or who else marks it. */
  trouble: string | null;
  problem: { path: string; message: string } | null;
  other: OtherMark | null;
}

/** What this tab kept of an answer before the page was loaded. */
export interface KeptDraft {
  /** The mark that was seen when it was typed. */
  rev: number;
  draft: MarkDraft;
  /** Sent without an answer by then. */
  lost: readonly MarkDraft[];
}

/** The newest mark of this sitting, which Undo takes back. */
export interface Undoable {
  attemptId: string;
  rev: number;
  /** What the server had before. */
  before: MarkDraft;
}

/** Everything the desk knows: a value, changed by `deskStep()` alone. */
export interface Desk {
  rules: DraftRules;
  /** Attempts in the queue's order. */
  order: readonly string[];
  sheets: Readonly<Record<string, DeskSheet>>;
  /** Kept by this tab, of answers not opened yet. */
  kept: Readonly<Record<string, KeptDraft>>;
  /** `null` when nothing waits. */
  shown: string | null;
  /** A key or button was pressed since it is shown. */
  touched: boolean;
  /** The way to another answer; a reply to an earlier way, or after an edit, leads nowhere. */
  going: { id: number; to: string | null; said: string } | null;
  undoing: { id: number; undoable: Undoable } | null;
  undoable: Undoable | null;
  /** Attempts left for later in this sitting. */
  skip: readonly string[];
  marked: number;
  /** Said to readers and shown in the bar. */
  note: string;
  lastId: number;
}

/** A change of one answer's draft. */
export type DraftChange =
  | { level: { item: string; level: string } }
  | { mark: string }
  | { comment: string };

export type DeskAction =
  | { is: "opened"; kept: Readonly<Record<string, KeptDraft>> }
  | { is: "edited"; attemptId: string; change: DraftChange }
  | { is: "touched" }
  | { is: "save" }
  | { is: "settle"; keep: "mine" | "theirs" }
  | { is: "later" }
  | { is: "move"; by: 1 | -1 }
  | { is: "go"; attemptId: string }
  | { is: "undo" }
  | { is: "marked"; id: number; attemptId: string; reply: Reply<Marked> }
  | { is: "undone"; id: number; reply: Reply<Marked> }
  | { is: "next"; id: number; reply: Reply<MarkingNext> }
  | { is: "answer"; id: number; reply: Reply<MarkingAnswer> }
  | { is: "claimed"; attemptId: string; reply: Reply<unknown> };

/** A request the step asks for; its reply comes back as an action with the same `id`. */
export type DeskEffect =
  | { do: "mark"; id: number; attemptId: string; rev: number; draft: MarkDraft }
  | { do: "undo"; id: number; attemptId: string; rev: number }
  | { do: "next"; id: number; after: string; skip: readonly string[] }
  | { do: "answer"; id: number; attemptId: string }
  | { do: "claim"; attemptId: string }
  | { do: "drop"; attemptId: string };

export interface DeskStep {
  desk: Desk;
  effects: readonly DeskEffect[];
}

export function shownSheet({ sheets, shown }: Pick<Desk, "sheets" | "shown">): DeskSheet | null {
  return shown === null ? null : sheets[shown] ?? null;
}

/** Whether two drafts mean the same: a rubric gives the mark, and the server takes blanks around a comment away. */
export function sameDraft(a: MarkDraft, b: MarkDraft): boolean {
  const items = new Set([...Object.keys(a.levels), ...Object.keys(b.levels)]);
  return a.comment.trim() === b.comment.trim() && (items.size > 0 || sameMark(a.mark, b.mark)) &&
    [...items].every((item) => a.levels[item] === b.levels[item]);
}

function sameMark(a: string, b: string): boolean {
  const [here, there] = [a, b].map((text) => text.trim().replace(",", "."));
  return here === there ||
    (here !== "" && there !== "" && Number(here) === Number(there));
}

export function isUnsaved({ draft, base }: DeskSheet): boolean {
  return !sameDraft(draft, base);
}

/** Answers with something that the server has not, in the queue's order. */
export function unsavedOf(desk: Pick<Desk, "order" | "sheets" | "kept">): string[] {
  const { sheets, kept } = desk;
  const open = new Set([
    ...Object.keys(kept),
    ...Object.keys(sheets).filter((id) => isUnsaved(sheets[id]!)),
  ]);
  return [...open].sort((a, b) => desk.order.indexOf(a) - desk.order.indexOf(b));
}

/** Its number in the queue, from 1. */
export function numberOf({ order, sheets }: Pick<Desk, "order" | "sheets">, id: string): number {
  return sheets[id]?.answer.number ?? order.indexOf(id) + 1;
}

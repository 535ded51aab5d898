import { draftOf, draftProblem } from "../../lib/model/marking/mark_draft.ts";
import { acknowledged, overtaken, wasSent } from "./desk_sheet.ts";
import {
  type Desk,
  type DeskAction,
  type DeskSheet,
  type DeskStep,
  isUnsaved,
  numberOf,
  type OtherMark,
  type Sending,
  shownSheet,
} from "./desk_state.ts";
import { go, goNext, said, stay, withSheet } from "./desk_ways.ts";
import type { Refusal } from "./marking_api.ts";

/** Sends the draft of the answer shown; while one is under way, what differs from it is sent after it. */
export function save(desk: Desk): DeskStep {
  const sheet = shownSheet(desk);
  if (sheet === null) return stay(desk);
  const { attemptId } = sheet.answer;
  if (sheet.other !== null) return stay(said(desk, "Say first which of the two marks stays."));
  const problem = draftProblem(sheet.draft, desk.rules);
  if (problem) {
    return stay(said(withSheet(desk, attemptId, { ...sheet, problem }), problem.message));
  }
  if (sheet.sending === null) return send(desk, sheet, true);
  const sending = { ...sheet.sending, again: true, next: true };
  return stay(withSheet(desk, attemptId, { ...sheet, sending, problem: null }));
}

function send(desk: Desk, sheet: DeskSheet, next: boolean): DeskStep {
  const { answer: { attemptId, rev }, draft } = sheet;
  const id = desk.lastId + 1;
  const sending: Sending = { id, draft, rev, next, again: false };
  const under = { ...sheet, sending, problem: null, trouble: null };
  return {
    desk: { ...withSheet(desk, attemptId, under), lastId: id },
    effects: [{ do: "mark", id, attemptId, rev, draft }],
  };
}

/** A reply touches its own answer alone. One to a save that is over, or came twice, touches nothing. */
export function marked(
  desk: Desk,
  { id, attemptId, reply }: Extract<DeskAction, { is: "marked" }>,
): DeskStep {
  const sheet = desk.sheets[attemptId];
  if (sheet === undefined || sheet.sending?.id !== id) return stay(desk);
  if (!reply.ok) return refused(desk, sheet, sheet.sending, reply.refusal);
  const { sending, base: before, answer } = sheet;
  const now = acknowledged(sheet, sending.draft, reply.data);
  const counted: Desk = {
    ...withSheet(desk, attemptId, now),
    marked: answer.mark === null ? desk.marked + 1 : desk.marked,
    undoable: { attemptId, rev: reply.data.rev, before },
    skip: desk.skip.filter((it) => it !== attemptId),
  };
  const here = desk.shown === attemptId;
  if (isUnsaved(now)) {
    if (sending.again) return again(counted, now, sending);
    const number = numberOf(desk, attemptId);
    return stay(said(
      counted,
      here
        ? "Saved as it was when you pressed Save. What you wrote since is not saved yet."
        : `Answer ${number} is saved, but for what you wrote after that.`,
    ));
  }
  if (here && sending.next && desk.going === null) return goNext(counted, attemptId, "Saved.");
  return stay(said(counted, `Answer ${numberOf(desk, attemptId)} is saved.`));
}

function again(desk: Desk, sheet: DeskSheet, { next }: Sending): DeskStep {
  const { attemptId } = sheet.answer;
  const problem = draftProblem(sheet.draft, desk.rules);
  if (problem === null) return send(desk, sheet, next);
  return stay(said(withSheet(desk, attemptId, { ...sheet, problem }), problem.message));
}

function refused(desk: Desk, sheet: DeskSheet, sending: Sending, refusal: Refusal): DeskStep {
  const { answer: { attemptId } } = sheet;
  const here = desk.shown === attemptId;
  const number = numberOf(desk, attemptId);
  if (refusal.code === "conflict/stale") {
    const other = refusal.detail as unknown as OtherMark;
    const { rev, mark } = other;
    const stands = draftOf({ ...other, rubric: other.rubric && { ...other.rubric } });
    // It is what was sent from here before, and only the answer to that was lost.
    if (wasSent(sheet.lost, stands)) {
      const known = acknowledged(sheet, stands, { rev, mark });
      return send(withSheet(desk, attemptId, known), known, sending.next);
    }
    const now = withSheet(desk, attemptId, overtaken(sheet, other));
    return stay(said(now, here ? `${refusal.title}.` : `Answer ${number}: ${refusal.title}.`));
  }
  const words = refusal.code === "conflict/claimed"
    ? `${refusal.title}. Not saved.`
    : refusal.title;
  const lost = [...sheet.lost, sending.draft];
  const now = withSheet(desk, attemptId, { ...sheet, sending: null, lost, trouble: words });
  return stay(said(now, here ? words : `Answer ${number}: ${words}`));
}

/** Takes the newest mark of this sitting back. */
export function undo(desk: Desk): DeskStep {
  const { undoable, undoing } = desk;
  if (undoing !== null) return stay(desk);
  if (undoable === null) return stay(said(desk, "Nothing to undo."));
  const { attemptId, rev } = undoable;
  if (desk.sheets[attemptId]?.sending) {
    return stay(said(desk, `Answer ${numberOf(desk, attemptId)} is still being saved.`));
  }
  const id = desk.lastId + 1;
  const going = { id, to: attemptId, said: "Undone." };
  return {
    desk: { ...desk, lastId: id, undoing: { id, undoable }, going },
    effects: [{ do: "undo", id, attemptId, rev }],
  };
}

/** What was chosen and typed for the answer stays in its fields, unsaved. */
export function undone(
  desk: Desk,
  { id, reply }: Extract<DeskAction, { is: "undone" }>,
): DeskStep {
  if (desk.undoing?.id !== id) return stay(desk);
  const { undoable } = desk.undoing;
  const { attemptId, before } = undoable;
  const wanted = desk.going?.id === id;
  const over: Desk = { ...desk, undoing: null, going: wanted ? null : desk.going };
  if (!reply.ok) {
    const keep = reply.refusal.code === "offline";
    return stay(said({ ...over, undoable: keep ? undoable : null }, reply.refusal.title));
  }
  const sheet = desk.sheets[attemptId];
  const { rev, mark } = reply.data;
  const taken: Desk = {
    ...over,
    undoable: desk.undoable === undoable ? null : desk.undoable,
    marked: mark === null ? desk.marked - 1 : desk.marked,
    ...(sheet && rev > sheet.answer.rev && {
      sheets: {
        ...desk.sheets,
        [attemptId]: { ...sheet, base: before, answer: { ...sheet.answer, rev, mark } },
      },
    }),
  };
  if (wanted) return go(taken, attemptId, "Undone.");
  return stay(said(taken, `Answer ${numberOf(desk, attemptId)}: the mark is taken back.`));
}

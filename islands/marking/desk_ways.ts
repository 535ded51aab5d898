import type { Desk, DeskSheet, DeskStep } from "./desk_state.ts";

/** Nothing is asked for. */
export function stay(desk: Desk): DeskStep {
  return { desk, effects: [] };
}

export function said(desk: Desk, note: string): Desk {
  return { ...desk, note: note.trim() };
}

export function withSheet(desk: Desk, attemptId: string, sheet: DeskSheet): Desk {
  return { ...desk, sheets: { ...desk.sheets, [attemptId]: sheet } };
}

/** On the way to an answer; a save under way no longer takes anybody to the next one. */
export function go(desk: Desk, attemptId: string, words = ""): DeskStep {
  const id = desk.lastId + 1;
  return {
    desk: { ...left(desk), lastId: id, going: { id, to: attemptId, said: words } },
    effects: [{ do: "answer", id, attemptId }],
  };
}

/** On the way to the next answer that waits. */
export function goNext(desk: Desk, after: string, words: string): DeskStep {
  const id = desk.lastId + 1;
  return {
    desk: { ...left(desk), lastId: id, going: { id, to: null, said: words } },
    effects: [{ do: "next", id, after, skip: desk.skip }],
  };
}

function left(desk: Desk): Desk {
  const sheet = desk.shown === null ? undefined : desk.sheets[desk.shown];
  if (!sheet?.sending) return desk;
  const sending = { ...sheet.sending, next: false };
  return withSheet(desk, sheet.answer.attemptId, { ...sheet, sending });
}

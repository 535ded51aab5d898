import { draftOf, type MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import {
  type DeskSheet,
  type DraftChange,
  isUnsaved,
  type KeptDraft,
  type OtherMark,
  sameDraft,
} from "./desk_state.ts";

/** An answer seen for the first time, with what this tab kept of it. */
export function newSheet(answer: MarkingAnswer, kept: KeptDraft | null): DeskSheet {
  const base = draftOf(answer);
  const sheet: DeskSheet = {
    answer,
    draft: base,
    base,
    sending: null,
    lost: [],
    trouble: null,
    problem: null,
    other: null,
  };
  if (kept === null || sameDraft(kept.draft, base)) return sheet;
  const other = kept.rev === answer.rev || wasSent(kept.lost, base) ? null : otherOf(answer);
  return { ...sheet, draft: kept.draft, other };
}

/**
 * The sheet after the server gave the answer again. What is typed stays; a mark that is newer than the one seen, and not
 * what was sent from here, is another person's.
 */
export function refreshed(sheet: DeskSheet, answer: MarkingAnswer): DeskSheet {
  if (sheet.sending !== null || answer.rev < sheet.answer.rev) return sheet;
  const base = draftOf(answer);
  const draft = isUnsaved(sheet) || sameDraft(sheet.draft, base) ? sheet.draft : base;
  const expected = answer.rev === sheet.answer.rev || !isUnsaved(sheet) ||
    sameDraft(draft, base) || wasSent(sheet.lost, base);
  if (!expected) return { ...sheet, other: otherOf(answer) };
  return { ...sheet, answer, base, draft, lost: [], other: null };
}

export function edited(sheet: DeskSheet, change: DraftChange): DeskSheet {
  const { draft } = sheet;
  const next = "level" in change
    ? { ...draft, levels: { ...draft.levels, [change.level.item]: change.level.level } }
    : { ...draft, ...change };
  // Whoever goes on writing here is not to be taken to the next answer by the reply.
  const sending = sheet.sending && { ...sheet.sending, next: false };
  return { ...sheet, draft: next, sending, problem: null };
}

/** The server has what was sent; what was typed since stays, unsaved. */
export function acknowledged(
  sheet: DeskSheet,
  sent: MarkDraft,
  { rev, mark }: Pick<MarkingAnswer, "rev" | "mark">,
): DeskSheet {
  const { answer } = sheet;
  const kept = { sending: null, trouble: null, other: null, lost: [] };
  if (rev < answer.rev) return { ...sheet, ...kept };
  return { ...sheet, ...kept, base: sent, answer: { ...answer, rev, mark } };
}

/** Over another person's mark: it is what the server has, and this one is to be decided on. */
export function overtaken(sheet: DeskSheet, other: OtherMark): DeskSheet {
  return { ...sheet, sending: null, trouble: null, other };
}

/** A person decided: the other mark counts as seen, and where it is to stay, it is the draft too. */
export function settled(sheet: DeskSheet, keep: "mine" | "theirs"): DeskSheet {
  const { answer, other, draft } = sheet;
  if (other === null) return sheet;
  const { rev, mark, rubric, comment } = other;
  const base = draftOf({ rubric: rubric === null ? null : { ...rubric }, mark, comment });
  return {
    ...sheet,
    answer: { ...answer, rev, mark },
    base,
    draft: keep === "theirs" ? base : draft,
    other: null,
    lost: [],
  };
}

/** Whether what stands there is what was sent before, and only the answer to it was lost. */
export function wasSent(lost: readonly MarkDraft[], base: MarkDraft): boolean {
  return lost.some((sent) => sameDraft(sent, base));
}

function otherOf({ rev, mark, rubric, comment, markedBy }: MarkingAnswer): OtherMark {
  return { rev, mark, rubric, comment, name: markedBy ?? "Somebody" };
}

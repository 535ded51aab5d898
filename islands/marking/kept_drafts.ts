import type { MarkDraft } from "../../lib/model/mark_draft.ts";

interface Kept {
  /** The mark that was seen when it was typed: over another one it is no longer meant. */
  rev: number;
  draft: MarkDraft;
}

/** An answer by its slot and attempt. */
export interface DraftPlace {
  slotId: string;
  attemptId: string;
  rev: number;
}

const key = ({ slotId, attemptId }: DraftPlace) => `marking/${slotId}/${attemptId}`;

/** Keeps a draft in this tab, so that going back and forth or reloading loses nothing typed. */
export function keepDraft(place: DraftPlace, draft: MarkDraft): void {
  const kept: Kept = { rev: place.rev, draft };
  try {
    sessionStorage.setItem(key(place), JSON.stringify(kept));
  } catch {
    // Full or forbidden: the page itself still holds the draft.
  }
}

/** What was typed for this answer and not saved; `null` for nothing. */
export function keptDraft(place: DraftPlace): MarkDraft | null {
  try {
    const kept: Kept | null = JSON.parse(sessionStorage.getItem(key(place)) ?? "null");
    return kept?.rev === place.rev ? kept.draft : null;
  } catch {
    return null;
  }
}

export function forgetDraft(place: DraftPlace): void {
  try {
    sessionStorage.removeItem(key(place));
  } catch {
    // Nothing was kept.
  }
}

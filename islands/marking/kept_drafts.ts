import { tabStore } from "../../lib/browser/stores.ts";
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

/** Drafts that a reload would lose: the browser keeps nothing. */
const loose = new Set<string>();

function warn(event: Event): void {
  if (loose.size > 0) event.preventDefault();
}

/** Keeps a draft in this tab, so that going back and forth or reloading loses nothing typed; where the browser keeps none, leaving asks first. */
export function keepDraft(place: DraftPlace, draft: MarkDraft): void {
  const kept: Kept = { rev: place.rev, draft };
  if (tabStore.set(key(place), JSON.stringify(kept))) return void loose.delete(key(place));
  loose.add(key(place));
  addEventListener("beforeunload", warn);
}

/** What was typed for this answer and not saved; `null` for nothing. */
export function keptDraft(place: DraftPlace): MarkDraft | null {
  try {
    const kept: Kept | null = JSON.parse(tabStore.get(key(place)) ?? "null");
    return kept?.rev === place.rev ? kept.draft : null;
  } catch {
    // Not what this page wrote.
    return null;
  }
}

export function forgetDraft(place: DraftPlace): void {
  tabStore.remove(key(place));
  loose.delete(key(place));
}

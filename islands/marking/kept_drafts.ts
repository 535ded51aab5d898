import { type DeskSheet, isUnsaved, type KeptDraft } from "./desk_state.ts";

/** Drafts of one question's answers, kept in this tab: going back and forth or reloading loses nothing typed. */
export class KeptDrafts {
  readonly #prefix: string;

  constructor(slotId: string) {
    this.#prefix = `marking/${slotId}/`;
  }

  /** What is typed for an answer and not saved. */
  keep(sheet: DeskSheet): void {
    const { answer: { attemptId, rev }, draft, lost, sending } = sheet;
    const key = this.#prefix + attemptId;
    try {
      if (!isUnsaved(sheet)) return sessionStorage.removeItem(key);
      const sent = sending ? [...lost, sending.draft] : lost;
      const kept: KeptDraft = { rev, draft, lost: sent };
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: the page itself still holds the draft, and warns whoever leaves it.
    }
  }

  /** By attempt, what was typed before the page was loaded. */
  found(): Record<string, KeptDraft> {
    try {
      const keys = Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i));
      return Object.fromEntries(
        keys.flatMap((key) => {
          if (!key?.startsWith(this.#prefix)) return [];
          const kept = readKept(sessionStorage.getItem(key));
          return kept === null ? [] : [[key.slice(this.#prefix.length), kept]];
        }),
      );
    } catch {
      return {};
    }
  }
}

/** Also of a page before an update, which kept no `lost`. */
function readKept(text: string | null): KeptDraft | null {
  const kept: Partial<KeptDraft> | null = JSON.parse(text ?? "null");
  if (kept?.draft === undefined || kept.rev === undefined) return null;
  return { rev: kept.rev, draft: kept.draft, lost: kept.lost ?? [] };
}

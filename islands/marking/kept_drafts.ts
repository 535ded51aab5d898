import { type PageStore, tabStore } from "../../lib/browser/stores.ts";
import { type DeskSheet, isUnsaved, type KeptDraft } from "./desk_state.ts";

/**
 * Drafts of one question's answers, kept in this tab: going back and forth or reloading loses nothing typed. Where the browser
 * keeps nothing the page itself still holds them, and warns whoever leaves it.
 */
export class KeptDrafts {
  readonly #prefix: string;
  readonly #store: PageStore;

  constructor(slotId: string, store: PageStore = tabStore) {
    this.#prefix = `marking/${slotId}/`;
    this.#store = store;
  }

  /** What is typed for an answer and not saved. */
  keep(sheet: DeskSheet): void {
    const { answer: { attemptId, rev }, draft, lost, sending } = sheet;
    const name = this.#prefix + attemptId;
    if (!isUnsaved(sheet)) return this.#store.remove(name);
    const sent = sending ? [...lost, sending.draft] : lost;
    const kept: KeptDraft = { rev, draft, lost: sent };
    this.#store.set(name, JSON.stringify(kept));
  }

  /** By attempt, what was typed before the page was loaded. */
  found(): Record<string, KeptDraft> {
    const names = this.#store.names().filter((it) => it.startsWith(this.#prefix));
    return Object.fromEntries(
      names.flatMap((name) => {
        const kept = readKept(this.#store.get(name));
        return kept === null ? [] : [[name.slice(this.#prefix.length), kept]];
      }),
    );
  }
}

/** Also of a page before an update, which kept no `lost`. */
function readKept(text: string | null): KeptDraft | null {
  try {
    const kept: Partial<KeptDraft> | null = JSON.parse(text ?? "null");
    if (kept?.draft === undefined || kept.rev === undefined) return null;
    return { rev: kept.rev, draft: kept.draft, lost: kept.lost ?? [] };
  } catch {
    // Any failure: it is not what this page wrote.
    return null;
  }
}

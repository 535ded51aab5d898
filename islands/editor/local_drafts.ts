import type { PageStore } from "../../lib/browser/stores.ts";

/** What was typed and is not acknowledged yet, kept on this device. */
export interface LocalDraft<T> {
  /** What the server had when the typing began. */
  base: T;
  value: T;
  /** Milliseconds since the Unix epoch, this device's clock. */
  at: number;
}

/** One open page; two of them never write over each other's drafts. */
const WINDOW = Math.random().toString(36).slice(2, 10);

/** Drafts of one thing, one per open page. A device without room or permission keeps them no longer than the page. */
export class LocalDrafts<T> {
  readonly #store: PageStore;
  readonly #name: string;

  constructor(store: PageStore, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** @returns Whether it outlives the page. */
  write(draft: LocalDraft<T>): boolean {
    return this.#store.set(`${this.#name}#${WINDOW}`, JSON.stringify(draft));
  }

  clear(): void {
    this.#store.remove(`${this.#name}#${WINDOW}`);
  }

  /** Drafts that pages closed since, or other open ones, left here; they are handed over, oldest first. */
  takeOthers(): LocalDraft<T>[] {
    const names = this.#store.names().filter((key) =>
      key.startsWith(`${this.#name}#`) && !key.endsWith(WINDOW)
    );
    const drafts = names.flatMap((key) => {
      const draft = readDraft<T>(this.#store.get(key));
      this.#store.remove(key);
      return draft === null ? [] : [draft];
    });
    return drafts.sort((a, b) => a.at - b.at);
  }
}

/** The ends of the names of drafts kept here that begin with `prefix`, each once. */
export function draftNames(store: PageStore, prefix: string): string[] {
  const names = store.names().filter((key) => key.startsWith(prefix));
  return [...new Set(names.map((key) => key.slice(prefix.length).split("#")[0]!))];
}

function readDraft<T>(text: string | null): LocalDraft<T> | null {
  try {
    const draft = JSON.parse(text ?? "null");
    return draft !== null && "base" in draft && "value" in draft ? draft : null;
  } catch {
    return null;
  }
}

/** What was typed and is not acknowledged yet, kept on this device. */
export interface LocalDraft<T> {
  /** What the server had when the typing began. */
  base: T;
  value: T;
  /** Milliseconds since the Unix epoch, this device's clock. */
  at: number;
}

/** The part of `localStorage` that is needed. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** One open page; two of them never write over each other's drafts. */
const WINDOW = Math.random().toString(36).slice(2, 10);

/** Drafts of one thing, one per open page. A device without room or permission keeps none. */
export class LocalDrafts<T> {
  readonly #storage: DraftStorage | null;
  readonly #name: string;

  constructor(storage: DraftStorage | null, name: string) {
    this.#storage = storage;
    this.#name = name;
  }

  write(draft: LocalDraft<T>): void {
    try {
      this.#storage?.setItem(`${this.#name}#${WINDOW}`, JSON.stringify(draft));
    } catch {
      // The server still gets it; there is nowhere else to put it.
    }
  }

  clear(): void {
    this.#storage?.removeItem(`${this.#name}#${WINDOW}`);
  }

  /** Drafts that pages closed since, or other open ones, left here; they are handed over, oldest first. */
  takeOthers(): LocalDraft<T>[] {
    const names = keysOf(this.#storage).filter((key) =>
      key.startsWith(`${this.#name}#`) && !key.endsWith(WINDOW)
    );
    const drafts = names.flatMap((key) => {
      const draft = readDraft<T>(this.#storage?.getItem(key) ?? null);
      this.#storage?.removeItem(key);
      return draft === null ? [] : [draft];
    });
    return drafts.sort((a, b) => a.at - b.at);
  }
}

/** The ends of the names of drafts kept here that begin with `prefix`, each once. */
export function draftNames(storage: DraftStorage | null, prefix: string): string[] {
  const names = keysOf(storage).filter((key) => key.startsWith(prefix));
  return [...new Set(names.map((key) => key.slice(prefix.length).split("#")[0]!))];
}

function keysOf(storage: DraftStorage | null): string[] {
  return Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i) ?? "");
}

function readDraft<T>(text: string | null): LocalDraft<T> | null {
  try {
    const draft = JSON.parse(text ?? "null");
    return draft !== null && "base" in draft && "value" in draft ? draft : null;
  } catch {
    return null;
  }
}

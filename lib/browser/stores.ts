/** A few texts by name. It never throws: what the browser does not keep is held until the page goes. */
export interface PageStore {
  get(name: string): string | null;
  /** @returns Whether it outlives the page. */
  set(name: string, text: string): boolean;
  remove(name: string): void;
  names(): string[];
}

/** `localStorage`: outlives the tab. */
export const deviceStore: PageStore = pageStore(() =>
  isPage() ? globalThis.localStorage : undefined
);

/** `sessionStorage`: outlives a reload of this tab. */
export const tabStore: PageStore = pageStore(() =>
  isPage() ? globalThis.sessionStorage : undefined
);

/** While a page is rendered on the server there is nobody whose texts could be kept. */
function isPage(): boolean {
  return typeof document !== "undefined";
}

/**
 * A store over one of the browser's, which may be absent, forbidden, full or read-only at any time.
 *
 * @param open May throw.
 */
export function pageStore(open: () => Storage | undefined): PageStore {
  /** What the browser does not have, or still has and should not: `null`. */
  const held = new Map<string, string | null>();
  function ask<T>(question: (store: Storage) => T, otherwise: T): T {
    try {
      const store = open();
      return store ? question(store) : otherwise;
    } catch {
      // Any failure: the page goes on with what it holds itself.
      return otherwise;
    }
  }
  const stored = (name: string) => ask((store) => store.getItem(name), null);
  return {
    get: (name) => held.has(name) ? held.get(name)! : stored(name),
    set(name, text) {
      ask((store) => store.setItem(name, text), undefined);
      const kept = stored(name) === text;
      if (kept) held.delete(name);
      else held.set(name, text);
      return kept;
    },
    remove(name) {
      ask((store) => store.removeItem(name), undefined);
      if (stored(name) === null) held.delete(name);
      else held.set(name, null);
    },
    names() {
      const all = ask(
        (store) => Array.from({ length: store.length }, (_, i) => store.key(i) ?? ""),
        [],
      );
      return [...new Set([...all, ...held.keys()])].filter((it) => held.get(it) !== null);
    },
  };
}

import { away } from "../../lib/store/outage/away.ts";
import { T0, type TestApp, testApp } from "./test_app.ts";
import { type TestStores, testStores } from "./test_stores.ts";

const WRITES = new Set(["insert", "ensure", "update", "remove", "create", "append"]);

/** The link to the store of everything in it, which is cut when so many writes have been begun. */
export interface Link {
  writesLeft: number;
  /** What happens to the last one: it never arrives, or its answer does not. */
  cut: "before" | "after";
}

export interface CutApp extends Disposable {
  test: TestApp;
  link: Link;
}

/** The application over such a link, whole so far. */
export async function cutApp(): Promise<CutApp> {
  const link: Link = { writesLeft: Infinity, cut: "after" };
  const test = await testApp({ kept: over(link, await testStores(() => T0)) });
  return { test, link, [Symbol.dispose]: () => test[Symbol.dispose]() };
}

/** The same stores over a link. */
function over(link: Link, kept: TestStores): TestStores {
  const { stores } = kept;
  const tables = Object.fromEntries(
    Object.entries(stores.tables).map(([name, table]) => [name, cutting(link, table)]),
  ) as typeof stores.tables;
  const attempts = cutting(link, stores.attempts);
  const sessions = cutting(link, stores.sessions);
  return { ...kept, stores: { ...stores, tables, attempts, sessions } };
}

function cutting<T extends object>(link: Link, store: T): T {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!WRITES.has(String(name))) return value.bind(target);
      return async (...given: unknown[]) => {
        const isLast = --link.writesLeft === 0;
        if (link.writesLeft < 0 || (isLast && link.cut === "before")) throw away(null);
        const answer: unknown = await Reflect.apply(value, target, given);
        if (isLast) throw away(null);
        return answer;
      };
    },
  });
}

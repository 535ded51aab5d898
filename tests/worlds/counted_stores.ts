import type { TestStores } from "./test_stores.ts";

/** The same stores, and what was asked of them since `calls` was emptied, as in `people.find`. */
export function countedStores(kept: TestStores): { kept: TestStores; calls: string[] } {
  const calls: string[] = [];
  const counted = <T extends object>(name: string, store: T): T =>
    new Proxy(store, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          calls.push(`${name}.${String(key)}`);
          return Reflect.apply(value, target, args);
        };
      },
    });
  const { stores } = kept;
  const tables = Object.fromEntries(
    Object.entries(stores.tables).map(([name, table]) => [name, counted(name, table)]),
  ) as typeof stores.tables;
  const { attempts, sessions, files } = stores;
  return {
    calls,
    kept: {
      ...kept,
      stores: {
        ...stores,
        tables,
        attempts: counted("attempts", attempts),
        sessions: counted("sessions", sessions),
        files: counted("files", files),
      },
    },
  };
}

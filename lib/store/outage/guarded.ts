import { away } from "./away.ts";
import type { Guard } from "./guard.ts";

/**
 * The same store, every call going through the guard. A change that a call was to make is not made after the caller was
 * told that the store is away.
 *
 * @param store Its methods all return promises.
 */
export function guarded<T extends object>(store: T, guard: Guard): T {
  const calls = new Map<PropertyKey, unknown>();
  return new Proxy(store, {
    get(target, name) {
      const known = calls.get(name);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const call = (...given: unknown[]) =>
        guard.run(async (isWanted) =>
          await Reflect.apply(value, target, given.map((it) => whileWanted(it, isWanted)))
        );
      calls.set(name, call);
      return call;
    },
  });
}

/** What decides on a change is asked just before it is made, and refuses when nobody waits for it. */
function whileWanted(given: unknown, isWanted: () => boolean): unknown {
  if (typeof given !== "function") return given;
  return (...now: unknown[]) => {
    if (!isWanted()) throw away(null);
    return given(...now);
  };
}

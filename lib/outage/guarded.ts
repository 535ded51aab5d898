import type { Guard } from "./guard.ts";

/**
 * The same store, every call going through the guard.
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
        guard.run(async () => await Reflect.apply(value, target, given));
      calls.set(name, call);
      return call;
    },
  });
}

/** The same table, whose reads of this name are watched. */
export function watched<T extends object>(
  table: T,
  name: string,
  watch: (read: () => Promise<unknown>, args: readonly unknown[]) => Promise<unknown>,
): T {
  return new Proxy(table, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const read = () => value.apply(target, args);
        return key === name ? watch(read, args) : read();
      };
    },
  });
}

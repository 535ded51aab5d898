/** Makes one call to Upstash; without a connection, its outcome alone shows whether Upstash is there. */
export type Ask = <T>(call: () => Promise<T>) => Promise<T>;

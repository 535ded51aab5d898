/**
 * What comes of `promise`; `null` when it fails, or when nothing has come of it after `ms`. What comes later is for others to wait for.
 */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => timer = setTimeout(() => done(null), ms));
  // Any failure: whoever wants to know which asks the promise itself.
  const first = await Promise.race([promise.catch(() => null), late]);
  clearTimeout(timer);
  return first;
}

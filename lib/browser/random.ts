/**
 * Random bytes for names that must not meet. Not for secrets: where the browser's own source is missing they can be guessed.
 */
export function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  try {
    return crypto.getRandomValues(bytes);
  } catch {
    // Any failure: two names still never meet by chance.
    return bytes.map(() => Math.floor(Math.random() * 256));
  }
}

/** 32 hexadecimal digits. */
export function randomId(): string {
  return Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

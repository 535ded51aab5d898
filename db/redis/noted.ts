/** Told of every call, `null` when it was answered: without a connection nothing else shows that Upstash is away. */
export type Note = (error: Error | null) => void;

/** The answer, noted. */
export async function noted<T>(asked: Promise<T>, note: Note): Promise<T> {
  try {
    const answer = await asked;
    note(null);
    return answer;
  } catch (error) {
    note(error as Error);
    throw error;
  }
}

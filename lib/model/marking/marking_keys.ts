/** What a key does on the marking page. */
export type MarkingAction =
  | { do: "row"; row: number }
  | { do: "points"; points: number }
  | { do: "save" | "comment" | "leave" | "next" | "previous" | "later" | "undo" | "help" };

export interface MarkingKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const LETTERS = {
  t: "comment",
  j: "next",
  k: "previous",
  l: "later",
  u: "undo",
  "?": "help",
} as const;

/**
 * @param typing The focus is in a field, where single keys are text; Ctrl+Enter and Esc still act.
 * @param rows Rows of the rubric; A is the first. Rows past I have no key.
 * @returns `null` for a key that does nothing here.
 */
export function markingAction(
  { key, ctrlKey, metaKey, altKey }: MarkingKey,
  { typing, rows }: { typing: boolean; rows: number },
): MarkingAction | null {
  if (key === "Enter" && (ctrlKey || metaKey)) return { do: "save" };
  if (key === "Escape") return { do: "leave" };
  if (typing || ctrlKey || metaKey || altKey) return null;
  if (/^\d$/.test(key)) return { do: "points", points: Number(key) };
  const letter = key.toLowerCase();
  const row = letter.length === 1 ? letter.charCodeAt(0) - 97 : -1;
  if (row >= 0 && row < Math.min(rows, 9)) return { do: "row", row };
  const action = Object.hasOwn(LETTERS, letter) ? LETTERS[letter as keyof typeof LETTERS] : null;
  return action === null ? null : { do: action };
}

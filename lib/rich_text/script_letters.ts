const RAISED = new Map(
  [..."0123456789+-−=()ni"].map((c, i) => [c, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"][i]!]),
);
const LOWERED = new Map([..."0123456789+-−=()"].map((c, i) => [c, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"][i]!]));

/** The text in raised characters; `null` when one of it has none. */
export function raisedLetters(text: string): string | null {
  return mapped(text, RAISED);
}

/** The text in lowered characters; `null` when one of it has none. */
export function loweredLetters(text: string): string | null {
  return mapped(text, LOWERED);
}

function mapped(text: string, letters: ReadonlyMap<string, string>): string | null {
  const found = [...text].map((letter) => letters.get(letter));
  return found.every((letter) => letter !== undefined) ? found.join("") : null;
}

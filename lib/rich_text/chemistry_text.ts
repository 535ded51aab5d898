import { loweredLetters, raisedLetters } from "./script_letters.ts";

/** What stands within `\ce{…}`, as one line of text: `2 H₂O`, `SO₄²⁻`, `A → B`. */
export function chemistryText(formula: string): string {
  return formula
    .replace(/\s*(?:<=>>?|<<=>)(?:\[[^\]]*\]){0,2}\s*/g, " ⇌ ")
    .replace(/\s*(?:<-->|<->)\s*/g, " ↔ ")
    .replace(/\s*->(?:\[[^\]]*\]){0,2}\s*/g, " → ")
    .replace(/\s*<-\s*/g, " ← ")
    .replace(/\s\^(?=\s|$)/g, " ↑")
    .replace(/\sv(?=\s|$)/g, " ↓")
    .replace(
      /\^(?:\{([^{}]*)\}|(\d*[+-]|\d+))/g,
      (_, group: string | undefined, sign: string) => raised(group ?? sign),
    )
    .replace(
      /_(?:\{([^{}]*)\}|(\d+))/g,
      (_, group: string | undefined, digits: string) => lowered(group ?? digits),
    )
    .replace(/(?<=[A-Za-z)\]])\d+/g, lowered)
    .replace(/(?<=[A-Za-z)\]₀-₉])[+-](?=\s|$|[)\]])/g, raised)
    .replace(/(?<=\S)\s*[.*]\s*(?=\d*[A-Z])/g, "·")
    .replace(/[{}$\\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What stands within `\pu{…}`: `1.2 × 10³ m s⁻²`. */
export function quantityText(quantity: string): string {
  return quantity
    .replace(/(?<=\d)[eE]([+-]?\d+)/g, (_, power: string) => ` × 10${raised(power)}`)
    .replace(
      /\^(?:\{([^{}]*)\}|([+-]?\d+))/g,
      (_, group: string, power: string) => raised(group ?? power),
    )
    .replace(/(?<=[A-Za-z])[+-]?\d+/g, raised)
    .replace(/[*.](?=[A-Za-z])/g, "·")
    .replace(/[{}\\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function raised(text: string): string {
  return raisedLetters(text.replace(/^\+(?=\d)/, "")) ?? `^${text}`;
}

function lowered(text: string): string {
  return loweredLetters(text) ?? `_${text}`;
}

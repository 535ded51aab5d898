import type { Dice } from "../seeded.ts";

/** What students write: how good it is, and its text, where `{one|other}` stands for either. */
export interface EssayAnswer {
  /** From 0 to 1; a fair marker gives about this part of the mark. */
  quality: number;
  text: string;
}

/** Answers by question key. */
export type EssayAnswers = Readonly<Record<string, readonly EssayAnswer[]>>;

/** One of the texts that `text` stands for. */
export function spoken(text: string, dice: Dice): string {
  return text.replace(/\{([^{}]*)\}/g, (_, either: string) => dice.pick(either.split("|")))
    .replace(/ +/g, " ").trim();
}

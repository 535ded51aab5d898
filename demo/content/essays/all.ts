import type { EssayAnswer, EssayAnswers } from "./answers.ts";
import { ENGLISH_ESSAYS } from "./english.ts";
import { MATHEMATICS_ESSAYS } from "./mathematics.ts";
import { SCIENCE_ESSAYS } from "./science.ts";

const ESSAYS: EssayAnswers = { ...MATHEMATICS_ESSAYS, ...SCIENCE_ESSAYS, ...ENGLISH_ESSAYS };

/** Every written answer to a question of the demo, of all qualities. */
export function requireAnswers(key: string): readonly EssayAnswer[] {
  const answers = ESSAYS[key];
  if (answers === undefined) throw new Error(`Cannot find answers to the essay "${key}"`);
  return answers;
}

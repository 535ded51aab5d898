import type { DemoQuestion } from "../question.ts";
import { GRAMMAR } from "./english_grammar.ts";
import { READING } from "./english_reading.ts";
import { HINDI } from "./hindi.ts";
import { ALGEBRA } from "./mathematics_algebra.ts";
import { DATA } from "./mathematics_data.ts";
import { GEOMETRY } from "./mathematics_geometry.ts";
import { NUMBERS } from "./mathematics_numbers.ts";
import { BIOLOGY } from "./science_biology.ts";
import { CHEMISTRY } from "./science_chemistry.ts";
import { PHYSICS } from "./science_physics.ts";

/** Every question of the demo school, by subject and topic. */
export const QUESTIONS: readonly DemoQuestion[] = [
  ...NUMBERS,
  ...ALGEBRA,
  ...GEOMETRY,
  ...DATA,
  ...PHYSICS,
  ...CHEMISTRY,
  ...BIOLOGY,
  ...GRAMMAR,
  ...READING,
  ...HINDI,
];

const BY_KEY = new Map(QUESTIONS.map((question) => [question.key, question]));

export function requireQuestion(key: string): DemoQuestion {
  const question = BY_KEY.get(key);
  if (question === undefined) throw new Error(`Cannot find the demo question "${key}"`);
  return question;
}

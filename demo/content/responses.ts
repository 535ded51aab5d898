/** What a student of the demo would answer: follows from ability, level and seed alone. */
import type { ContentOf, QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { DemoQuestion } from "./question.ts";
import { requireAnswers } from "./essays/all.ts";
import { spoken } from "./essays/answers.ts";
import { type Dice, diceFrom } from "./seeded.ts";

export interface Respondent {
  /** Normally distributed with mean 0 and standard deviation 1. */
  ability: number;
  /** Same seed and question, same answer. */
  seed: string;
}

export interface Simulated {
  /** `null` where the question was left out. */
  response: QuestionResponse;
  /** Of an essay, from 0 to 1, for `levelsFor`; `null` for other kinds. */
  quality: number | null;
}

/** Wrong options that draw the better students: they think of more than was asked. By question key. */
export const LURES: Readonly<Record<string, string>> = { "m-walk": "5 km" };

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Chance that a student knows the answer: level 2 is an even match for one of ability -0.8. */
function knows(ability: number, level: number): number {
  return logistic(1.5 * (ability - 0.7 * (level - 3) + 0.1));
}

/** What this student answers to this question. */
export function respond(question: DemoQuestion, { ability, seed }: Respondent): Simulated {
  const dice = diceFrom(`${seed}/${question.key}`);
  const known = knows(ability, question.level);
  if (dice.next() < 0.1 * (1 - known) ** 2) return { response: null, quality: null };
  const { content } = question;
  switch (content.kind) {
    case "choice_one":
      return {
        response: chooseOne(question.key, content, { ability, known, dice }),
        quality: null,
      };
    case "true_false": {
      const right = dice.next() < known + (1 - known) * 0.45;
      const optionId = content.key.answer === right ? "true" : "false";
      return { response: { kind: "true_false", optionId }, quality: null };
    }
    case "choice_many":
      return { response: chooseMany(content, known, dice), quality: null };
    case "short": {
      const text = dice.next() < known
        ? writtenWord(question.typed.right, dice)
        : likely(question.typed.wrong, dice);
      return { response: { kind: "short", text }, quality: null };
    }
    case "numerical":
      return { response: number(question, content, { known, dice }), quality: null };
    case "essay":
      return write(question.key, known, dice);
  }
}

/** One of the items, the earlier the likelier. */
function likely<T>(items: readonly T[], dice: Dice): T {
  return dice.next() < 0.45 && items[0] !== undefined ? items[0] : dice.pick(items);
}

function chooseOne(
  key: string,
  { body, key: { credit } }: ContentOf<"choice_one">,
  { ability, known, dice }: { ability: number; known: number; dice: Dice },
): QuestionResponse {
  const right = body.options.filter((it) => credit[it.id] === 1);
  const wrong = body.options.filter((it) => credit[it.id] !== 1);
  const lure = wrong.find((it) => it.text === LURES[key]);
  const lured = lure !== undefined && dice.next() < 0.08 + 0.75 * logistic(2 * (ability - 0.3));
  if (lured) return { kind: "choice_one", optionId: lure.id };
  // Whoever is not lured takes the question as it stands, which is easy.
  const chance = lure === undefined ? known + (1 - known) * 0.15 : 0.85;
  const from = dice.next() < chance ? right : wrong.filter((it) => it !== lure);
  return { kind: "choice_one", optionId: likely(from, dice).id };
}

function chooseMany(
  { body, key: { credit } }: ContentOf<"choice_many">,
  known: number,
  dice: Dice,
): QuestionResponse {
  const judged = 0.5 + 0.48 * known;
  const optionIds = body.options.map((it) => it.id)
    .filter((id) => dice.next() < judged === (credit[id] ?? 0) > 0);
  const first = body.options[dice.below(body.options.length)]?.id ?? "";
  return { kind: "choice_many", optionIds: optionIds.length > 0 ? optionIds : [first] };
}

function writtenWord(right: readonly string[], dice: Dice): string {
  const word = likely(right, dice);
  return dice.next() < 0.35 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function number(
  { typed }: DemoQuestion,
  { body: { units }, key }: ContentOf<"numerical">,
  { known, dice }: { known: number; dice: Dice },
): QuestionResponse {
  const right = dice.next() < known;
  const text = likely(right ? typed.right : typed.wrong, dice);
  const [first, other] = units;
  if (first === undefined) return { kind: "numerical", text, unitId: null };
  const habit = dice.next();
  if (other !== undefined && right && habit < 0.12 && !text.includes("/")) {
    const inOther = Number(text) / Number(key.unitFactors[other.id] ?? "1");
    return { kind: "numerical", text: String(Number(inOther.toPrecision(6))), unitId: other.id };
  }
  const forgets = habit > 0.94 && units.length > 1;
  return { kind: "numerical", text, unitId: forgets ? null : first.id };
}

function write(key: string, known: number, dice: Dice): Simulated {
  const aim = known + 0.15 * dice.normal();
  const [best] = requireAnswers(key).map((it) => ({ it, off: Math.abs(it.quality - aim) }))
    .toSorted((a, b) => a.off - b.off);
  if (best === undefined) throw new Error(`Cannot find an answer to the essay "${key}"`);
  const text = spoken(best.it.text, dice);
  return { response: { kind: "essay", text }, quality: best.it.quality };
}

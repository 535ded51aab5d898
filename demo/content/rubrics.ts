import type { RubricVersion } from "../../lib/model/questions/question_schema.ts";
import { fixedId } from "./seeded.ts";

export type RubricItems = RubricVersion["items"];

/** Levels of a row, lowest first. */
type Row = readonly [title: string, ...levels: (readonly [points: number, text: string])[]];

function rubric(name: string, rows: readonly Row[]): RubricItems {
  return rows.map(([title, ...levels]) => ({
    id: fixedId(`${name}/${title}`),
    title,
    levels: levels.map(([points, text]) => ({
      id: fixedId(`${name}/${title}/${points}`),
      points,
      text,
    })),
  }));
}

/** Rows and levels by rubric name; the best levels add up to the question's mark. */
export const RUBRICS: Readonly<Record<string, RubricItems>> = {
  proof: rubric("proof", [
    ["Example", [0, "No example, or a wrong one"], [1, "A right example, worked out"]],
    [
      "Argument",
      [0, "Examples alone, or no argument"],
      [1, "A useful idea, not carried through"],
      [2, "Nearly complete: one step is missing"],
      [3, "Complete and holds for all whole numbers"],
    ],
  ]),
  explain: rubric("explain", [
    [
      "Forces",
      [0, "Forces not named, or wrong"],
      [1, "One force, or both without their directions"],
      [2, "Forward push and resistance, opposite to each other"],
    ],
    [
      "Reason",
      [0, "No reason, or a force is said to be needed to keep moving"],
      [1, "Says that the forces balance"],
      [2, "Balanced forces, no resultant, so the speed does not change"],
    ],
  ]),
  experiment: rubric("experiment", [
    [
      "Fair test",
      [0, "Nothing is compared"],
      [1, "Compares light and dark, other things not kept the same"],
      [2, "Changes light alone and says what stays the same"],
    ],
    [
      "Method",
      [0, "Steps missing or in no order"],
      [1, "Main steps, one important one left out"],
      [2, "Destarch, cover, expose, decolour, iodine: all in order"],
    ],
    [
      "Result",
      [0, "No result, or a wrong one"],
      [1, "Says which part turns blue-black"],
      [2, "Right result, and what follows from it"],
    ],
  ]),
  response: rubric("response", [
    [
      "Quotations",
      [0, "None"],
      [1, "One fitting phrase"],
      [2, "Two or more fitting phrases"],
    ],
    [
      "What they call up",
      [0, "The poem is only retold"],
      [1, "Says that the rain is like a person"],
      [2, "Explains the picture in one phrase"],
      [3, "Explains each phrase and what it makes us feel"],
    ],
  ]),
  argument: rubric("argument", [
    [
      "Opinion and reasons",
      [0, "No opinion"],
      [1, "Opinion without a reason"],
      [2, "One reason"],
      [3, "Two reasons, named only"],
      [4, "Two different reasons, each with an example"],
    ],
    [
      "The other side",
      [0, "Not mentioned"],
      [1, "Mentioned"],
      [2, "Answered in part"],
      [3, "Answered well"],
    ],
    [
      "Language",
      [0, "Hard to follow"],
      [1, "Clear, with many slips"],
      [2, "Clear, with few slips"],
      [3, "Well linked and nearly free of slips"],
    ],
  ]),
  letter: rubric("letter", [
    [
      "Form",
      [0, "Not a letter"],
      [1, "Greeting and close only"],
      [2, "Address, subject, greeting and close"],
    ],
    [
      "Content",
      [0, "The request is not clear"],
      [1, "Asks for a crossing"],
      [2, "Request with the reason"],
      [3, "Request, reason and a fact that supports it"],
    ],
    [
      "Tone and language",
      [0, "Rude or hard to follow"],
      [1, "Too familiar, or many slips"],
      [2, "Polite, a few slips"],
      [3, "Polite, exact and nearly free of slips"],
    ],
  ]),
};

/** The levels a fair marker would choose for an answer of this quality, from 0 (nothing) to 1 (full). */
export function levelsFor(items: RubricItems, quality: number): Record<string, string> {
  return Object.fromEntries(items.map(({ id, levels }) => {
    const at = Math.min(levels.length - 1, Math.max(0, Math.round(quality * (levels.length - 1))));
    return [id, levels[at]?.id ?? ""];
  }));
}

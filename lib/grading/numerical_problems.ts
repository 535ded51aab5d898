import type { FieldError } from "../model/process/errors.ts";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { compare, ONE, rational } from "./rational.ts";
import { repeats } from "./repeats.ts";
import { figuresOf } from "./tolerance.ts";

export function numericalProblems(content: ContentOf<"numerical">): FieldError[] {
  return [...rangeProblems(content), ...unitProblems(content)];
}

function rangeProblems({ key: { accept } }: ContentOf<"numerical">): FieldError[] {
  const problems = accept.flatMap(({ value, tolerance }, i) => {
    const path = `key.accept.${i}`;
    const found: FieldError[] = [];
    if (rational(value) === null) {
      found.push({ path: `${path}.value`, message: unread(value) });
    }
    if (tolerance.rule === "figures" && figuresOf(tolerance.size) === null) {
      const message = "Enter a whole number of figures from 1 to 30";
      found.push({ path: `${path}.tolerance.size`, message });
    }
    return found;
  });
  if (accept.some(({ credit }) => credit === 1)) return problems;
  return [...problems, { path: "key.accept", message: "Give one number the full mark" }];
}

function unread(value: string): string {
  return value.includes(",")
    ? "Enter a point for decimals and nothing between thousands, as in 12345.6"
    : "Enter a number such as -2.5, 7/20 or 6×10^23";
}

function unitProblems({ body: { units }, key: { unitFactors } }: ContentOf<"numerical">) {
  const ids = new Set(units.map(({ id }) => id));
  return [
    ...repeats(units.map(({ id }) => id)).map(({ at }) => ({
      path: `body.units.${at}.id`,
      message: "Remove this unit and write it again",
    })),
    ...repeats(units.map(({ label }) => label.trim())).map(({ at, of }) => ({
      path: `body.units.${at}.label`,
      message: `Change this unit, it repeats unit ${of + 1}`,
    })),
    ...units.flatMap(({ id }, i) => factorProblems(id, unitFactors, i === 0)),
    ...Object.keys(unitFactors).filter((id) => !ids.has(id)).map((id) => ({
      path: `key.unitFactors.${id}`,
      message: "Remove this number, its unit is gone",
    })),
  ];
}

function factorProblems(
  id: string,
  factors: Readonly<Record<string, string>>,
  first: boolean,
): FieldError[] {
  const factor = rational((Object.hasOwn(factors, id) && factors[id]) || "");
  const path = `key.unitFactors.${id}`;
  if (first) {
    const isOne = factor !== null && compare(factor, ONE) === 0;
    return isOne ? [] : [{ path, message: "Enter 1 for the first unit" }];
  }
  if (factor !== null && factor.n > 0n) return [];
  return [{ path, message: "Enter how many of the first unit one of this unit is" }];
}

import { displayQuantity, readQuantity } from "../model/grading/number_text.ts";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { type GradeContext, type Graded, graded, type ResponseOf, unsure } from "./graded.ts";
import { multiply, ONE, type Rational, rational } from "./rational.ts";
import { isWithin } from "./tolerance.ts";

/**
 * The credit of the first range that holds, the number taken in its unit. A number that is right only as one of the
 * first unit has a wrong or missing unit and loses the part that the key says. What cannot be read is for a person.
 */
export function gradeNumerical(
  { body, key }: ContentOf<"numerical">,
  response: ResponseOf<"numerical">,
  context: GradeContext,
): Graded {
  const rules = {
    locale: context.locale,
    percent: key.percent === "allow",
    expressions: key.expressions === "allow",
  };
  const quantity = readQuantity(response, body.units, rules);
  const number = quantity && rational(quantity.value);
  if (!quantity || !number) return unsure();

  const readAs = displayQuantity(quantity, body.units, context.locale);
  const factor = factorOf({ body, key }, quantity.unitId);
  const inUnit = factor && creditFor(multiply(number, factor), key);
  const value = inUnit ?? creditFor(number, key) ?? 0;
  const unit = inUnit === null ? 1 - penaltyOf(key, quantity.unitId) : 1;
  const parts = [{ id: "value", fraction: value }];
  if (body.units.length > 0) parts.push({ id: "unit", fraction: unit });
  return { ...graded(value * unit, context), parts, readAs };
}

function penaltyOf(
  { unitPenalty, missingUnitPenalty = unitPenalty }: ContentOf<"numerical">["key"],
  unitId: string | null,
): number {
  return unitId === null ? missingUnitPenalty : unitPenalty;
}

type Rules = Pick<ContentOf<"numerical">, "body" | "key">;

/** How many of the first unit one of this unit is; `null` when wrong or missing. A single unit stands beside the field. */
function factorOf({ body, key }: Rules, unitId: string | null): Rational | null {
  const [first] = body.units;
  if (!first || unitId === first.id) return ONE;
  if (unitId === null) return body.units.length === 1 ? ONE : null;
  const factor = Object.hasOwn(key.unitFactors, unitId) ? key.unitFactors[unitId] : undefined;
  const known = body.units.some(({ id }) => id === unitId);
  return known && factor !== undefined ? rational(factor) : null;
}

function creditFor(x: Rational, key: ContentOf<"numerical">["key"]): number | null {
  const range = key.accept.find(({ value, tolerance }) => {
    const wanted = rational(value);
    return wanted !== null && isWithin(x, wanted, tolerance);
  });
  return range?.credit ?? null;
}

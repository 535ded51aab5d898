import { authoredNumber } from "../model/questions/authored_number.ts";
import { exactParts } from "../model/text/exact_text.ts";
import type { FieldError } from "../model/process/errors.ts";
import type { DraftOf } from "../model/questions/question_draft_schema.ts";
import { unitForm } from "../model/grading/unit_text.ts";
import { type Rational, rational } from "./rational.ts";
import { hullOf, isWithin, type Tolerance } from "./tolerance.ts";

type Range = DraftOf<"numerical">["key"]["accept"][number];

/**
 * A number that never counts, since one before it takes all that it takes or nobody can type it; and units that are one.
 */
export function numericalWarnings({ body, key }: DraftOf<"numerical">): FieldError[] {
  const ranges = key.accept.map(readRange);
  const unread = key.accept.flatMap((range, at) =>
    key.expressions !== "allow" && isExactAlone(range)
      ? [{ path: `key.accept.${at}.value`, message: UNREAD }]
      : []
  );
  const hidden = ranges.flatMap((range, at) => {
    const by = range === null ? -1 : ranges.slice(0, at).findIndex((it) => it && hides(it, range));
    return by === -1 ? [] : [{ path: `key.accept.${at}.value`, message: hiddenBy(by) }];
  });
  const forms = body.units.map(({ label }) => unitForm(label));
  const same = forms.flatMap((form, at) => {
    const of = form === "" ? at : forms.indexOf(form);
    const message = `This means the same as unit ${of + 1}`;
    return of === at ? [] : [{ path: `body.units.${at}.label`, message }];
  });
  return [...unread, ...hidden, ...same];
}

const UNREAD =
  "Never counts: tick that π and √ are read, or give it a tolerance so that decimals come close";

/** Whether nothing but π or a root itself is right: no decimal and no fraction is exactly that. */
function isExactAlone({ value, tolerance: { rule, size } }: Range): boolean {
  if (exactParts(authoredNumber(value)) === null || rule === "figures") return false;
  return !(Number(authoredNumber(size)) > 0);
}

function hiddenBy(index: number): string {
  return `Never counts: number ${index + 1} comes first and takes all of it`;
}

interface ReadRange {
  value: Rational;
  tolerance: Tolerance;
}

function readRange({ value, tolerance: { rule, size } }: Range): ReadRange | null {
  const read = rational(authoredNumber(value));
  return read && { value: read, tolerance: { rule, size: authoredNumber(size) } };
}

/** What a range takes lies between two numbers, and so all of it is taken where both are. */
function hides(first: ReadRange, second: ReadRange): boolean {
  const [one, other] = [first.tolerance, second.tolerance];
  const alike = one.rule === other.rule && one.size === other.size;
  if (alike && isWithin(second.value, first.value, { rule: "absolute", size: "0" })) return true;
  return hullOf(second.value, second.tolerance)
    .every((end) => isWithin(end, first.value, first.tolerance));
}

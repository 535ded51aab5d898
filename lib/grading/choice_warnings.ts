import type { FieldError } from "../model/process/errors.ts";
import { readNumber } from "../model/grading/number_text.ts";
import type { DraftOf } from "../model/questions/question_draft_schema.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { creditOf } from "./graded.ts";
import { compare, rational } from "./rational.ts";

/** Sums of credits that were rounded to 7 decimals fall short by less. */
const SLACK = 1e-6;

/** A question whose full mark goes to whoever ticks everything. */
export function choiceManyWarnings({ body, key }: DraftOf<"choice_many">): FieldError[] {
  const { options, max } = body;
  const credits = options.map(({ id }) => creditOf(key.credit, id));
  const right = credits.filter((credit) => credit > 0).length;
  if (right === 0 || (max !== null && max < options.length)) return [];
  const path = "key.credit";
  if (right === options.length) {
    return [{ path, message: "Every option is right: ticking all of them earns the full mark" }];
  }
  const all = credits.reduce((sum, credit) => sum + credit, 0);
  if (key.rule !== "sum" || all < 1 - SLACK) return [];
  const message = "Ticking everything earns the full mark. Give wrong options a credit below 0";
  return [{ path, message }];
}

/** Options that say the same in another spelling, or as another writing of a number. */
export function optionWarnings({ body }: DraftOf<"choice_one" | "choice_many">): FieldError[] {
  return body.options.flatMap(({ text }, at) => {
    const of = body.options.slice(0, at).findIndex((other) => meansTheSame(other.text, text));
    const message = `This means the same as option ${of + 1}`;
    return of === -1 ? [] : [{ path: `body.options.${at}.text`, message }];
  });
}

function meansTheSame(a: string, b: string): boolean {
  const first = plain(a);
  const second = plain(b);
  if (first === "" || second === "") return false;
  const one = numberOf(first);
  const other = numberOf(second);
  return first === second || (one !== null && other !== null && compare(one, other) === 0);
}

/** Case may be the point of a question. */
function plain(text: string): string {
  return withoutIgnored(text).normalize("NFKC").replaceAll(/\s+/g, " ")
    .replace(/[.;,]\s*$/, "").replace(/^\$(.*)\$$/, "$1").trim();
}

function numberOf(text: string): ReturnType<typeof rational> {
  const read = readNumber(text, { locale: "en", percent: true, expressions: true });
  return read === null ? null : rational(read);
}

import type { FieldError } from "../model/process/errors.ts";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { creditOf } from "./graded.ts";
import { repeats } from "./repeats.ts";

type Choice = ContentOf<"choice_one" | "choice_many">;

export function choiceOneProblems(content: ContentOf<"choice_one">): FieldError[] {
  const right = rightIds(content, (credit) => credit === 1);
  const message = right.length === 0 ? "Choose the right answer" : "Keep one right answer";
  const problems = right.length === 1 ? [] : [{ path: "key.credit", message }];
  return [...optionProblems(content), ...problems];
}

export function choiceManyProblems(content: ContentOf<"choice_many">): FieldError[] {
  return [...optionProblems(content), ...creditProblems(content), ...limitProblems(content)];
}

/** Sums of credits that were rounded to 7 decimals fall short by less. */
const SLACK = 1e-6;

function creditProblems(content: ContentOf<"choice_many">): FieldError[] {
  const { body: { max }, key: { credit, rule } } = content;
  const right = rightIds(content, (it) => it > 0);
  const problem = (path: string, message: string) => [{ path, message }];
  if (right.length === 0) return problem("key.credit", "Mark at least one right option");
  if (rule !== "sum") {
    if (max === null || max >= right.length) return [];
    return problem("body.max", `Let students choose all ${right.length} right options`);
  }
  const credits = right.map((id) => creditOf(credit, id)).sort((a, b) => b - a);
  const reached = credits.slice(0, max ?? credits.length).reduce((sum, it) => sum + it, 0);
  if (reached > 1 - SLACK) return [];
  return problem("key.credit", "Let the credits of the right options add up to 100%");
}

function limitProblems({ body: { options, min, max } }: ContentOf<"choice_many">): FieldError[] {
  const problems: FieldError[] = [];
  if (max !== null && max > options.length) {
    problems.push({ path: "body.max", message: `Enter a number from 1 to ${options.length}` });
  }
  const most = Math.min(max ?? options.length, options.length);
  if (min !== null && min > most) {
    problems.push({ path: "body.min", message: `Enter a number from 0 to ${most}` });
  }
  return problems;
}

function optionProblems({ body: { options }, key: { credit } }: Choice): FieldError[] {
  const ids = new Set(options.map(({ id }) => id));
  const strangers = Object.keys(credit).filter((id) => !ids.has(id));
  return [
    ...repeats(options.map(({ id }) => id)).map(({ at }) => ({
      path: `body.options.${at}.id`,
      message: "Remove this option and write it again",
    })),
    ...repeats(options.map(({ text }) => plain(text))).map(({ at, of }) => ({
      path: `body.options.${at}.text`,
      message: `Change this option, it repeats option ${of + 1}`,
    })),
    ...strangers.map((id) => ({
      path: `key.credit.${id}`,
      message: "Remove this credit, its option is gone",
    })),
  ];
}

/** Case may be the point of a question; blanks never are. */
function plain(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s+/g, " ").trim();
}

function rightIds({ body, key }: Choice, isRight: (credit: number) => boolean): string[] {
  return body.options.map(({ id }) => id).filter((id) => isRight(creditOf(key.credit, id)));
}

import { z } from "zod";
import { isChosen, missingField } from "./field_words.ts";
import { formatCount } from "./format_number.ts";

/**
 * What is said of input that a schema refuses without words of its own. Whoever imports this file says it everywhere:
 * `common_schema.ts` does, so every schema of the product speaks so and none of zod's own sentences is ever answered.
 * @module
 */

type Issue = z.core.$ZodRawIssue;
type Checked = z.core.$ZodIssue;

/** Most choices that a sentence lists. */
const MAX_LISTED = 12;

/** A sentence without a period: what to do about this issue. */
export function refusal(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return ofType(issue);
    case "invalid_value":
      return ofChoices(issue, issue.values);
    case "too_small":
    case "too_big":
      return ofSize(issue);
    case "invalid_format":
      return ofFormat(issue);
    case "not_multiple_of":
      return `Enter a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return ofUnknown(issue.keys);
    case "invalid_key":
    case "invalid_element":
      return "A name or an entry in this is not possible here";
    case "invalid_union":
      return ofUnion(issue);
    default:
      return "This is not possible here";
  }
}

z.config({ customError: refusal });

function fieldName({ path }: Issue): string {
  return String(path?.findLast((it) => typeof it === "string") ?? "");
}

function isMissing({ input }: Issue): boolean {
  return input === undefined || input === "";
}

function missing(issue: Issue): string {
  return missingField(fieldName(issue)) ?? "Fill this in";
}

const TYPES: Readonly<Record<string, string>> = {
  string: "Give this as one text",
  boolean: "Say true or false",
  array: "Give a list",
  tuple: "Give a list",
  object: "Give fields with their values",
  record: "Give names with their values",
  null: "Leave this empty",
  undefined: "Leave this out",
  never: "Leave this out",
  file: "Choose a file",
};

function ofType(issue: Extract<Issue, { code: "invalid_type" }>): string {
  const { expected, input } = issue;
  if (expected === "int" && typeof input === "number") return "Enter a whole number";
  if (["number", "int", "nan"].includes(expected)) {
    const field = missingField(fieldName(issue));
    if (field === null) return "Enter a number";
    return isMissing(issue) || field.startsWith("This") ? field : `${field} as a number`;
  }
  if (isMissing(issue) && expected !== "null") return missing(issue);
  return TYPES[expected] ?? "This is of another kind than is possible here";
}

function ofChoices(issue: Issue, values: readonly unknown[]): string {
  const names = values.filter((it) => it !== "").map(String);
  if (isMissing(issue)) return isChosen(fieldName(issue)) ? missing(issue) : "Choose one";
  if (names.length === 0) return "Leave this empty";
  if (names.length === 1) return `Only ${names[0]} is possible here`;
  return `Choose one of ${names.slice(0, MAX_LISTED).join(", ")}`;
}

function ofSize(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const isMost = issue.code === "too_big";
  const limit = Number(isMost ? issue.maximum : issue.minimum);
  const count = formatCount(limit, "en");
  if (issue.origin === "string") {
    if (!isMost && limit <= 1) return missing(issue);
    return `Use at ${isMost ? "most" : "least"} ${count} characters`;
  }
  if (["number", "int", "bigint"].includes(issue.origin)) {
    if (issue.inclusive === false) return `Enter a number ${isMost ? "below" : "above"} ${count}`;
    return isMost ? `Enter ${count} or less` : `Enter ${count} or more`;
  }
  return `Give at ${isMost ? "most" : "least"} ${limit === 1 ? "one" : count}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "Enter an e-mail address",
  url: "Enter an address that begins with http",
  date: "Enter a day, as in 2026-11-23",
  datetime: "Enter a day and a time",
  time: "Enter a time, as in 09:30",
};

function ofFormat(issue: Extract<Issue, { code: "invalid_format" }>): string {
  if (isMissing(issue)) return missing(issue);
  return FORMATS[issue.format] ?? "This is not written as it has to be";
}

function ofUnknown(keys: readonly string[]): string {
  const names = keys.slice(0, MAX_LISTED).map((it) => it.slice(0, 60)).join(", ");
  return `Nothing is called ${names} here`;
}

function ofUnion(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const { options } = issue as { options?: readonly unknown[] };
  if (options !== undefined && options.length > 0) return ofChoices(issue, options);
  return nearest(issue.errors)?.message ?? missing(issue);
}

/** Of what the alternatives of a union refuse: the first of the one that was meant, as far as can be told. */
function nearest(errors: readonly (readonly Checked[])[]): Checked | undefined {
  const isMeant = ([first]: readonly Checked[]) =>
    first !== undefined &&
    (first.path.length > 0 || !["invalid_type", "invalid_value"].includes(first.code));
  return (errors.find(isMeant) ?? errors.at(-1))?.[0];
}

/** Where an issue is, and what is said of it: inside the alternative that was meant, where there are several. */
export function fieldOf(issue: Checked): { path: string; message: string } {
  const path: PropertyKey[] = [...issue.path];
  let at: Checked | undefined = issue;
  while (at?.code === "invalid_union" && at.message === nearest(at.errors)?.message) {
    at = nearest(at.errors);
    path.push(...at?.path ?? []);
  }
  return { path: path.map(String).join("."), message: issue.message };
}

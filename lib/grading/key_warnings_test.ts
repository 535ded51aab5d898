import assert from "node:assert/strict";
import fc from "fast-check";
import { anyContent } from "../../tests/worlds/content_arbitrary.ts";
import type { DraftOf } from "../model/questions/question_draft_schema.ts";
import { QUESTION_KINDS } from "../model/questions/question_schema.ts";
import { blankContent } from "./blank_content.ts";
import { grade } from "./grade.ts";
import { keyWarnings } from "./key_warnings.ts";

const SHARED = { prompt: "Which?", explanation: "", defaultMark: 1, locale: null };

function short(accept: Record<string, number>): DraftOf<"short"> {
  const rows = Object.entries(accept).map(([pattern, credit]) => ({ pattern, credit }));
  const key = { accept: rows, caseSensitive: false, accents: "strict" as const };
  return { kind: "short", ...SHARED, body: {}, key };
}

type Row = [value: string, rule: "absolute" | "relative" | "geometric" | "figures", size: string];

function numerical(rows: readonly Row[], labels: readonly string[] = []): DraftOf<"numerical"> {
  const accept = rows.map(([value, rule, size]) => ({
    value,
    tolerance: { rule, size },
    credit: 1,
  }));
  const units = labels.map((label, i) => ({ id: `u${i}`, label }));
  const key = { accept, unitFactors: {}, unitPenalty: 1, percent: "refuse" as const };
  return { kind: "numerical", ...SHARED, body: { units }, key };
}

function many(
  texts: readonly string[],
  credits: readonly number[],
  { rule = "sum", max = null }: {
    rule?: DraftOf<"choice_many">["key"]["rule"];
    max?: number | null;
  } = {},
): DraftOf<"choice_many"> {
  const options = texts.map((text, i) => ({ id: `o${i}`, text }));
  const credit = Object.fromEntries(credits.map((it, i) => [`o${i}`, it]));
  const body = { options, shuffle: true, min: null, max };
  return { kind: "choice_many", ...SHARED, body, key: { credit, rule, feedback: {} } };
}

function paths(content: Parameters<typeof keyWarnings>[0]): string[] {
  return keyWarnings(content).map(({ path }) => path);
}

Deno.test("keyWarnings() says nothing of sound keys, nor of what is not written yet", () => {
  for (const kind of QUESTION_KINDS) assert.deepEqual(keyWarnings(blankContent(kind, null)), []);
  const sound = [
    short({ photosynthesis: 1, "photo*": 0.5, "*": 0.1 }),
    short({ "a*c": 1, abd: 1 }),
    numerical([["10", "absolute", "0.1"], ["10", "absolute", "1"]]),
    numerical([["1", "figures", "2"], ["1.05", "figures", "3"]]),
    numerical([["x", "absolute", "0"], ["", "absolute", "0"]], ["", ""]),
    many(["a", "b", "c"], [0.5, 0.5, -0.5]),
    many(["a", "b", "c"], [0.5, 0.5, 0], { max: 2 }),
    many(["a", "b", "c"], [0.5, 0.5, 0], { rule: "right_minus_wrong" }),
    many(["m", "M", "0.5"], [0.5, 0.5, -1]),
  ];
  for (const content of sound) {
    assert.deepEqual(keyWarnings(content), [], JSON.stringify(content.key));
  }
});

Deno.test("keyWarnings() tells of an answer that a star or another answer takes", () => {
  assert.deepEqual(keyWarnings(short({ "photo*": 1, photosynthesis: 0.5 })), [{
    path: "key.accept.1.pattern",
    message: "Answer 1 takes all of this, for as much or more",
  }]);
  assert.deepEqual(paths(short({ "*": 0.5, photo: 0.5, "ph*": 1 })), ["key.accept.1.pattern"]);
  assert.deepEqual(paths(short({ "*": 1, photo: 1 })), [
    "key.accept.0.pattern",
    "key.accept.1.pattern",
  ]);
  assert.deepEqual(paths(short({ "a*c": 1, "ab*c": 1 })), ["key.accept.1.pattern"]);
  // Two that take the same: the second is told.
  assert.deepEqual(paths(short({ "a*": 1, "a**": 1 })), ["key.accept.1.pattern"]);
  assert.deepEqual(paths(short({ "x\\*": 1, "x*": 1 })), []);
});

Deno.test("keyWarnings() tells of a range that another hides", () => {
  assert.deepEqual(keyWarnings(numerical([["10", "absolute", "5"], ["10", "absolute", "0.1"]])), [{
    path: "key.accept.1.value",
    message: "Never counts: number 1 comes first and takes all of it",
  }]);
  const hidden: Row[][] = [
    [["10", "absolute", "1"], ["11", "absolute", "0"]],
    [["10", "relative", ".1"], ["10", "absolute", "1"]],
    [["-10", "relative", "0.1"], ["-10.5", "geometric", "0.04"]],
    [["10", "geometric", "0.5"], ["8", "absolute", "1"]],
    [["½", "absolute", "0"], ["0.5", "absolute", "0"]],
    [["1.23", "figures", "3"], ["1.230", "figures", "3"]],
    [["1.2", "figures", "2"], ["1.23", "figures", "3"]],
  ];
  for (const rows of hidden) {
    assert.deepEqual(paths(numerical(rows)), ["key.accept.1.value"], JSON.stringify(rows));
  }
});

Deno.test("keyWarnings() tells of π and roots that nobody can type", () => {
  const at = ["key.accept.0.value"];
  for (const value of ["√2", "pi/2", "2√3", "\\frac{\\pi}{4}"]) {
    const content = numerical([[value, "absolute", "0"]]);
    assert.deepEqual(paths(content), at, value);
    assert.match(keyWarnings(content)[0]!.message, /tick that π and √ are read/);
    const allowed = { ...content, key: { ...content.key, expressions: "allow" as const } };
    assert.deepEqual(paths(allowed), []);
    assert.deepEqual(paths(numerical([[value, "absolute", ".01"]])), []);
    assert.deepEqual(paths(numerical([[value, "figures", "3"]])), []);
  }
  assert.deepEqual(paths(numerical([["7/20", "absolute", "0"], ["√", "absolute", "0"]])), []);
});

Deno.test("keyWarnings() tells of units that are one", () => {
  const units = numerical([["1", "absolute", "0"]], ["m/s²", "m s^-2", "km"]);
  assert.deepEqual(keyWarnings(units), [{
    path: "body.units.1.label",
    message: "This means the same as unit 1",
  }]);
});

Deno.test("keyWarnings() tells where ticking everything earns the full mark", () => {
  assert.deepEqual(paths(many(["a", "b", "c"], [0.5, 0.5, 0])), ["key.credit"]);
  assert.deepEqual(paths(many(["a", "b"], [0.5, 0.5], { rule: "set" })), ["key.credit"]);
  assert.deepEqual(paths(many(["a", "b"], [0.5, 0.5], { rule: "right_minus_wrong" })), [
    "key.credit",
  ]);
});

Deno.test("keyWarnings() tells of options that mean the same", () => {
  const same = [["0.5", "1/2"], ["$0.5$", ".50"], ["A joi\u200dner", "A joiner"], [
    "Rome",
    "Rome.",
  ]];
  for (const pair of same) {
    assert.deepEqual(paths(many([...pair, "x"], [1, -1, -1])), ["body.options.1.text"], pair[0]);
  }
});

Deno.test("keyWarnings() calls hidden only what no answer tells apart", () => {
  const text = fc.stringMatching(/^[ab]{0,5}$/);
  const pattern = fc.stringMatching(/^[ab*]{1,4}$/);
  const rows = fc.uniqueArray(fc.tuple(pattern, fc.constantFrom(0.25, 0.5, 1)), {
    minLength: 2,
    maxLength: 4,
    selector: ([it]) => it,
  });
  fc.assert(fc.property(rows, text, (accept, typed) => {
    const content = short(Object.fromEntries(accept));
    const told = new Set(paths(content));
    const kept = content.key.accept.filter((row, i) =>
      /^\*+$/.test(row.pattern) || !told.has(`key.accept.${i}.pattern`)
    );
    const context = { negative: false, locale: "en" };
    const response = { kind: "short" as const, text: typed };
    const without = { ...content, key: { ...content.key, accept: kept } };
    assert.equal(
      grade(content, response, context).fraction,
      grade(without, response, context).fraction,
    );
  }));
});

Deno.test("keyWarnings() answers for whatever fits the schema", () => {
  fc.assert(fc.property(anyContent, (content) => {
    assert.deepEqual(keyWarnings(content), keyWarnings(content));
  }));
});

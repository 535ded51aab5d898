import assert from "node:assert/strict";
import fc from "fast-check";
import { anyContent } from "../../tests/worlds/content_arbitrary.ts";
import type { ContentOf, QuestionContent } from "../model/questions/question_schema.ts";
import { QUESTION_KINDS, QuestionContentSchema } from "../model/questions/question_schema.ts";
import { blankContent } from "./blank_content.ts";
import { grade } from "./grade.ts";
import { keyProblems } from "./key_problems.ts";

const SHARED = { prompt: "Which?", explanation: "", defaultMark: 1, locale: null };

function choiceOne(credit: Record<string, number>, texts: readonly string[] = ["A", "B", "C"]) {
  const options = texts.map((text, i) => ({ id: `o${i}`, text }));
  const key = { credit, feedback: {} };
  return { kind: "choice_one" as const, ...SHARED, body: { options, shuffle: true }, key };
}

type Many = ContentOf<"choice_many">;
interface ManyParts {
  rule?: Many["key"]["rule"];
  min?: number;
  max?: number;
}

function choiceMany(credit: Record<string, number>, parts: ManyParts = {}): Many {
  const { body: { options }, key } = choiceOne(credit);
  const { rule = "sum", min = null, max = null } = parts;
  const body = { options, shuffle: true, min, max };
  return { kind: "choice_many", ...SHARED, body, key: { ...key, rule } };
}

function short(patterns: readonly string[], credit = 1): ContentOf<"short"> {
  const accept = patterns.map((pattern) => ({ pattern, credit }));
  const key = { accept, caseSensitive: false, accents: "strict" as const };
  return { kind: "short", ...SHARED, body: {}, key };
}

type Numerical = ContentOf<"numerical">;
const RANGE = { value: "1.5", tolerance: { rule: "absolute" as const, size: "0" }, credit: 1 };

function numerical(
  accept: Numerical["key"]["accept"],
  labels: readonly string[] = [],
  unitFactors: Record<string, string> = {},
): Numerical {
  const units = labels.map((label, i) => ({ id: `u${i}`, label }));
  const key = { accept, unitFactors, unitPenalty: 0.5, percent: "refuse" as const };
  return { kind: "numerical", ...SHARED, body: { units }, key };
}

function paths(content: QuestionContent): string[] {
  return keyProblems(content).map(({ path }) => path);
}

function said(content: QuestionContent): string {
  return keyProblems(content).map(({ message }) => message).join("; ");
}

Deno.test("keyProblems() finds nothing to mend in sound questions", () => {
  const sound: readonly QuestionContent[] = [
    choiceOne({ o1: 1, o0: -0.5 }),
    choiceMany({ o0: 0.3333333, o1: 0.3333333, o2: 0.3333333 }, { min: 0, max: 3 }),
    choiceMany({ o0: 1, o1: 1 }, { rule: "set", max: 2, min: 2 }),
    { kind: "true_false", ...SHARED, body: {}, key: { answer: false, feedback: {} } },
    short(["photo*", "light"]),
    numerical([RANGE], ["m", "cm"], { u0: "1.0", u1: "1e-2" }),
    {
      kind: "essay",
      ...SHARED,
      body: { minWords: null, maxChars: 500 },
      key: { rubricVersionId: null, modelAnswer: "![A leaf](media:x)" },
    },
  ];
  assert.deepEqual(sound.flatMap(keyProblems), []);
});

Deno.test("keyProblems() wants exactly one right answer of choice_one", () => {
  assert.equal(said(choiceOne({ o0: 0.5 })), "Choose the right answer");
  assert.equal(said(choiceOne({ o0: 1, o2: 1 })), "Keep one right answer");
  assert.deepEqual(paths(choiceOne({ o0: 1, gone: 0 })), ["key.credit.gone"]);
  assert.deepEqual(paths(choiceOne({ gone: 1 })), ["key.credit.gone", "key.credit"]);
});

Deno.test("keyProblems() names options that repeat another", () => {
  const content = choiceOne({ o0: 1 }, ["Aa", "aa", " Aa ", "Aa"]);
  assert.deepEqual(keyProblems(content), [
    { path: "body.options.2.text", message: "Change this option, it repeats option 1" },
    { path: "body.options.3.text", message: "Change this option, it repeats option 1" },
  ]);
});

Deno.test("keyProblems() wants a full mark within reach in choice_many", () => {
  assert.equal(said(choiceMany({ o0: 0, o1: -1 })), "Mark at least one right option");
  assert.deepEqual(paths(choiceMany({ o0: 0.5, o1: 0.4 })), ["key.credit"]);
  assert.deepEqual(paths(choiceMany({ o0: 0.5, o1: 0.5 }, { max: 1 })), ["key.credit"]);
  assert.deepEqual(paths(choiceMany({ o0: 1, o1: 1 }, { rule: "set", max: 1 })), ["body.max"]);
});

Deno.test("keyProblems() wants min, max and the number of options in order", () => {
  assert.deepEqual(paths(choiceMany({ o0: 1 }, { max: 4 })), ["body.max"]);
  assert.deepEqual(paths(choiceMany({ o0: 1 }, { min: 4 })), ["body.min"]);
  assert.equal(said(choiceMany({ o0: 1 }, { min: 3, max: 2 })), "Enter a number from 0 to 2");
});

Deno.test("keyProblems() names accepted answers that say the same to the grader", () => {
  assert.deepEqual(paths(short(["New York", "new  york", "York"])), ["key.accept.1.pattern"]);
  assert.equal(said(short(["York"], 0.5)), "Give one answer the full mark");
});

Deno.test("keyProblems() wants numbers that can be worked with", () => {
  const figures = (size: string) => ({ ...RANGE, tolerance: { rule: "figures" as const, size } });
  for (const value of ["1/0", "1e5000", "", "1,5"]) {
    assert.deepEqual(paths(numerical([{ ...RANGE, value }])), ["key.accept.0.value"], value);
  }
  for (const size of ["0", "1.5", "31", ""]) {
    assert.deepEqual(paths(numerical([figures(size)])), ["key.accept.0.tolerance.size"], size);
  }
  assert.deepEqual(paths(numerical([figures("3")])), []);
  assert.equal(said(numerical([{ ...RANGE, credit: 0.5 }])), "Give one number the full mark");
});

Deno.test("keyProblems() wants a factor for each unit, 1 for the first", () => {
  const units = (factors: Record<string, string>) =>
    paths(numerical([RANGE], ["m", "cm"], factors));
  assert.deepEqual(units({ u0: "1", u1: "0.01" }), []);
  assert.deepEqual(units({ u0: "2", u1: "0" }), ["key.unitFactors.u0", "key.unitFactors.u1"]);
  assert.deepEqual(units({}), ["key.unitFactors.u0", "key.unitFactors.u1"]);
  assert.deepEqual(units({ u0: "1", u1: "1", u9: "1" }), ["key.unitFactors.u9"]);
  const twice = numerical([RANGE], ["m", "m"], { u0: "1", u1: "1" });
  assert.deepEqual(paths(twice), ["body.units.1.label"]);
});

Deno.test("keyProblems() wants each picture described", () => {
  const content = choiceOne({ o0: 1 }, ["A", "![](media:f1)", "![ ](media:f2)"]);
  const problems = keyProblems({ ...content, prompt: "See ![a leaf](media:f3) ![](media:f4)" });
  assert.deepEqual(problems, [
    { path: "prompt", message: "Describe this picture" },
    { path: "body.options.1.text", message: "Describe this picture" },
    { path: "body.options.2.text", message: "Describe this picture" },
  ]);
});

Deno.test("keyProblems() wants a question", () => {
  assert.equal(said({ ...choiceOne({ o0: 1 }), prompt: " \n" }), "Write the question");
});

Deno.test("keyProblems() answers for drafts and for whatever fits the schema", () => {
  for (const kind of QUESTION_KINDS) {
    const read = QuestionContentSchema.safeParse(blankContent(kind, null));
    assert.ok(!read.success || keyProblems(read.data).length > 0, kind);
  }
  fc.assert(fc.property(anyContent, (content) => {
    assert.deepEqual(keyProblems(content), keyProblems(content));
  }));
});

Deno.test("keyProblems() lets nothing pass whose full mark is out of reach", () => {
  const credit = fc.dictionary(
    fc.constantFrom("o0", "o1", "o2"),
    fc.constantFrom(-1, 0, 0.3333333, 0.5, 1),
  );
  const max = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
  const rule = fc.constantFrom("sum" as const, "set", "right_minus_wrong");
  fc.assert(fc.property(credit, rule, max, (credits, by, most) => {
    const content = choiceMany(credits, { rule: by, ...(most && { max: most }) });
    fc.pre(keyProblems(content).length === 0);
    const choices = [["o0"], ["o1"], ["o2"], ["o0", "o1"], ["o0", "o2"], ["o1", "o2"], [
      "o0",
      "o1",
      "o2",
    ]];
    const best = Math.max(
      ...choices.map((optionIds) =>
        grade(content, { kind: "choice_many", optionIds }, { negative: false, locale: "en" })
          .fraction
      ),
    );
    assert.equal(best, 1);
  }));
});

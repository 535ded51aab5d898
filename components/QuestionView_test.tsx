import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { QuestionResponse } from "../lib/model/questions/question_schema.ts";
import type { StudentQuestion } from "../lib/model/attempts/student_schema.ts";
import { choiceLegend } from "./question/ChoiceAnswer.tsx";
import { QuestionView, type QuestionViewProps } from "./QuestionView.tsx";

function aQuestion(overrides: Partial<StudentQuestion>): StudentQuestion {
  return {
    slotId: "s1",
    kind: "choice_one",
    number: 7,
    maxMark: 1,
    lang: null,
    promptHtml: "<p>Which <em>one</em>?</p>",
    options: [],
    units: [],
    min: null,
    max: null,
    maxChars: null,
    minWords: null,
    expressions: false,
    hasMaths: false,
    ...overrides,
  };
}

const AB = [
  { id: "a1", html: "<b>A</b>", spoken: null },
  { id: "b1", html: "<math><mn>2</mn></math>", spoken: "2" },
];

function html(
  question: Partial<StudentQuestion>,
  response: QuestionResponse = null,
  rest: Partial<QuestionViewProps> = {},
): string {
  return renderToString(
    <QuestionView
      question={aQuestion(question)}
      response={response}
      name="q-s1"
      locale="en-IN"
      {...rest}
    />,
  );
}

Deno.test("QuestionView names the question, its marks and its place", () => {
  const text = html({ maxMark: 2.5 }, null, { total: 20 });
  assert.match(text, /data-slot="s1" data-kind="choice_one"/);
  assert.match(text, /Question 7<span class="vh">of 20<\/span>/);
  assert.match(text, /2\.5 marks/);
  assert.match(
    text,
    /<div class="rich question__prompt" id="q-s1-prompt" dir="auto"><p>Which <em>/,
  );
  assert.doesNotMatch(text, /data-flag/);
});

Deno.test("QuestionView offers radios for one choice and checks what was chosen", () => {
  const text = html({ options: AB }, { kind: "choice_one", optionId: "b1" });
  assert.match(text, /<legend[^>]*>Choose one<\/legend>/);
  assert.equal(text.match(/type="radio"/g)?.length, 2);
  assert.match(text, /value="b1" checked/);
  assert.doesNotMatch(text, /value="a1" checked/);
  assert.match(text, /<b>A<\/b>/);
  assert.equal(text.match(/aria-label="2"/g)?.length, 1);
  assert.match(text, /data-clear/);
});

Deno.test("QuestionView offers boxes for several choices", () => {
  const text = html({ kind: "choice_many", options: AB, min: 2, max: 2 }, {
    kind: "choice_many",
    optionIds: ["a1", "b1"],
  });
  assert.equal(text.match(/type="checkbox"/g)?.length, 2);
  assert.equal(text.match(/ checked/g)?.length, 2);
  assert.match(text, /Choose 2</);
  assert.doesNotMatch(text, /data-clear/);
});

Deno.test("choiceLegend() says how many", () => {
  const legend = (min: number | null, max: number | null) =>
    choiceLegend({ kind: "choice_many", min, max });
  assert.equal(choiceLegend({ kind: "true_false", min: null, max: null }), "Choose one");
  assert.equal(legend(null, null), "Choose all that are right");
  assert.equal(legend(0, null), "Choose all that are right");
  assert.equal(legend(null, 3), "Choose up to 3");
  assert.equal(legend(2, null), "Choose at least 2");
  assert.equal(legend(1, 3), "Choose 1 to 3");
});

Deno.test("QuestionView reads a number back with its unit", () => {
  const units = [{ id: "u1", label: "cm" }, { id: "u2", label: "m" }];
  const text = html({ kind: "numerical", units, maxChars: 100 }, {
    kind: "numerical",
    text: "-60",
    unitId: "u1",
  });
  assert.match(text, /name="q-s1"[^>]*value="-60"|value="-60"[^>]*name="q-s1"/);
  assert.match(text, /<select[^>]*name="q-s1-unit"/);
  assert.match(text, /<option\s+value="u1" selected>/);
  assert.match(text, /data-read[^>]*>Read as -60 cm</);
  assert.match(text, / spellcheck="?false/);
  assert.match(text, /A number\. Write a minus sign where it is needed\./);
  assert.doesNotMatch(html({ kind: "numerical" }), /<select/);
});

Deno.test("QuestionView keeps a text as typed, escaped, and counts its words", () => {
  const text = html({ kind: "essay", minWords: 150, maxChars: 5_000 }, {
    kind: "essay",
    text: "One </textarea><script> two",
  });
  assert.match(text, /<textarea[^>]*>One &lt;\/textarea>&lt;script> two<\/textarea>/);
  assert.match(html({ kind: "essay" }, { kind: "essay", text: "\na" }), /<textarea[^>]*>\n\na</);
  assert.match(text, /<span data-words[^>]*>3 words<\/span><span>, at least 150</);
  assert.match(html({ kind: "short" }, { kind: "short", text: 'a"b' }), /value="a&quot;b"/);
});

Deno.test("QuestionView flags, and locks every control when it is disabled", () => {
  assert.match(html({}, null, { flagged: true }), /aria-pressed="true"[^>]*data-flag/);
  assert.match(html({}, null, { flagged: false }), /aria-pressed="false"[^>]*data-flag/);
  const kinds = ["choice_one", "choice_many", "short", "numerical", "essay"] as const;
  for (const kind of kinds) {
    const units = kind === "numerical" ? [{ id: "u1", label: "cm" }] : [];
    const text = html({ kind, options: kind.startsWith("choice") ? AB : [], units }, null, {
      disabled: true,
      flagged: false,
    });
    const controls = text.match(/<(input|select|textarea|button)\b[^>]*>/g) ?? [];
    assert.ok(controls.length > 0, kind);
    for (const control of controls) assert.match(control, / disabled/, control);
  }
});

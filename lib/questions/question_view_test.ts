import assert from "node:assert/strict";
import { type QuestionContent, QuestionContentSchema } from "../model/questions/question_schema.ts";
import { studentQuestion } from "./question_view.ts";

const SECRET = "SECRET";
const place = {
  slotId: "slot1",
  number: 3,
  maxMark: 2,
  order: [] as string[],
  mediaUrl: (id: string) => `/api/files/${id}`,
};
const shared = {
  prompt: "What is $x$?",
  explanation: SECRET,
  defaultMark: 77,
  locale: "hi",
};
const options = [{ id: "a1", text: "**A**" }, { id: "b1", text: "$b$" }, { id: "c1", text: "C" }];
const feedback = { a1: SECRET, b1: SECRET, true: SECRET };

/** One of each kind, with a secret in every field of its key. */
const CONTENTS: QuestionContent[] = [
  {
    kind: "choice_one",
    ...shared,
    body: { options, shuffle: true },
    key: { credit: { a1: 0.7654321, b1: 1 }, feedback },
  },
  { kind: "true_false", ...shared, body: {}, key: { answer: true, feedback } },
  {
    kind: "choice_many",
    ...shared,
    body: { options, shuffle: true, min: 1, max: 2 },
    key: { credit: { a1: 0.7654321, b1: 1 }, rule: "right_minus_wrong", feedback },
  },
  {
    kind: "short",
    ...shared,
    body: {},
    key: { accept: [{ pattern: SECRET, credit: 0.7654321 }], caseSensitive: true, accents: "fold" },
  },
  {
    kind: "numerical",
    ...shared,
    body: { units: [{ id: "cm", label: "cm" }, { id: "m", label: "m" }] },
    key: {
      accept: [{ value: "7654321", tolerance: { rule: "geometric", size: "7654321" }, credit: 1 }],
      unitFactors: { cm: "1", m: "7654321" },
      unitPenalty: 0.7654321,
      percent: "refuse",
    },
  },
  {
    kind: "essay",
    ...shared,
    body: { minWords: 150, maxChars: 5_000 },
    key: { rubricVersionId: SECRET, modelAnswer: SECRET },
  },
];
const TELLING = new RegExp(
  `${SECRET}|7654321|77|credit|feedback|right_minus_wrong|fold|geometric|refuse|explanation|rubric|key|answer`,
);

Deno.test("studentQuestion() holds nothing of the key, of any kind", async () => {
  assert.equal(CONTENTS.length, 6);
  for (const content of CONTENTS) {
    const json = JSON.stringify(await studentQuestion(QuestionContentSchema.parse(content), place));
    assert.doesNotMatch(json, TELLING, content.kind);
    assert.ok(json.includes("<math>"), content.kind);
  }
});

Deno.test("studentQuestion() gives options in the paper's order, new ones at the end", async () => {
  const ids = async (order: string[]) =>
    (await studentQuestion(CONTENTS[0]!, { ...place, order })).options.map(({ id }) => id);
  assert.deepEqual(await ids(["c1", "a1", "b1"]), ["c1", "a1", "b1"]);
  assert.deepEqual(await ids(["c1", "gone"]), ["c1", "a1", "b1"]);
  assert.deepEqual(await ids([]), ["a1", "b1", "c1"]);
});

Deno.test("studentQuestion() sets prompt and options, and says whether there is maths", async () => {
  const question = await studentQuestion(CONTENTS[0]!, place);
  assert.equal(question.options[0]!.html, "<strong>A</strong>");
  assert.deepEqual(question.options.map(({ spoken }) => spoken), [null, "b", null]);
  assert.equal(question.hasMaths, true);
  const plain = { ...CONTENTS[3]!, prompt: "Which? ![A map](media:f1)" };
  const short = await studentQuestion(plain, place);
  assert.equal(short.hasMaths, false);
  assert.match(short.promptHtml, /src="\/api\/files\/f1"/);
  const withMathsInOption = { ...CONTENTS[0]!, prompt: "Which?" };
  assert.equal((await studentQuestion(withMathsInOption, place)).hasMaths, true);
});

Deno.test("studentQuestion() says what may be chosen and typed", async () => {
  const all = await Promise.all(CONTENTS.map((content) => studentQuestion(content, place)));
  const told = all.map((
    { min, max, maxChars, minWords, units, options },
  ) => [min, max, maxChars, minWords, units.length, options.length]);
  assert.deepEqual(told, [
    [null, null, null, null, 0, 3],
    [null, null, null, null, 0, 2],
    [1, 2, null, null, 0, 3],
    [null, null, 500, null, 0, 0],
    [null, null, 100, null, 2, 0],
    [null, null, 5_000, 150, 0, 0],
  ]);
});

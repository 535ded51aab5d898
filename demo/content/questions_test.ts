import assert from "node:assert/strict";
import katex from "katex";
import { keyProblems } from "../../lib/grading/key_problems.ts";
import {
  QUESTION_KINDS,
  QuestionContentSchema,
  RubricVersionSchema,
} from "../../lib/model/questions/question_schema.ts";
import { IdSchema } from "../../lib/model/process/common_schema.ts";
import { PICTURES } from "./pictures/list.ts";
import { QUESTIONS } from "./questions/all.ts";
import { RUBRICS } from "./rubrics.ts";

const of = (subject: string) => QUESTIONS.filter((it) => it.subject === subject);

Deno.test("every demo question fits the product's schema", () => {
  assert.ok(QUESTIONS.length >= 72, String(QUESTIONS.length));
  for (const { key, content, tags, level } of QUESTIONS) {
    const read = QuestionContentSchema.safeParse(content);
    assert.ok(read.success, `${key}: ${read.error?.message}`);
    assert.deepEqual(read.data, content, `${key} is changed by the schema`);
    assert.deepEqual(keyProblems(content), [], key);
    assert.ok(content.explanation.length > 10, `${key} has a worked solution`);
    assert.ok(content.defaultMark > 0, key);
    assert.ok(tags.length > 0 && level >= 1 && level <= 5, key);
    assert.doesNotThrow(() => IdSchema.parse(key));
  }
});

Deno.test("demo questions cover subjects and kinds", async (t) => {
  for (const subject of ["Mathematics", "Science", "English"]) {
    await t.step(subject, () => {
      assert.ok(of(subject).length >= 24, `${of(subject).length}`);
      const kinds = new Set(of(subject).map((it) => it.content.kind));
      assert.deepEqual([...kinds].sort(), [...QUESTION_KINDS].sort());
    });
  }
  await t.step("maths and pictures", () => {
    const tex = QUESTIONS.filter((it) => /\$[^$]+\$/.test(it.content.prompt));
    assert.ok(tex.length >= 15, `${tex.length} with TeX`);
    const shown = QUESTIONS.flatMap((it) => it.pictures);
    assert.deepEqual([...shown].sort(), Object.keys(PICTURES).sort());
  });
});

Deno.test("no two demo questions have the same key or prompt", () => {
  assert.equal(new Set(QUESTIONS.map((it) => it.key)).size, QUESTIONS.length);
  assert.equal(new Set(QUESTIONS.map((it) => it.content.prompt)).size, QUESTIONS.length);
});

Deno.test("all maths between dollar signs can be set", () => {
  let set = 0;
  for (const { key, content } of QUESTIONS) {
    const options = "options" in content.body ? content.body.options.map((it) => it.text) : [];
    for (const text of [content.prompt, content.explanation, ...options]) {
      assert.equal(text.split("$").length % 2, 1, `${key}: ${text}`);
      for (const [, tex = ""] of text.matchAll(/\$([^$]+)\$/g)) {
        assert.doesNotThrow(() => katex.renderToString(tex, { strict: "error" }), `${key}: ${tex}`);
        set++;
      }
    }
  }
  assert.ok(set > 60, `${set} formulas`);
});

Deno.test("choice keys name their options, one right where one is asked", () => {
  let seen = 0;
  for (const { key, content } of QUESTIONS) {
    if (content.kind !== "choice_one" && content.kind !== "choice_many") continue;
    seen++;
    const ids = content.body.options.map((it) => it.id);
    assert.equal(new Set(ids).size, ids.length, key);
    assert.equal(new Set(content.body.options.map((it) => it.text)).size, ids.length, key);
    assert.deepEqual(Object.keys(content.key.credit).sort(), [...ids].sort(), key);
    assert.ok(Object.keys(content.key.feedback).every((id) => ids.includes(id)), key);
    const credits = Object.values(content.key.credit);
    const right = credits.filter((it) => it > 0);
    if (content.kind === "choice_one") assert.deepEqual(right, [1], key);
    assert.ok(right.length >= (content.kind === "choice_many" ? 2 : 1), key);
    assert.ok(right.length < ids.length, `${key} has a wrong option`);
    assert.ok(Math.abs(right.reduce((a, b) => a + b) - 1) < 1e-6, key);
  }
  assert.ok(seen >= 30);
});

Deno.test("typed mistakes are not among the accepted answers", () => {
  let seen = 0;
  for (const { key, content, typed } of QUESTIONS) {
    if (content.kind !== "short" && content.kind !== "numerical") continue;
    seen++;
    assert.ok(typed.right.length >= 1 && typed.wrong.length >= 3 || key === "h-subject", key);
    const right = typed.right.map((it) => it.toLowerCase());
    assert.ok(typed.wrong.every((it) => !right.includes(it.toLowerCase())), key);
  }
  assert.ok(seen >= 30);
});

Deno.test("rubrics fit the schema and add up to their questions' marks", () => {
  const essays = QUESTIONS.filter((it) => it.content.kind === "essay");
  assert.ok(essays.length >= 6);
  for (const { key, rubric, content } of essays) {
    const items = RUBRICS[rubric ?? ""];
    assert.ok(items, `${key} has a rubric`);
    RubricVersionSchema.shape.items.parse(items);
    const best = items.reduce(
      (sum, row) => sum + Math.max(...row.levels.map((it) => it.points)),
      0,
    );
    assert.equal(best, content.defaultMark, key);
  }
});

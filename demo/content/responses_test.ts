import assert from "node:assert/strict";
import { grade } from "../../lib/grading/grade.ts";
import {
  type QuestionResponse,
  ResponseSchema,
} from "../../lib/model/questions/question_schema.ts";
import type { DemoQuestion } from "./question.ts";
import { requireAnswers } from "./essays/all.ts";
import { spoken } from "./essays/answers.ts";
import { STUDENTS } from "./people.ts";
import { QUESTIONS, requireQuestion } from "./questions/all.ts";
import { LURES, respond } from "./responses.ts";
import { levelsFor, RUBRICS } from "./rubrics.ts";
import { diceFrom } from "./seeded.ts";

const CONTEXT = { negative: false, locale: "en-IN" };

function typedAs({ content }: DemoQuestion, text: string): QuestionResponse {
  if (content.kind === "short") return { kind: "short", text };
  assert.ok(content.kind === "numerical");
  return { kind: "numerical", text, unitId: content.body.units[0]?.id ?? null };
}

Deno.test("the product's graders agree with what the demo calls right and wrong", () => {
  const typed = QUESTIONS.filter((it) => it.typed.right.length > 0);
  assert.ok(typed.length >= 40, String(typed.length));
  for (const question of typed) {
    for (const text of question.typed.right) {
      const { fraction } = grade(question.content, typedAs(question, text), CONTEXT);
      assert.equal(fraction, 1, `${question.key}: ${text}`);
    }
    for (const text of question.typed.wrong) {
      const result = grade(question.content, typedAs(question, text), CONTEXT);
      assert.deepEqual([result.fraction, result.unsure], [0, false], `${question.key}: ${text}`);
    }
  }
});

Deno.test("respond() gives answers that the product takes and can grade", () => {
  for (const question of QUESTIONS) {
    for (const { ability, username: seed } of STUDENTS.slice(0, 40)) {
      const { response, quality } = respond(question, { ability, seed });
      ResponseSchema.parse(response);
      if (response === null) continue;
      assert.equal(response.kind, question.content.kind);
      assert.equal(quality === null, response.kind !== "essay");
      const { unsure } = grade(question.content, response, CONTEXT);
      assert.equal(
        unsure,
        response.kind === "essay",
        `${question.key} ${JSON.stringify(response)}`,
      );
    }
  }
});

Deno.test("respond() says the same for the same seed, and not the same for all", () => {
  const question = requireQuestion("e-phones");
  const all = STUDENTS.map(({ ability, username: seed }) => respond(question, { ability, seed }));
  const again = STUDENTS.map(({ ability, username: seed }) => respond(question, { ability, seed }));
  assert.deepEqual(all, again);
  const texts = all.flatMap(({ response }) => response?.kind === "essay" ? [response.text] : []);
  assert.ok(new Set(texts).size > texts.length / 2, `${new Set(texts).size} of ${texts.length}`);
});

Deno.test("better students do better, except where they are lured", () => {
  const questions = QUESTIONS.filter((it) => it.content.kind !== "essay");
  assert.ok(questions.length > 80);
  for (const question of questions) {
    const mean = (ability: number) => {
      const seeds = Array.from({ length: 300 }, (_, i) => `mean/${i}`);
      const fractions = seeds.map((seed) =>
        grade(question.content, respond(question, { ability, seed }).response, CONTEXT).fraction
      );
      return fractions.reduce((a, b) => a + b) / seeds.length;
    };
    const [low, high] = [mean(-1.5), mean(1.5)];
    const lured = Object.hasOwn(LURES, question.key);
    assert.equal(high > low, !lured, `${question.key}: ${low} to ${high}`);
  }
});

Deno.test("essays have answers of all qualities, long enough to be read", () => {
  const essays = QUESTIONS.filter((it) => it.content.kind === "essay");
  assert.ok(essays.length >= 6);
  for (const { key, content, rubric } of essays) {
    assert.ok(content.kind === "essay");
    const answers = requireAnswers(key);
    assert.ok(answers.length >= 5, key);
    assert.ok(answers.some((it) => it.quality >= 0.9) && answers.some((it) => it.quality <= 0.1));
    for (const { text, quality } of answers) {
      const said = spoken(text, diceFrom(key));
      assert.ok(said.length > 50 && said.length <= content.body.maxChars, key);
      assert.ok(!/[{}|]/.test(said), `${key}: ${said}`);
      const items = RUBRICS[rubric ?? ""] ?? [];
      const levels = levelsFor(items, quality);
      assert.ok(items.every((row) => row.levels.some((it) => it.id === levels[row.id])), key);
    }
  }
});

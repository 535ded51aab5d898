import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canStillSit,
  PRACTICE_REVIEW,
  type ReviewFacts,
  reviewFields,
  type SittingFacts,
  TEST_REVIEW,
} from "./review_fields.ts";
import {
  REVIEW_FIELDS,
  ReviewMomentSchema,
  type ReviewRules,
} from "../model/review/review_schema.ts";

function fields(facts: Partial<ReviewFacts>): string[] {
  const all = reviewFields({
    rules: TEST_REVIEW,
    submittedAt: 1,
    closedForEveryone: false,
    released: false,
    canStillSit: false,
    ...facts,
  });
  return REVIEW_FIELDS.filter((field) => all.has(field));
}

Deno.test("reviewFields() shows nothing of an attempt that was not handed in", () => {
  const open = { submittedAt: null, released: true, closedForEveryone: true };
  assert.deepEqual(fields({ ...open, rules: PRACTICE_REVIEW }), []);
});

Deno.test("reviewFields() shows the own response from hand-in and the rest at release", () => {
  assert.deepEqual(fields({}), ["response"]);
  assert.deepEqual(fields({ closedForEveryone: true }), ["response"]);
  assert.deepEqual(fields({ released: true }), [...REVIEW_FIELDS]);
});

Deno.test("reviewFields() obeys each moment", () => {
  const rules: ReviewRules = { ...TEST_REVIEW, mark: "closed", comment: "never" };
  assert.deepEqual(fields({ rules, closedForEveryone: true }), ["response", "mark"]);
  assert.equal(fields({ rules, released: true }).includes("mark"), false);
  assert.equal(fields({ rules, released: true }).includes("comment"), false);
});

Deno.test("reviewFields() keeps the key shut while anyone can still sit it, released or not", () => {
  assert.deepEqual(fields({ released: true, canStillSit: true }), [
    "response",
    "mark",
    "classMean",
  ]);
});

Deno.test("reviewFields() never shows more because someone can still sit it, nor a key then", () => {
  const moment = fc.constantFrom(...ReviewMomentSchema.options);
  const rules = fc.record({
    response: moment,
    correctness: moment,
    mark: moment,
    rightAnswer: moment,
    feedback: moment,
    explanation: moment,
    comment: moment,
    classMean: moment,
  });
  const flag = fc.boolean();
  fc.assert(fc.property(rules, flag, flag, (anyRules, closedForEveryone, released) => {
    const facts = { rules: anyRules, closedForEveryone, released };
    const free = fields(facts);
    const held = fields({ ...facts, canStillSit: true });
    const key = ["correctness", "rightAnswer", "feedback", "explanation", "comment"];
    assert.deepEqual(held, free.filter((field) => !key.includes(field)));
  }));
});

type Sitting = Partial<Omit<SittingFacts, "override">> & {
  override?: Partial<NonNullable<SittingFacts["override"]>>;
};

function sitting({ override, ...more }: Sitting): SittingFacts {
  return {
    assignment: {
      opensAt: 100,
      closesAt: 200,
      closedAt: null,
      cancelledAt: null,
      limitMs: null,
      lateStart: "cut",
      room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
      attemptsAllowed: 1,
    },
    accommodation: null,
    attempts: [],
    ...more,
    override: override
      ? {
        opensAt: null,
        closesAt: null,
        limitMs: null,
        extraMs: 0,
        attemptsAllowed: null,
        excused: false,
        ...override,
      }
      : null,
  };
}

Deno.test("canStillSit() is true before and in the own window, while attempts are left", () => {
  assert.equal(canStillSit(sitting({}), 50), true);
  assert.equal(canStillSit(sitting({}), 199), true);
  assert.equal(canStillSit(sitting({}), 200), false);
  assert.equal(canStillSit(sitting({ attempts: [{ state: "submitted" }] }), 150), false);
  assert.equal(canStillSit(sitting({ attempts: [{ state: "voided" }] }), 150), true);
  assert.equal(canStillSit(sitting({ attempts: [{ state: "abandoned" }] }), 150), false);
});

Deno.test("canStillSit() is true for whoever is writing, whatever the window says", () => {
  assert.equal(canStillSit(sitting({ attempts: [{ state: "in_progress" }] }), 250), true);
  assert.equal(canStillSit(sitting({ attempts: [{ state: "paused" }] }), 250), true);
  const cancelled = { ...sitting({}).assignment, cancelledAt: 1 };
  const writing = sitting({ assignment: cancelled, attempts: [{ state: "in_progress" }] });
  assert.equal(canStillSit(writing, 150), true);
  assert.equal(canStillSit(sitting({ assignment: cancelled }), 150), false);
});

Deno.test("canStillSit() knows make-ups, excuses, more attempts and stretched windows", () => {
  const done = [{ state: "submitted" as const }];
  assert.equal(canStillSit(sitting({ override: { closesAt: 300 } }), 250), true);
  assert.equal(canStillSit(sitting({ override: { excused: true } }), 150), false);
  assert.equal(
    canStillSit(sitting({ override: { attemptsAllowed: 2 }, attempts: done }), 150),
    true,
  );
  const unlimited = { ...sitting({}).assignment, attemptsAllowed: null };
  assert.equal(canStillSit(sitting({ assignment: unlimited, attempts: done }), 150), true);
  const accommodation = { timeFactor: 1.5, validFromAt: 0, validToAt: null };
  assert.equal(canStillSit(sitting({ accommodation }), 249), true);
  assert.equal(canStillSit(sitting({ accommodation }), 250), false);
});

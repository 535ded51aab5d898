import assert from "node:assert/strict";
import { bareAttempt } from "../attempts/projection.ts";
import type { Answer } from "../model/attempts/attempt_schema.ts";
import { latestMark, withMark } from "../grading/latest_marks.ts";
import type { Grade } from "../grading/grade_schema.ts";
import { GradeSchema } from "../grading/grade_schema.ts";
import type { QuestionContent, QuestionResponse } from "../model/questions/question_schema.ts";
import {
  aChoice,
  anAssignment,
  anEssay,
  aNumber,
  SLOTS,
} from "../../tests/worlds/marking_builders.ts";
import { newGrade, regraded } from "./new_grade.ts";

const contents = new Map<string, QuestionContent>([
  ["qc-1", aChoice()],
  ["qn-1", aNumber()],
  ["qe-1", anEssay()],
]);

function gradeOf(
  responses: Record<string, QuestionResponse>,
  { negative = false, now = 100, keys = contents } = {},
): Grade {
  const answers = new Map<string, Answer>(
    Object.entries(responses).map(([slotId, response]) => [slotId, {
      slotId,
      response,
      seq: 1,
      writerId: null,
      savedAt: 1,
      edits: 0,
      parked: [],
    }]),
  );
  const attempt = {
    ...bareAttempt({
      id: "at1",
      schoolId: "s1",
      createdAt: 1,
      assignmentId: "as1",
      examId: "e1",
      examVersion: 1,
      studentId: "st1",
      number: 1,
    }),
    state: "submitted" as const,
    submittedAt: 90,
  };
  const kinds = ["choice_one", "numerical", "essay"] as const;
  const paper = {
    slots: SLOTS.map((slot, i) => ({
      ...slot,
      sectionId: "part1",
      kind: kinds[i]!,
      order: [],
      units: [],
      maxChars: null,
    })),
  };
  const assignment = anAssignment({ negative });
  return newGrade({ assignment, attempt, paper, answers, contents: keys, locale: "en", now });
}

const essay = (text: string): QuestionResponse => ({ kind: "essay", text });
const choose = (optionId: string): QuestionResponse => ({ kind: "choice_one", optionId });
const number = (text: string): QuestionResponse => ({ kind: "numerical", text, unitId: null });
const marksOf = (grade: Grade) =>
  SLOTS.map(({ slotId }) => latestMark(grade, slotId)?.mark ?? null);

Deno.test("newGrade() marks what the key decides and leaves essays waiting", () => {
  const grade = gradeOf({ sc: choose("a"), sn: number("2.50"), se: essay("Because") });
  assert.deepEqual(GradeSchema.parse(grade), grade);
  assert.deepEqual(marksOf(grade), [1, 2, null]);
  assert.deepEqual([grade.waiting, grade.manual], [["se"], ["se"]]);
  assert.deepEqual([grade.mark, grade.maxMark, grade.state], [3, 6, "partial"]);
  assert.deepEqual(grade.slots.map(({ blank }) => blank), [false, false, false]);
  assert.deepEqual([grade.slots[0]?.chosen, grade.slots[1]?.wrote], [["a"], "2.50"]);
  assert.equal(grade.slots[2]?.wrote, "");
});

Deno.test("newGrade() keeps no half of a character where an answer is cut", () => {
  const grade = gradeOf({ sn: number(`${"1".repeat(99)}😀`) });
  assert.equal(grade.slots[1]?.wrote, "1".repeat(99));
});

Deno.test("newGrade() gives blanks 0 and lets nobody wait for them", () => {
  const grade = gradeOf({ se: essay("  ") });
  assert.deepEqual(marksOf(grade), [0, 0, 0]);
  assert.deepEqual([grade.waiting, grade.manual, grade.state], [[], [], "complete"]);
});

Deno.test("newGrade() sends a number nobody can read to the queue", () => {
  const grade = gradeOf({ sn: number("two and a bit"), se: essay("x") });
  assert.deepEqual(grade.waiting, ["sn", "se"]);
});

Deno.test("newGrade() counts credits below 0 only under negative marking, and never a total below 0", () => {
  assert.deepEqual(marksOf(gradeOf({ sc: choose("b") })), [0, 0, 0]);
  const negative = gradeOf({ sc: choose("b") }, { negative: true });
  assert.deepEqual(marksOf(negative), [-0.5, 0, 0]);
  assert.equal(negative.mark, 0);
  assert.equal(gradeOf({ sc: choose("b"), sn: number("2.5") }, { negative: true }).mark, 1.5);
});

const hand = (grade: Grade, slotId: string, mark: number) =>
  withMark(grade, {
    slotId,
    at: 200,
    source: "teacher",
    mark,
    fraction: mark / 3,
    rubric: null,
    comment: "ok",
    byId: "t1",
    rulesHash: null,
  });

Deno.test("regraded() changes nothing when nothing changed, also after a mark by hand", () => {
  const first = gradeOf({ sc: choose("a"), se: essay("x") });
  assert.equal(regraded(first, gradeOf({ sc: choose("a"), se: essay("x") }, { now: 500 })), first);
  const marked = hand(first, "se", 2);
  assert.equal(marked.state, "complete");
  assert.equal(regraded(marked, gradeOf({ sc: choose("a"), se: essay("x") })), marked);
});

Deno.test("regraded() marks a changed answer anew and keeps the log", () => {
  const first = hand(gradeOf({ sc: choose("b"), se: essay("x") }), "se", 2);
  const again = regraded(first, gradeOf({ sc: choose("a"), se: essay("y") }, { now: 500 }));
  assert.deepEqual(marksOf(again), [1, 0, null]);
  assert.deepEqual(again.waiting, ["se"]);
  assert.equal(again.marks.length, first.marks.length + 2);
  assert.deepEqual(again.marks.filter((it) => it.slotId === "se").map((it) => it.rev), [1, 2]);
  const fresh = gradeOf({ sc: choose("a"), se: essay("y") }, { now: 600 });
  assert.equal(regraded(again, fresh), again);
});

Deno.test("regraded() follows a changed key, but leaves what a person marked", () => {
  const keys = new Map(contents);
  keys.set("qc-1", aChoice({ key: { credit: { b: 1 }, feedback: {} } }));
  const auto = gradeOf({ sc: choose("a") });
  assert.deepEqual(marksOf(regraded(auto, gradeOf({ sc: choose("a") }, { keys }))), [0, 0, 0]);
  const byHand = hand(auto, "sc", 0.5);
  assert.equal(regraded(byHand, gradeOf({ sc: choose("a") }, { keys })), byHand);
});

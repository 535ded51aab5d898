import assert from "node:assert/strict";
import { isDue, type OwnExam, ownExamHref, sizeWords, stateWords } from "./own_exam.ts";

const style = { locale: "en-IN", timeZone: "Asia/Kolkata" };
const at = (time: string) => Date.parse(`${time}+05:30`);

function exam(state: OwnExam["state"], overrides: Partial<OwnExam> = {}): OwnExam {
  return {
    assignmentId: "as1",
    title: "Light",
    subject: "Science",
    practice: false,
    questionCount: 1,
    totalMarks: 24,
    limitMs: 2_400_000,
    opensAt: 0,
    closesAt: null,
    releasedAt: null,
    again: false,
    state,
    ...overrides,
  };
}

const CASES: readonly [OwnExam["state"], words: string, due: boolean, href: string][] = [
  [
    { kind: "scheduled", opensAt: at("2026-11-25T09:05") },
    "Opens Wed 25 Nov, 09:05",
    true,
    "/assignments/as1",
  ],
  [
    { kind: "open", closesAt: at("2026-11-25T11:00"), cutMs: null },
    "Open until Wed 25 Nov, 11:00",
    true,
    "/assignments/as1",
  ],
  [{ kind: "open", closesAt: null, cutMs: null }, "Open", true, "/assignments/as1"],
  [
    { kind: "writing", attemptId: "at1", deadlineAt: at("2026-11-23T11:30"), paused: false },
    "Ends Mon 23 Nov, 11:30",
    true,
    "/attempts/at1",
  ],
  [
    { kind: "writing", attemptId: "at1", deadlineAt: null, paused: true },
    "Paused by your teacher",
    true,
    "/attempts/at1",
  ],
  [
    { kind: "handed_in", attemptId: "at1", at: at("2026-11-23T11:30") },
    "Handed in Mon 23 Nov, 11:30",
    false,
    "/assignments/as1",
  ],
  [
    { kind: "result", attemptId: "at1", mark: 20, maxMark: 24, waiting: 0 },
    "Results: 20 of 24 marks",
    false,
    "/attempts/at1/review",
  ],
  [
    { kind: "result", attemptId: "at1", mark: 12.5, maxMark: 24, waiting: 1 },
    "Results: 12.5 of 24 marks, 1 answer waits for marks",
    false,
    "/attempts/at1/review",
  ],
  [
    { kind: "missed", at: at("2026-11-23T11:30") },
    "Not handed in, closed Mon 23 Nov, 11:30",
    false,
    "/assignments/as1",
  ],
  [{ kind: "excused" }, "Excused", false, "/assignments/as1"],
  [{ kind: "ended" }, "Not handed in", false, "/assignments/as1"],
];

Deno.test("stateWords() says when what comes will close, of the same day by the time alone", () => {
  const opensAt = at("2026-11-25T09:05");
  const words = (closesAt: number) =>
    stateWords(exam({ kind: "scheduled", opensAt }, { opensAt, closesAt }), style);
  assert.equal(words(at("2026-11-25T11:00")), "Opens Wed 25 Nov, 09:05, closes 11:00");
  assert.equal(words(at("2026-11-26T11:00")), "Opens Wed 25 Nov, 09:05, closes Thu 26 Nov, 11:00");
});

Deno.test("a test's state reads as a sentence and leads to its page", () => {
  assert.equal(CASES.length, 11);
  for (const [state, words, due, href] of CASES) {
    const it = exam(state);
    assert.equal(stateWords(it, style), words);
    assert.equal(isDue(it), due, words);
    assert.equal(ownExamHref(it), href);
  }
});

Deno.test("a practice that nobody did is no reproach", () => {
  const missed = exam({ kind: "missed", at: at("2026-11-23T11:30") }, { practice: true });
  assert.equal(stateWords(missed, style), "Closed Mon 23 Nov, 11:30");
});

Deno.test("sizeWords() leaves out what a test does not have", () => {
  const whole = exam({ kind: "excused" });
  assert.equal(sizeWords(whole, "en-IN"), "Science, 40 min, 1 question, 24 marks");
  const bare = { ...whole, subject: null, limitMs: null, totalMarks: 1 };
  assert.equal(sizeWords(bare, "en-IN"), "1 question, 1 mark");
});

Deno.test("sizeWords() tells what a late start leaves, and of one that runs nothing", () => {
  const cut = exam({ kind: "open", closesAt: 700_000, cutMs: 659_000 });
  assert.equal(sizeWords(cut, "en-IN"), "Science, 10 min left, 1 question, 24 marks");
  const writing = exam({ kind: "writing", attemptId: "at1", deadlineAt: 1, paused: false });
  assert.equal(sizeWords(writing, "en-IN"), "Science, 1 question, 24 marks");
});

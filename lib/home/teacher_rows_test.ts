import assert from "node:assert/strict";
import { aDigest, aReleased } from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { T0 } from "../../tests/worlds/test_app.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import { markingRow } from "./marking_row.ts";
import { nextExams } from "./next_exams.ts";
import { isNewlyReleased, RELEASED_MS, releasedExam } from "./released_exams.ts";

const DAY = 86_400_000;

Deno.test("markingRow() counts answers, the marked among those people mark, and the oldest", () => {
  const grades = [
    aDigest({ byHand: 2, waiting: 2, submittedAt: T0 + 9 }),
    aDigest({ id: "at2", byHand: 2, waiting: 1, submittedAt: T0 + 5 }),
    aDigest({ id: "at3", byHand: 2, waiting: 0, submittedAt: T0 }),
    aDigest({ id: "at4", byHand: 2, waiting: 2, voided: true, submittedAt: T0 }),
  ];
  const row = markingRow(anAssignment(), "10 A", grades);
  assert.deepEqual(row, {
    assignmentId: "as1",
    title: "Light",
    audience: "10 A",
    toMark: 3,
    done: 3,
    total: 6,
    oldestAt: T0 + 5,
  });
  assert.equal(markingRow(anAssignment(), "10 A", grades.slice(2)), null);
});

function anExam(id: string, overrides: Partial<Exam>): Exam {
  return {
    id,
    schoolId: "s1",
    createdAt: T0,
    title: id,
    description: "",
    subjectId: null,
    ownerId: "t1",
    editorIds: [],
    state: "draft",
    draft: {
      sections: [{ id: "a", title: "", intro: "", shuffle: false, slots: [] }],
      instructions: "",
    },
    draftRev: 0,
    publishedVersion: null,
    publishedRev: null,
    updatedAt: T0,
    ...overrides,
  };
}

Deno.test("nextExams() lists scheduled ones by time, classes together, then what is open, then drafts", () => {
  const assignments = [
    anAssignment({ id: "later", opensAt: T0 + 2 * DAY, closesAt: T0 + 3 * DAY }),
    anAssignment({ id: "a", opensAt: T0 + DAY, closesAt: T0 + 2 * DAY }),
    anAssignment({ id: "b", opensAt: T0 + DAY, closesAt: T0 + 2 * DAY }),
    anAssignment({ id: "homework", opensAt: T0 - DAY, closesAt: T0 + 6 * DAY }),
    anAssignment({ id: "running" }),
    anAssignment({ id: "over", opensAt: T0 - 2 * DAY, closesAt: T0 - DAY }),
  ];
  const exams = [
    anExam("old", { updatedAt: T0 - DAY }),
    anExam("new", {}),
    anExam("published", { state: "published" }),
  ];
  const rows = nextExams(assignments, ({ id }) => id, { exams, now: T0 });
  assert.deepEqual(rows.map(({ kind, audience, at }) => [kind, audience, at]), [
    ["scheduled", "a, b", T0 + DAY],
    ["scheduled", "later", T0 + 2 * DAY],
    ["open", "homework", T0 + 6 * DAY],
    ["draft", "", null],
    ["draft", "", null],
  ]);
  assert.deepEqual(rows.slice(-2).map(({ href }) => href), ["/tests/new", "/tests/old"]);
});

Deno.test("releasedExam() takes the median of complete results, one per student", () => {
  const grades = [
    aDigest({ mark: 3 }),
    aDigest({ id: "at2", number: 2, mark: 6 }),
    aDigest({ id: "at3", studentId: "st2", mark: 3 }),
    aDigest({ id: "at4", studentId: "st3", mark: 6, state: "partial", waiting: 1 }),
  ];
  const { results, medianPercent } = releasedExam(aReleased(), "10 A", grades);
  assert.deepEqual([results, medianPercent], [2, 75]);
  assert.equal(releasedExam(aReleased(), "10 A", []).medianPercent, null);
});

Deno.test("isNewlyReleased() holds for a week", () => {
  const releasedAt = T0;
  assert.equal(isNewlyReleased(aReleased({ releasedAt }), T0 + RELEASED_MS - 1), true);
  assert.equal(isNewlyReleased(aReleased({ releasedAt }), T0 + RELEASED_MS), false);
  assert.equal(isNewlyReleased(anAssignment(), T0), false);
});

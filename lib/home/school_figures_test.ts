import assert from "node:assert/strict";
import { aDigest, anOverride, aReleased } from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { T0 } from "../../tests/worlds/test_app.ts";
import type { Enrolment } from "../model/people/people_schema.ts";
import { daysToResult, markedExam, markingLoad, medianDays } from "./marking_load.ts";
import { participation } from "./participation.ts";
import { type GradedExam, SchoolCells } from "./school_cells.ts";
import { loadCsv, schoolCsv } from "./school_csv.ts";

const GERMAN = { separator: ";", decimal: ",", timeZone: "Asia/Kolkata" } as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `n` students of a class, each with this mark of 6. */
function grades(n: number, mark: number, from = 0) {
  return Array.from(
    { length: n },
    (_, i) => aDigest({ id: `at${from + i}`, studentId: `st${from + i}`, mark }),
  );
}

function cellsOf(exams: readonly GradedExam[], classOf = new Map<string, string>()) {
  const cells = new SchoolCells(classOf);
  for (const exam of exams) cells.add(exam);
  return cells.rows({ classIds: ["c1", "c2"], subjectIds: ["sub1"] });
}

Deno.test("SchoolCells takes each student's mean over the subject's released tests", () => {
  const exams = [
    { assignment: aReleased(), grades: grades(10, 6) },
    { assignment: aReleased({ id: "as2" }), grades: grades(10, 3) },
    { assignment: anAssignment({ id: "as3" }), grades: grades(10, 0) },
    { assignment: aReleased({ id: "as4", practice: true }), grades: grades(10, 0) },
  ];
  assert.deepEqual(cellsOf(exams), [
    [{ kind: "shown", group: { n: 10, mean: .75, low: .75, high: .75 } }],
    [{ kind: "none" }],
  ]);
});

Deno.test("SchoolCells hides a group of nine, and the other one with it", () => {
  const other = aReleased({ id: "as2", audience: { kind: "class", classId: "c2" } });
  const exams = [
    { assignment: aReleased(), grades: grades(9, 6) },
    { assignment: other, grades: grades(30, 3, 100) },
  ];
  assert.deepEqual(cellsOf(exams), [[{ kind: "hidden" }], [{ kind: "hidden" }]]);
});

Deno.test("SchoolCells counts tests given to persons in the class of each", () => {
  const audience = { kind: "people" as const, studentIds: ["st0"] };
  const exams = [{ assignment: aReleased({ audience }), grades: grades(12, 6) }];
  const classOf = new Map(exams[0]!.grades.map(({ studentId }) => [studentId, "c2"]));
  const [first, second] = cellsOf(exams, classOf);
  assert.deepEqual(first, [{ kind: "none" }]);
  assert.equal(second![0]!.kind, "shown");
});

Deno.test("daysToResult() counts from the end, or from the last hand-in where there is none", () => {
  assert.equal(daysToResult({ assignment: aReleased(), grades: [] }), 1);
  assert.equal(daysToResult({ assignment: anAssignment(), grades: [] }), null);
  assert.equal(daysToResult({ assignment: aReleased({ practice: true }), grades: [] }), null);
  const endless = aReleased({ closesAt: null, releasedAt: T0 + 3 * DAY });
  const late = [aDigest({ submittedAt: T0 + DAY })];
  assert.equal(daysToResult({ assignment: endless, grades: late }), 2);
  assert.equal(daysToResult({ assignment: aReleased({ releasedAt: T0 }), grades: [] }), 0);
});

Deno.test("markingLoad() lists everyone named, the largest wait first", () => {
  const waits = [aDigest({ waiting: 2, submittedAt: T0 + 5 }), aDigest({ waiting: 1 })];
  const exams = [
    { assignment: anAssignment(), grades: waits },
    { assignment: aReleased({ id: "as2", teacherId: "t2" }), grades: [aDigest()] },
    { assignment: anAssignment({ id: "as3", teacherId: "gone" }), grades: waits },
  ].map(markedExam);
  const names = new Map([["t2", "Rao"], ["t1", "Sen"], ["t3", "Bose"]]);
  const rows = markingLoad(exams, ({ teacherId }) => teacherId, names);
  assert.deepEqual(rows, [
    { id: "t1", name: "Sen", waiting: 3, oldestAt: T0 + 5, days: null, released: 0 },
    { id: "t2", name: "Rao", waiting: 0, oldestAt: null, days: 1, released: 1 },
    { id: "t3", name: "Bose", waiting: 0, oldestAt: null, days: null, released: 0 },
  ]);
  assert.equal(medianDays(exams), 1);
  assert.equal(medianDays([]), null);
});

function enrolled(studentId: string, overrides: Partial<Enrolment> = {}): Enrolment {
  const row = { id: studentId, schoolId: "s1", createdAt: 0, classId: "c1", studentId };
  return { ...row, fromAt: 0, untilAt: null, ...overrides };
}

Deno.test("participation() counts whoever was to sit a closed test", () => {
  const it = {
    assignment: anAssignment(),
    grades: [aDigest(), aDigest({ id: "at2", number: 2 }), aDigest({ studentId: "guest" })],
    overrides: new Map([["st2", anOverride({ excused: true })]]),
    enrolments: [
      enrolled("st1"),
      enrolled("st2"),
      enrolled("st3"),
      enrolled("joined later", { fromAt: T0 + HOUR }),
      enrolled("left before", { untilAt: T0 }),
    ],
  };
  assert.deepEqual(participation(it, T0 + HOUR), { handedIn: 2, expected: 3 });
  assert.deepEqual(participation(it, T0 + HOUR - 1), { handedIn: 0, expected: 0 });
  const makeUp = anOverride({ opensAt: T0 + 2 * HOUR, closesAt: T0 + 3 * HOUR, makeUp: true });
  const later = { ...it, overrides: new Map([...it.overrides, ["st3", makeUp]]) };
  assert.deepEqual(participation(later, T0 + 3 * HOUR - 1), { handedIn: 2, expected: 2 });
  assert.deepEqual(participation(later, T0 + 3 * HOUR), { handedIn: 2, expected: 3 });
  const practice = { ...it, assignment: anAssignment({ practice: true }) };
  assert.deepEqual(participation(practice, T0 + HOUR), { handedIn: 0, expected: 0 });
});

Deno.test("schoolCsv() holds what the page shows, and no formula", () => {
  const group = { n: 30, mean: .7512, low: .7, high: .8 };
  const cells = [{ kind: "shown" as const, group }, { kind: "hidden" as const }, {
    kind: "none" as const,
  }];
  const text = schoolCsv({
    pass: .4,
    classes: [{ classId: "c1", name: "=1+1", students: 30, cells }],
    subjects: [{ id: "a", name: "Maths" }, { id: "b", name: "Hindi" }, { id: "c", name: "Art" }],
  }, GERMAN);
  assert.deepEqual(text.split("\r\n").slice(1), [
    `"'=1+1";"Maths";"30";"75,1";"70";"80"`,
    `"'=1+1";"Hindi";"not shown";"";"";""`,
    "",
  ]);
});

Deno.test("loadCsv() leaves unknown figures empty", () => {
  const row = { id: "t1", name: "Rao", waiting: 0, oldestAt: null, days: null, released: 0 };
  const known = { ...row, oldestAt: 0, days: 2.449, released: 3 };
  assert.deepEqual(loadCsv([row, known], "Teacher", GERMAN).split("\r\n").slice(1), [
    `"Rao";"0";"";"";"0"`,
    `"Rao";"0";"1970-01-01 05:30";"2,4";"3"`,
    "",
  ]);
});

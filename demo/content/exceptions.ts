import { type DemoStudent, studentsOf } from "./people.ts";
import type { ClassKey } from "./school.ts";
import { sittingsOf } from "./sittings.ts";
import { type DemoAssignment, type DemoTest, MINUTE, type When } from "./test_shapes.ts";

/** One student's exception in an assignment. */
export interface DemoException {
  /** Key of the test. */
  of: string;
  classKey: ClassKey;
  student: (test: DemoTest, assignment: DemoAssignment) => DemoStudent;
  /** When the teacher gave it. */
  given: When;
  /** A make-up's own window; `null`: as everyone's. */
  opens: When | null;
  closes: When | null;
  extraMs: number;
  excused: boolean;
  makeUp: boolean;
  reason: string;
}

/** Those of the class who do not sit the test, by register number. */
export function absentFrom(test: DemoTest, assignment: DemoAssignment): DemoStudent[] {
  // Who sits it does not depend on the time.
  const sitters = new Set(sittingsOf(test, assignment, 0).map(({ student }) => student.username));
  return studentsOf(assignment.classKey).filter(({ username }) => !sitters.has(username));
}

function firstAbsent(test: DemoTest, assignment: DemoAssignment): DemoStudent {
  const [student] = absentFrom(test, assignment);
  if (student === undefined) throw new Error(`Cannot find anyone absent from ${test.key}`);
  return student;
}

function firstWriting(test: DemoTest, assignment: DemoAssignment): DemoStudent {
  const [sitting] = sittingsOf(test, assignment, 0);
  if (sitting === undefined) throw new Error(`Cannot find anyone who writes ${test.key}`);
  return sitting.student;
}

const USUAL = {
  opens: null,
  closes: null,
  extraMs: 0,
  excused: false,
  makeUp: false,
};

export const EXCEPTIONS: readonly DemoException[] = [
  {
    ...USUAL,
    of: "e-poetry",
    classKey: "10b",
    student: firstAbsent,
    given: { days: -19, at: "10:30" },
    excused: true,
    reason: "At the district chess tournament",
  },
  {
    ...USUAL,
    of: "s-light",
    classKey: "10a",
    student: firstAbsent,
    given: { days: -1, at: "12:40" },
    opens: { days: 1, at: "14:00" },
    closes: { days: 1, at: "14:50" },
    makeUp: true,
    reason: "Ill yesterday, note from the parents",
  },
  {
    ...USUAL,
    of: "s-light",
    classKey: "10b",
    student: firstAbsent,
    given: { days: -1, at: "12:45" },
    excused: true,
    reason: "In hospital until the end of the month",
  },
  {
    ...USUAL,
    of: "m-quadratics",
    classKey: "10b",
    student: firstWriting,
    given: { inMs: -12 * MINUTE },
    extraMs: 5 * MINUTE,
    reason: "Was called to the office during the test",
  },
];

/** What a teacher said to the room. */
export interface DemoMessage {
  /** Key of the test. */
  of: string;
  classKey: ClassKey;
  sent: When;
  text: string;
  /** How many of those who write have not looked yet. */
  unseen: number;
}

export const MESSAGES: readonly DemoMessage[] = [{
  of: "m-quadratics",
  classKey: "10b",
  sent: { inMs: -9 * MINUTE },
  text: "Question 5: write the daughter’s age now, not the age in 12 years.",
  unseen: 3,
}];

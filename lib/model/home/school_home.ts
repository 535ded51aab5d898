/** A mean and its 95 % interval, from 0 to 1. */
export interface MeanInterval {
  n: number;
  mean: number;
  low: number;
  high: number;
}

/** What may be shown of one class in one subject. */
export type SchoolCell =
  | { kind: "shown"; group: MeanInterval }
  /** Too small a group, or the next smallest, by which it could be found out. */
  | { kind: "hidden" }
  /** No results at all. */
  | { kind: "none" };

export interface SchoolClassRow {
  classId: string;
  name: string;
  /** Enrolled now. */
  students: number;
  /** In the order of the subjects. */
  cells: SchoolCell[];
}

/** Marking of one teacher, or of one subject. */
export interface MarkingLoadRow {
  id: string;
  name: string;
  /** Answers. */
  waiting: number;
  /** Hand-in of the oldest; `null` when nothing waits. */
  oldestAt: number | null;
  /** Median days from the end of a test to its results; `null` without a released test. */
  days: number | null;
  released: number;
}

export interface SchoolPeriod {
  /** Name of the school year; `null` outside of any. */
  name: string | null;
  fromAt: number;
}

/** Marking load by teacher, the largest wait first. */
export interface TeacherLoad {
  period: SchoolPeriod;
  rows: MarkingLoadRow[];
}

/** The school's figures since the year began; practices are left out. */
export interface SchoolHome {
  period: SchoolPeriod;
  /** Closed tests, each once for every student who was to sit it. */
  handedIn: number;
  expected: number;
  /** Answers with a mark, by rule or by a person. */
  marked: number;
  /** Answers without, and those of them handed in more than three days ago. */
  waiting: number;
  waitingLong: number;
  /** Median; `null` without a released test. */
  days: number | null;
  /** From 0 to 1, the line to compare with. */
  pass: number;
  subjects: { id: string; name: string }[];
  classes: SchoolClassRow[];
  load: MarkingLoadRow[];
}

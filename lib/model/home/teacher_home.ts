/** A test that students are writing. */
export interface RunningExam {
  assignmentId: string;
  title: string;
  /** A class, or "3 students". */
  audience: string;
  handedIn: number;
  writing: number;
  notStarted: number;
  /** When it ends for everyone without an exception; `null` for never. */
  endsAt: number | null;
  /** When it ends for the last who is writing, extra time and exceptions applied; `null` for never. */
  lastAt: number | null;
  paused: boolean;
}

/** Answers of one test that wait for marks. */
export interface MarkingRow {
  assignmentId: string;
  title: string;
  audience: string;
  /** Answers. */
  toMark: number;
  /** Of the answers that people mark. */
  done: number;
  total: number;
  /** Hand-in of the oldest. */
  oldestAt: number;
}

/** What comes next: scheduled, open over days, or not yet assigned. */
export interface NextExam {
  key: string;
  href: string;
  title: string;
  /** Several classes that get it at the same time; empty for a draft. */
  audience: string;
  kind: "scheduled" | "open" | "draft";
  /** Opening, or for what is open its end; `null` for none. */
  at: number | null;
  limitMs: number | null;
  questions: number;
}

export interface ReleasedExam {
  assignmentId: string;
  title: string;
  audience: string;
  /** Complete results. */
  results: number;
  /** `null` without any. */
  medianPercent: number | null;
}

/** Why a student may need the teacher. */
export type AttentionReason =
  | { kind: "under"; points: number; before: number }
  | { kind: "missed"; count: number }
  | { kind: "extra_time"; endsAt: number };

export interface Attention {
  studentId: string;
  name: string;
  className: string;
  reason: AttentionReason;
}

export interface TeacherHome {
  running: RunningExam[];
  marking: MarkingRow[];
  next: NextExam[];
  released: ReleasedExam[];
  attention: Attention[];
  /** Has written or assigned any. */
  hasExams: boolean;
}

/** A moment that is far off: what is kept then has not run out on any machine that opens it. */
export const THEN = Date.UTC(2050, 10, 21, 5, 30);

/** What is known of a school that was made: how to be someone in it, and what must be found there again. */
export interface OldSchool {
  /** The school's clock when it was left, milliseconds since the Unix epoch. */
  at: number;
  /** Session cookies. */
  cookies: Record<
    "office" | "teacher" | "asha" | "bilal" | "chen" | "guardian" | "principal",
    string
  >;
  people: Record<string, string>;
  classId: string;
  testId: string;
  assignmentId: string;
  /** Handed in, marked, released. */
  handedIn: {
    attemptId: string;
    receipt: Record<string, unknown>;
    essaySlot: string;
    mark: number;
  };
  running: {
    attemptId: string;
    writerId: string;
    /** Highest number of the writer. */
    n: number;
    /** Answers by slot, as they stand. */
    answers: Record<string, unknown>;
    /** Those of them that waited in the outage journal when the school was left. */
    waiting: string[];
  };
  /** Of a page that was loaded very often: it has more writers than a new attempt may have. */
  crowded: { attemptId: string; writers: number };
  /** A person whose id is longer than ids are today. */
  longId: string;
  file: { id: string; bytes: number };
  /** Things by kind. */
  counts: Record<string, number>;
}

export const PASSWORD = "quiet-river-42";
export const LONG_ID = `long-${"x".repeat(95)}`;
export const CROWD = 260;

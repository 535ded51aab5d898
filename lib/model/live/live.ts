import type { RoomEntry } from "../assignments/assignment_schema.ts";
import type { AttemptState } from "../attempts/attempt_schema.ts";
import type { JobView } from "../jobs/job_schema.ts";
import type { RoomLine } from "./room_schema.ts";

/** The clock of one attempt, as page, push and poll know it. */
export interface AttemptClock {
  /** Server clock, milliseconds since the Unix epoch. */
  now: number;
  /** `null`: no end. While paused it moves on with `now`. */
  deadlineAt: number | null;
  state: AttemptState;
  /** Rises with every change of the clock: the later of two wins. */
  rev: number;
}

/** A room entry as the student is told it. */
export interface AttemptNotice {
  id: string;
  at: number;
  kind: RoomEntry["kind"];
  ms: number | null;
  text: string;
  /** It was meant for this student alone or for some, not for all. */
  personal: boolean;
}

/** All that others can change on a student's page. */
export interface AttemptPush {
  attemptId: string;
  seq: number;
  /** The writer that may write. */
  writerId: string | null;
  clock: AttemptClock;
  /** Not yet shown, oldest first. */
  notices: AttemptNotice[];
}

/** One student in a room. */
export interface RoomItem {
  studentId: string;
  name: string;
  /** `null` before the start. While names are hidden it stands for the student's newest attempt, and is not its id. */
  attemptId: string | null;
  state: AttemptState | "not_started" | "excused";
  answered: number;
  total: number;
  /** Last answer that reached the server. */
  savedAt: number | null;
  /** Last sign of life of the page. */
  seenAt: number | null;
  submittedAt: number | null;
  deadlineAt: number | null;
  /** Room entries sent to this student and not shown yet. */
  unseen: number;
  /** Why the server could not handle this attempt, a sentence without a period; it tries again each hour. `null`: it could. */
  stuck: string | null;
}

/** A room as staff see it. */
export interface RoomView {
  items: RoomItem[];
  /** Newest last. */
  lines: RoomLine[];
  /** The whole room stands still. */
  paused: boolean;
  /** When it is over at the latest, for those without other times and for all who are writing; a pause moves it. `null`: never. */
  endsAt: number | null;
  /** When it opens for those without other times. */
  opensAt: number;
  isCancelled: boolean;
}

/** A student's own times of a test that is not begun. */
export interface OwnTimes {
  opensAt: number;
  /** Last moment to start; `null` for never. */
  closesAt: number | null;
  limitMs: number | null;
  /** What was added to the time to write. */
  addedMs: number;
  /** Now or at the opening: neither cancelled nor closed, not excused, attempts left. */
  mayStart: boolean;
}

/** What the server says. */
export type LiveEvent =
  | { type: "hello"; v: 1; socketId: string; now: number; beatMs: number }
  | { type: "ready" }
  | { type: "beat"; now: number }
  | { type: "bye"; reason: "deploy"; afterMs: number }
  | { type: "ok"; ref: string }
  | { type: "error"; ref?: string; code: string; message: string; retryAfterMs?: number }
  | ({ type: "attempt.state" } & AttemptPush)
  /** `null`: the test is no longer theirs. */
  | { type: "times"; assignmentId: string; times: OwnTimes | null }
  | { type: "job"; job: JobView }
  /** `items` are those that changed. */
  | ({ type: "room"; assignmentId: string; now: number } & RoomView);

/** Why a socket is closed. After 4001 and 4021 a client does not come back by itself. */
export const CLOSE = {
  leaving: 1001,
  tooLarge: 1009,
  fault: 1011,
  restart: 1012,
  notACommand: 4000,
  signedOut: 4001,
  rate: 4008,
  noResume: 4009,
  tooManySockets: 4013,
  tooSlow: 4020,
} as const;

/** Longest silence of a client, milliseconds. */
export const BEAT_MS = 25_000;

/** A page that was not heard of for so long is offline, milliseconds. */
export const OFFLINE_MS = 45_000;

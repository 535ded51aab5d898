import type { PageStore } from "../../lib/browser/stores.ts";
import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { AttemptNotice } from "../../lib/model/live/live.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type {
  AttemptSheet,
  OtherVersion,
} from "../../lib/model/attempts/student_attempt_schema.ts";
import type { Journal } from "./journal.ts";
import type { LongText } from "./long_texts.ts";
import type { Device, Net } from "./net.ts";
import type { Pace } from "./pace.ts";

export interface TakingOptions {
  /** As the server rendered it. */
  attempt: AttemptSheet;
  journal: Journal;
  net: Net;
  device: Device;
  /** Writers of other tabs of this browser that show the same test now. */
  live?: readonly string[];
  /** Further pages of this browser that showed the test, whatever the journal knows. */
  earlier?: readonly string[];
  /** Longest answer by slot, in UTF-16 code units, where there is a limit. */
  limits?: ReadonlyMap<string, number>;
  /** Where what is over the limits is kept; this device otherwise. */
  store?: PageStore;
  pace?: Pace;
  /** Milliseconds that only ever run on. */
  ticks?: () => number;
}

export type Phase =
  | "writing"
  /** Another page writes; this one shows. */
  | "elsewhere"
  | "paused"
  | "time_up"
  | "over";

/** Everything a page shows of a running test, but for the time left and where each answer is. */
export interface TakingState {
  phase: Phase;
  /** `back`: for a moment after everything was sent again. */
  online: "online" | "offline" | "back";
  signedOut: boolean;
  /** Why the server takes nothing more of this page, a sentence without a period; `null` as long as it does. */
  full: string | null;
  /** The last answers sent wait on the server for its database to come back. */
  journalled: boolean;
  handingIn: boolean;
  /** Hand-in stopped: the server had other answers than were shown. They are shown now. */
  changedElsewhere: boolean;
  /** Whole, also where the server takes less. */
  answers: ReadonlyMap<string, QuestionResponse>;
  /** Answers longer than the server takes. */
  long: ReadonlyMap<string, LongText>;
  others: ReadonlyMap<string, readonly OtherVersion[]>;
  flagged: ReadonlySet<string>;
  notices: readonly AttemptNotice[];
  deadlineAt: number | null;
  /** Questions whose newest answer is not on the server. */
  unsent: readonly string[];
  receipt: Receipt | null;
}

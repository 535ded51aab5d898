import {
  formatDate,
  formatDuration,
  formatInstant,
  formatLeft,
  formatTime,
  type TimeStyle,
} from "../text/format.ts";
import { formatMarks, formatMax, formatThings } from "../text/format_number.ts";
import { assignmentPath, attemptPath } from "../process/paths.ts";

/** Where a test stands for one student. */
export type OwnExamState =
  /** @property deadlineAt `null` for no end. */
  | { kind: "writing"; attemptId: string; deadlineAt: number | null; paused: boolean }
  /** Can be started now. `cutMs`: what is left when that is less than the limit. */
  | { kind: "open"; closesAt: number | null; cutMs: number | null }
  | { kind: "scheduled"; opensAt: number }
  /** `waiting`: answers without a mark yet. */
  | { kind: "result"; attemptId: string; mark: number; maxMark: number; waiting: number }
  | { kind: "handed_in"; attemptId: string; at: number }
  /** Never handed in, and over at `at`. */
  | { kind: "missed"; at: number }
  | { kind: "excused" }
  /** Begun, over, and not handed in. */
  | { kind: "ended" };

/** A test as its student sees it in lists. */
export interface OwnExam {
  assignmentId: string;
  title: string;
  /** `null` where the test has none. */
  subject: string | null;
  practice: boolean;
  questionCount: number;
  totalMarks: number;
  /** With extra time, if the student has any. */
  limitMs: number | null;
  /** Own window, exceptions and extra time applied. */
  opensAt: number;
  closesAt: number | null;
  /** When the result was released to all; `null` if it was not. */
  releasedAt: number | null;
  /** Handed in, and may be started once more. */
  again: boolean;
  state: OwnExamState;
}

/** Whether it is still to do: to start, to go on with, or to come. */
export function isDue({ state }: OwnExam): boolean {
  return state.kind === "writing" || state.kind === "open" || state.kind === "scheduled";
}

/** When it is to be done at the latest; `null` for no end. */
export function dueAt({ state, closesAt }: OwnExam): number | null {
  return state.kind === "writing" ? state.deadlineAt : closesAt;
}

/** The most urgent first: what is begun, then what is due first; practices after tests, what has no end last. */
export function byUrgency(a: OwnExam, b: OwnExam): number {
  const rank = ({ state, practice }: OwnExam) =>
    (state.kind === "writing" ? 0 : 1) + (practice ? 2 : 0);
  const due = (it: OwnExam) => dueAt(it) ?? Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || due(a) - due(b) || a.opensAt - b.opensAt;
}

/** The state as a sentence without a period. */
export function stateWords(exam: OwnExam, style: TimeStyle): string {
  const { state, practice, closesAt } = exam;
  const when = (at: number) => formatInstant(at, style);
  switch (state.kind) {
    case "writing":
      if (state.paused) return "Paused by your teacher";
      return state.deadlineAt === null ? "You have started" : `Ends ${when(state.deadlineAt)}`;
    case "open":
      return state.closesAt === null ? "Open" : `Open until ${when(state.closesAt)}`;
    case "scheduled":
      return `Opens ${when(state.opensAt)}${
        closesAt === null ? "" : `, closes ${closingWords(state.opensAt, closesAt, style)}`
      }`;
    case "handed_in":
      return `Handed in ${when(state.at)}`;
    case "result":
      return resultWords(state, style.locale);
    case "missed":
      return practice ? `Closed ${when(state.at)}` : `Not handed in, closed ${when(state.at)}`;
    case "excused":
      return "Excused";
    case "ended":
      return "Not handed in";
  }
}

/** Of the same day only the time. */
function closingWords(opensAt: number, closesAt: number, style: TimeStyle): string {
  const isSameDay = formatDate(opensAt, style) === formatDate(closesAt, style) &&
    closesAt - opensAt < 86_400_000;
  return isSameDay ? formatTime(closesAt, style) : formatInstant(closesAt, style);
}

function resultWords(
  { mark, maxMark, waiting }: OwnExamState & { kind: "result" },
  locale: string,
): string {
  const marks = `Results: ${formatMarks(mark, maxMark, locale)}`;
  if (waiting === 0) return marks;
  return `${marks}, ${formatThings(waiting, "answer waits", "answers wait", locale)} for marks`;
}

/** "Science, 40 min, 20 questions, 24 marks". */
export function sizeWords(test: OwnExam, locale: string): string {
  return [
    test.subject,
    timeWords(test),
    formatThings(test.questionCount, "question", "questions", locale),
    formatMax(test.totalMarks, locale),
  ].filter((it) => it !== null).join(", ");
}

/** The limit, or what the end of the window leaves of it; of one that runs, its end is said elsewhere. */
function timeWords({ state, limitMs }: OwnExam): string | null {
  if (limitMs === null || state.kind === "writing") return null;
  const isCut = state.kind === "open" && state.cutMs !== null;
  return isCut ? `${formatLeft(state.cutMs ?? 0)} left` : formatDuration(limitMs);
}

/** Where a press on the test leads. */
export function ownExamHref({ assignmentId, state }: OwnExam): string {
  if (state.kind === "writing") return attemptPath(state.attemptId);
  if (state.kind === "result") return attemptPath(state.attemptId, "review");
  return assignmentPath(assignmentId);
}

import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { assignmentPhase } from "../attempts/deadline.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import type { NextExam } from "../model/home/teacher_home.ts";
import { isSitting } from "./running_exam.ts";
import { assignmentPath, testPath } from "../model/process/paths.ts";

/** How many of each the home page lists; the rest is on the page of all tests. */
const MOST = 5;
const MOST_DRAFTS = 3;

/** What comes next: open over days, scheduled with the soonest first, then the newest drafts. */
export function nextExams(
  assignments: readonly Assignment[],
  audienceOf: (assignment: Assignment) => string,
  { exams, now }: { exams: readonly Exam[]; now: number },
): NextExam[] {
  const phased = assignments.map((it) => ({ it, phase: assignmentPhase(it, now) }));
  const scheduled = phased.filter(({ phase }) => phase === "scheduled").map(({ it }) => it);
  const open = phased.filter(({ it, phase }) => phase === "open" && !isSitting(it))
    .map(({ it }) => it);
  const groups = Map.groupBy(
    [...scheduled].sort((a, b) => a.opensAt - b.opensAt),
    ({ examId, opensAt }) => `${examId}-${opensAt}`,
  );
  const homework = Map.groupBy(open, ({ examId, closesAt }) => `${examId}-${closesAt}`);
  return [
    ...[...groups.values()].slice(0, MOST).map((them) => row("scheduled", them, audienceOf)),
    ...[...homework.values()].slice(0, MOST).map((them) => row("open", them, audienceOf)),
    ...drafts(exams),
  ];
}

/** One row for all classes that get the same test at the same time. */
function row(
  kind: "scheduled" | "open",
  [first, ...others]: readonly Assignment[],
  audienceOf: (assignment: Assignment) => string,
): NextExam {
  const { id, title, opensAt, closesAt, limitMs, questionCount } = first!;
  return {
    key: id,
    href: assignmentPath(id),
    title,
    audience: [first!, ...others].map(audienceOf).join(", "),
    kind,
    at: kind === "open" ? closesAt : opensAt,
    limitMs,
    questions: questionCount,
  };
}

function drafts(exams: readonly Exam[]): NextExam[] {
  return exams.filter(({ state }) => state === "draft")
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, MOST_DRAFTS)
    .map(({ id, title, draft }) => ({
      key: id,
      href: testPath(id),
      title,
      audience: "",
      kind: "draft",
      at: null,
      limitMs: null,
      questions: draft.sections.reduce((n, { slots }) => n + slots.length, 0),
    }));
}

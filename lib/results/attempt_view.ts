import { requireResults } from "../assignments/assignments.ts";
import { requireAttempt } from "../attempts/attempt_ref.ts";
import { allEvents } from "../attempts/store.ts";
import { audit, ofTest } from "../access/audit.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import { latestMark } from "../grading/latest_marks.ts";
import type { Grade, MarkEvent } from "../grading/grade_schema.ts";
import { REVIEW_FIELDS } from "../model/review/review_schema.ts";
import type { ReviewItem } from "../model/review/student_review_schema.ts";
import { timeline, type TimelineRow } from "../model/attempts/timeline.ts";
import type { User } from "../access/user.ts";
import { mayRunAssignment } from "../access/policy/assignments.ts";
import { isWatched } from "../access/policy/results.ts";
import { reviewItems } from "../review/review_items.ts";
import { type LateAnswer, lateAnswers } from "./late_answers.ts";
import { slotContents } from "./results.ts";

/** An answer with its mark, as staff see it. */
export interface AttemptItem extends ReviewItem {
  /** Number of the newest mark, 0 without one. */
  rev: number;
  source: MarkEvent["source"] | null;
  /** How many marks the log holds. */
  marks: number;
}

export interface AttemptView {
  assignment: Assignment;
  attempt: Attempt;
  /** `null` while names are hidden. */
  studentName: string | null;
  /** Names are hidden and this is a named student's: nothing says what was written, or how it was marked. */
  answersHidden: boolean;
  /** Names are hidden, and times would tell: the room says who did what when. */
  timesHidden: boolean;
  /** `null` before hand-in, and while answers are hidden. */
  grade: Grade | null;
  items: AttemptItem[];
  hasMaths: boolean;
  timeline: TimelineRow[];
  /** Came too late or during a pause. */
  late: LateAnswer[];
  /** Whether the reader may set marks. */
  runs: boolean;
}

/**
 * One attempt with all answers, marks and events. What a principal opens is written into the audit log. While names are
 * hidden it shows answers without the name, or where it was asked for by its student, the name without the answers.
 *
 * @param attemptId Its id, or what `attemptRef()` calls it.
 * @throws {DomainError} `not_found`.
 */
export async function attemptView(
  deps: MarkingDeps,
  { user, assignmentId, attemptId }: { user: User; assignmentId: string; attemptId: string },
): Promise<AttemptView> {
  const assignment = await requireResults(deps, user, assignmentId);
  const { schoolId } = user;
  const { attempt, byPerson } = await requireAttempt(deps.attempts, assignment, attemptId);
  const hidden = namesHidden(assignment);
  const answersHidden = hidden && byPerson;
  const [student, stored, events, answers, slots, exam, paper] = await Promise.all([
    deps.tables.people.find({ schoolId, id: attempt.studentId }),
    deps.tables.grades.find(attempt),
    allEvents(deps.attempts, attempt),
    deps.attempts.answers(attempt),
    slotContents(deps, assignment),
    deps.tables.exams.find({ schoolId, id: assignment.examId }),
    deps.attempts.paper(attempt),
  ]);
  if (isWatched(user)) await auditView(deps, user, { assignment, attempt });
  const grade = answersHidden ? null : stored;
  const fields = new Set(REVIEW_FIELDS);
  const reviewed = grade === null
    ? { items: [], hasMaths: false }
    : await reviewItems(deps, { grade, slots, fields, held: false, locale: user.locale });
  const numbers = new Map((paper?.slots ?? []).map(({ slotId }, at) => [slotId, at + 1]));
  const numberOf = (slotId: string) => numbers.get(slotId) ?? null;
  return {
    assignment,
    attempt,
    studentName: hidden && !byPerson ? null : student?.name ?? "",
    answersHidden,
    timesHidden: hidden && !byPerson,
    grade,
    items: grade === null ? [] : reviewed.items.map((item) => withMarks(item, grade)),
    hasMaths: reviewed.hasMaths,
    timeline: timeline(events, numberOf),
    late: lateAnswers(events, { answers, slots, numberOf })
      .map((it) => answersHidden ? { ...it, text: null } : it),
    runs: mayRunAssignment(user, assignment, exam),
  };
}

async function auditView(
  deps: MarkingDeps,
  user: User,
  { assignment, attempt }: { assignment: Assignment; attempt: Attempt },
): Promise<void> {
  await audit(deps, user, {
    schoolId: attempt.schoolId,
    action: "attempt.view",
    targetId: attempt.id,
    details: ofTest(assignment),
  });
}

function withMarks(item: ReviewItem, grade: Grade): AttemptItem {
  const last = latestMark(grade, item.slotId);
  return {
    ...item,
    rev: last?.rev ?? 0,
    source: last?.source ?? null,
    marks: grade.marks.filter(({ slotId }) => slotId === item.slotId).length,
  };
}

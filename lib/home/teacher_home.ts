import { assignmentsBy, overridesOf } from "../assignments/assignments.ts";
import { attemptsOf } from "../attempts/store.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import type { RunningExam, TeacherHome } from "../model/home/teacher_home.ts";
import type { User } from "../access/user.ts";
import { attention } from "./attention.ts";
import { type Audiences, audiencesOf } from "./audiences.ts";
import type { HomeDeps } from "./home_deps.ts";
import { markingRow } from "./marking_row.ts";
import { nextExams } from "./next_exams.ts";
import { isNewlyReleased, releasedExam } from "./released_exams.ts";
import { isSitting, runningExam } from "./running_exam.ts";
import { recentlyReleased, studentFacts } from "./student_facts.ts";

/** What runs, what waits, what comes, and who may need this teacher, from the tests the teacher assigned. */
export async function teacherHome(deps: HomeDeps, user: User): Promise<TeacherHome> {
  const [assigned, exams] = await Promise.all([assignmentsBy(deps, user), newestExams(deps, user)]);
  const assignments = assigned.filter(({ cancelledAt }) => cancelledAt === null);
  const audiences = await audiencesOf(deps, user, assignments);
  const now = deps.now();
  const waiting = await waitingOnes(deps, user, assignments);
  const released = assignments.filter((it) => isNewlyReleased(it, now));
  const grades = await gradesByAssignment(deps, [
    ...waiting,
    ...released,
    ...recentlyReleased(assignments, now),
  ]);
  const label = (it: Assignment) => audiences.short(it);
  const [running, facts] = await Promise.all([
    runningExams(deps, assignments, audiences),
    studentFacts(deps, { assignments, audiences, grades }),
  ]);
  return {
    running,
    marking: waiting.flatMap((it) => markingRow(it, label(it), grades.get(it.id) ?? []) ?? [])
      .sort((a, b) => a.oldestAt - b.oldestAt),
    next: nextExams(assignments, label, { exams, now }),
    released: released.map((it) => releasedExam(it, label(it), grades.get(it.id) ?? [])).reverse(),
    attention: attention(facts, now),
    hasExams: exams.length > 0 || assignments.length > 0,
  };
}

/** Tests of one's own and those one edits, the newest first. */
async function newestExams({ tables }: HomeDeps, { id, schoolId }: User): Promise<Exam[]> {
  const lists = await Promise.all(
    (["byOwner", "byEditor"] as const).map((index) =>
      tables.exams.list(index, schoolId, [id], { reverse: true, limit: 20 })
    ),
  );
  return lists.flatMap(({ items }) => items);
}

async function waitingOnes(
  { tables }: HomeDeps,
  { id, schoolId }: User,
  assignments: readonly Assignment[],
): Promise<Assignment[]> {
  const waiting = await tables.grades.digests("waitingFor", schoolId, [id]);
  const ids = new Set(waiting.map(({ assignmentId }) => assignmentId));
  return assignments.filter((it) => ids.has(it.id));
}

/** One read per test; those named twice are read once. */
async function gradesByAssignment(
  { tables }: HomeDeps,
  assignments: readonly Assignment[],
): Promise<Map<string, GradeDigest[]>> {
  const them = [...new Map(assignments.map((it) => [it.id, it])).values()];
  const lists = await Promise.all(
    them.map(({ schoolId, id }) => tables.grades.digests("byAssignment", schoolId, [id])),
  );
  return new Map(them.map(({ id }, i) => [id, lists[i]!]));
}

/** How long after its end a test can still have somebody writing, by exceptions and added time. */
const LATEST_MS = 24 * 3_600_000;

async function runningExams(
  deps: HomeDeps,
  assignments: readonly Assignment[],
  audiences: Audiences,
): Promise<RunningExam[]> {
  const now = deps.now();
  const candidates = assignments.filter((it) =>
    isSitting(it) && it.opensAt <= now && (it.closesAt === null || now < it.closesAt + LATEST_MS)
  );
  const rooms = await Promise.all(candidates.map(async (assignment) => {
    const [attempts, overrides] = await Promise.all([
      attemptsOf(deps.attempts, assignment),
      overridesOf(deps, assignment),
    ]);
    return runningExam({
      assignment,
      audience: audiences.label(assignment),
      studentIds: audiences.studentIds(assignment),
      attempts,
      overrides,
      accommodations: audiences.accommodations,
    }, now);
  }));
  return rooms.filter((it) => it !== null)
    .sort((a, b) => (a.endsAt ?? Infinity) - (b.endsAt ?? Infinity));
}

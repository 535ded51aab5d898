import { assignmentsFor } from "../assignments/assignments.ts";
import { attemptsBy } from "../attempts/store.ts";
import { holdersOf } from "../marking/holders.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { OwnExam } from "../model/assignments/own_exam.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import type { HomeDeps } from "./home_deps.ts";
import { ownExam } from "./own_exam.ts";

/** Every test a student has or had, by opening time: those of the audience now, and those begun before leaving it. */
export async function ownExams(
  deps: HomeDeps,
  student: Pick<User, "id" | "schoolId">,
): Promise<OwnExam[]> {
  const { tables, now } = deps;
  const { id, schoolId } = student;
  const [assigned, enrolments, attempts, grades, overrides, accommodation, subjects] = await Promise
    .all([
      assignmentsFor(deps, student),
      listAll(tables.enrolments, "byStudent", schoolId, [id]),
      attemptsBy(deps.attempts, student),
      tables.grades.digests("byStudent", schoolId, [id]),
      listAll(tables.overrides, "byStudent", schoolId, [id]),
      tables.accommodations.find(student),
      listAll(tables.subjects, "all", schoolId, []),
    ]);
  const ids = new Set(assigned.map((it) => it.id));
  const left = attempts.map(({ assignmentId }) => assignmentId).filter((it) => !ids.has(it));
  const kept = (await tables.assignments.findMany(schoolId, [...new Set(left)]))
    .filter(({ cancelledAt }) => cancelledAt === null);
  const rows = [...assigned, ...kept].sort((a, b) => a.opensAt - b.opensAt);
  const exams = await Promise.all(rows.map(async (assignment) =>
    ownExam({
      assignment,
      subject: subjects.find((it) => it.id === assignment.subjectId)?.name ?? null,
      override: overrides.find((it) => it.assignmentId === assignment.id) ?? null,
      accommodation,
      attempts: attempts.filter((it) => it.assignmentId === assignment.id),
      grades: grades.filter((it) => it.assignmentId === assignment.id),
      inAudience: ids.has(assignment.id),
      closedForEveryone: await isClosedForEveryone(deps, assignment),
    }, now())
  ));
  const joined = new Map(enrolments.map((it) => [it.classId, it.fromAt]));
  return exams.filter((exam, i) => !isBefore(exam, rows[i]!, joined));
}

/** Whether it was over before the student joined the class: nothing that anyone missed. */
function isBefore(
  { state }: OwnExam,
  { audience }: Assignment,
  joinedAt: ReadonlyMap<string, number>,
): boolean {
  if (state.kind !== "missed" || audience.kind !== "class") return false;
  return state.at <= (joinedAt.get(audience.classId) ?? 0);
}

/** Asked only where the rules show marks from then on: it reads everyone who has to do with the test. */
async function isClosedForEveryone(deps: HomeDeps, assignment: Assignment): Promise<boolean> {
  if (assignment.review.mark !== "closed") return false;
  return (await holdersOf(deps, assignment)).length === 0;
}

import { assignmentsBy, classOf } from "../assignments/assignments.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { QueueItem } from "../model/marking/marking_schema.ts";
import { mayMarkWholeSchool } from "../access/policy/assignments.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { slotsOf } from "./marking_slot.ts";

/** More than a badge or anybody counts. */
const MOST_COUNTED = 999;

/** Times that a shared test was given by others, the newest, in which a badge counts what waits. */
const LATEST = 25;

/**
 * Answers that wait for this teacher: in own tests, and in the latest times that others gave a test one writes with them; each
 * up to 999. Every page shows it, so what it reads does not grow with the years; the queue lists older ones too.
 */
export async function markingCount(
  deps: Pick<MarkingDeps, "tables">,
  user: Pick<User, "id" | "schoolId">,
): Promise<number> {
  const { grades } = deps.tables;
  const { schoolId } = user;
  const [own, others] = await Promise.all([
    grades.count("waitingFor", schoolId, [user.id], MOST_COUNTED),
    latestShared(deps, user),
  ]);
  const counts = await Promise.all(
    others.map(({ id }) => grades.count("waiting", schoolId, [id], MOST_COUNTED)),
  );
  return counts.reduce((sum, n) => sum + n, own);
}

/** So many tests are looked through at a time: those of a whole school have more grades than a process holds. */
const READ_TOGETHER = 20;

/** What waits for marks by this person, the oldest first: own tests, those of tests one edits, and the school's for its admin. */
export async function markingQueue(deps: MarkingDeps, user: User): Promise<QueueItem[]> {
  const tests = await markable(deps, user);
  const items: QueueItem[] = [];
  for (let at = 0; at < tests.length; at += READ_TOGETHER) {
    const part = tests.slice(at, at + READ_TOGETHER);
    items.push(...(await Promise.all(part.map((it) => waitingOf(deps, user, it)))).flat());
  }
  return items.sort((a, b) => a.oldestAt - b.oldestAt || a.number - b.number);
}

async function markable(deps: MarkingDeps, user: User): Promise<Assignment[]> {
  if (mayMarkWholeSchool(user)) {
    return await listAll(deps.tables.assignments, "all", user.schoolId, []);
  }
  const [own, others] = await Promise.all([assignmentsBy(deps, user), sharedWith(deps, user)]);
  return [...own, ...others];
}

async function latestShared(
  { tables: { assignments, exams } }: Pick<MarkingDeps, "tables">,
  { id: userId, schoolId }: Pick<User, "id" | "schoolId">,
): Promise<Assignment[]> {
  const shared = await listAll(exams, "shared", schoolId, [userId]);
  const latest = { reverse: true, limit: LATEST };
  const given = await Promise.all(
    shared.map(({ id }) => assignments.list("byExam", schoolId, [id], latest)),
  );
  return given.flatMap(({ items }) => items).filter(({ teacherId }) => teacherId !== userId);
}

/** What others assigned of the tests that one writes with them. */
async function sharedWith(
  { tables: { assignments, exams } }: Pick<MarkingDeps, "tables">,
  { id: userId, schoolId }: Pick<User, "id" | "schoolId">,
): Promise<Assignment[]> {
  const shared = await listAll(exams, "shared", schoolId, [userId]);
  const given = await Promise.all(
    shared.map(({ id }) => listAll(assignments, "byExam", schoolId, [id])),
  );
  return given.flat().filter(({ teacherId }) => teacherId !== userId);
}

async function waitingOf(
  deps: MarkingDeps,
  user: User,
  assignment: Assignment,
): Promise<QueueItem[]> {
  const { tables } = deps;
  const { schoolId, id, teacherId } = assignment;
  if (await tables.grades.count("waiting", schoolId, [id], 1) === 0) return [];
  const [slots, room, teacher] = await Promise.all([
    slotProgress(deps, assignment),
    classOf(deps, assignment),
    teacherId === user.id ? null : tables.people.find({ schoolId, id: teacherId }),
  ]);
  const about = {
    assignmentId: id,
    title: assignment.title,
    className: room?.name ?? null,
    teacherName: teacher?.name ?? null,
  };
  return slots.flatMap(({ oldestAt, ...slot }) =>
    oldestAt === null ? [] : { ...about, ...slot, oldestAt }
  );
}

/** How far the marking of one question is. */
export interface SlotProgress {
  slotId: string;
  /** Counts from 1 in the order the test was written. */
  number: number;
  marked: number;
  total: number;
  /** Hand-in of the oldest that waits; `null` when all are marked. */
  oldestAt: number | null;
}

/** Every question of an assignment that people mark, in the order the test was written. */
export async function slotProgress(
  deps: MarkingDeps,
  assignment: Assignment,
): Promise<SlotProgress[]> {
  const [grades, slots] = await Promise.all([
    gradesOf(deps, assignment),
    slotsOf(deps, assignment),
  ]);
  return slots.map(({ slotId }, at) => ({ slotId, number: at + 1, ...progressOf(grades, slotId) }))
    .filter(({ total }) => total > 0);
}

/** Grades of an assignment that count: attempts handed in and not voided. */
export async function gradesOf(
  { tables }: { tables: Pick<MarkingDeps["tables"], "grades"> },
  { schoolId, id }: Pick<Assignment, "schoolId" | "id">,
): Promise<Grade[]> {
  const grades = await listAll(tables.grades, "byAssignment", schoolId, [id]);
  return grades.filter(({ voided }) => !voided);
}

/** How far the marking of one question is. `oldestAt` is `null` when all are marked. */
export function progressOf(
  grades: readonly Grade[],
  slotId: string,
): Pick<SlotProgress, "marked" | "total" | "oldestAt"> {
  const all = grades.filter((it) => it.manual.includes(slotId) || it.waiting.includes(slotId));
  const waiting = all.filter((it) => it.waiting.includes(slotId));
  return {
    marked: all.length - waiting.length,
    total: all.length,
    oldestAt: waiting.length === 0 ? null : Math.min(...waiting.map((it) => it.submittedAt)),
  };
}

import { assignmentsFor, overrideOf } from "../assignments/assignments.ts";
import { attemptsBy } from "../attempts/store.ts";
import { isMemberWhile } from "../assignments/membership.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import { notFound } from "../model/process/errors.ts";
import type { Enrolment, Person } from "../model/people/people_schema.ts";
import { canStillSit } from "../review/review_fields.ts";
import { startTime } from "../attempts/start_time.ts";
import type { User } from "../access/user.ts";
import { childIdsOf, classIdsOf } from "../access/relations.ts";
import { byName } from "../model/names/order.ts";
import { listAll, type RowRef } from "../store/store.ts";

/** How far back a test that was not handed in is told. */
const MISSING_MS = 14 * 86_400_000;

/** A test that a student can still sit. */
export interface DueTest {
  assignmentId: string;
  title: string;
  subject: string | null;
  opensAt: number;
  /** `null`: no end. */
  closesAt: number | null;
  /** The limit, or what the end of the window leaves of it. */
  limitMs: number | null;
  /** Opens later, can be started, or is being written. */
  state: "coming" | "open" | "writing";
}

export interface MissedTest {
  assignmentId: string;
  title: string;
  closedAt: number;
}

export interface ChildWeek {
  /** The most urgent first. */
  due: DueTest[];
  /** Ended in the last 14 days without an attempt handed in, and not excused. */
  missed: MissedTest[];
}

/** What a student has to sit, with own times. */
export async function weekOf(deps: MarkingDeps, student: RowRef): Promise<ChildWeek> {
  const { schoolId, id: studentId } = student;
  const [assignments, enrolments, attempts, accommodation, subjects] = await Promise.all([
    assignmentsFor(deps, student),
    listAll(deps.tables.enrolments, "byStudent", schoolId, [studentId]),
    attemptsBy(deps.attempts, student),
    deps.tables.accommodations.find({ schoolId, id: studentId }),
    deps.tables.subjects.list("all", schoolId, [], { limit: 1_000 }),
  ]);
  const names = new Map(subjects.items.map(({ id, name }) => [id, name]));
  const week: ChildWeek = { due: [], missed: [] };
  const now = deps.now();
  for (const assignment of assignments) {
    const override = await overrideOf(deps, assignment, studentId);
    const own = attempts.filter(({ assignmentId }) => assignmentId === assignment.id);
    const facts = { assignment, override, accommodation, attempts: own };
    const window = windowOf(facts, now);
    const { opensAt, closesAt, phase } = window;
    const start = startTime(window, now);
    const limitMs = start.isCut ? start.ms : window.limitMs;
    const { id: assignmentId, title } = assignment;
    if (canStillSit(facts, now)) {
      const writing = own.some(({ state }) => state === "in_progress" || state === "paused");
      const state = writing ? "writing" : phase === "open" ? "open" : "coming";
      if (assignment.practice && !writing && own.length > 0) continue;
      const subject = names.get(assignment.subjectId ?? "") ?? null;
      week.due.push({ assignmentId, title, subject, opensAt, closesAt, limitMs, state });
    } else if (
      isMissed(assignment, { closesAt, now }) && own.length === 0 && !override?.excused &&
      wasMeant(assignment, enrolments, { opensAt, closesAt })
    ) {
      week.missed.push({ assignmentId, title, closedAt: closesAt! });
    }
  }
  return { ...week, due: week.due.sort(byUrgency) };
}

/** What is being written, then what is due first; without an end last. */
function byUrgency(a: DueTest, b: DueTest): number {
  const rank = ({ state }: DueTest) => state === "writing" ? 0 : 1;
  const due = ({ closesAt }: DueTest) => closesAt ?? Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || due(a) - due(b) || a.opensAt - b.opensAt;
}

function isMissed(
  { practice, cancelledAt }: Assignment,
  { closesAt, now }: { closesAt: number | null; now: number },
): boolean {
  return !practice && cancelledAt === null && closesAt !== null && closesAt <= now &&
    now - closesAt <= MISSING_MS;
}

/** Who joined the class after a test was over has not missed it. */
function wasMeant(
  { audience }: Assignment,
  enrolments: readonly Enrolment[],
  window: { opensAt: number; closesAt: number | null },
): boolean {
  return audience.kind === "people" ||
    enrolments.some((it) => it.classId === audience.classId && isMemberWhile(it, window));
}

export interface Child {
  person: Person;
  className: string | null;
}

/** A guardian's children, by name, with the class they are in now. */
export async function childrenOf(deps: MarkingDeps, guardian: User): Promise<Child[]> {
  const { schoolId } = guardian;
  const ids = await childIdsOf(deps, guardian);
  const people = await deps.tables.people.findMany(schoolId, ids);
  const children = await Promise.all(people.map(async (person) => {
    const [classId] = await classIdsOf(deps, person);
    const room = classId ? await deps.tables.classes.find({ schoolId, id: classId }) : null;
    return { person, className: room?.name ?? null };
  }));
  return byName(children, ({ person }) => person.name);
}

/** One of the guardian's children. @param id Empty for the first. @throws {DomainError} `not_found` for another child. */
export function requireChild(children: readonly Child[], id: string): Child {
  const child = id === "" ? children[0] : children.find(({ person }) => person.id === id);
  if (!child) throw notFound();
  return child;
}

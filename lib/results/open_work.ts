import { isOpen } from "../attempts/projection.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Override } from "../model/assignments/assignment_schema.ts";
import { counted } from "./counting.ts";
import { deadlineOf, windowOf } from "../attempts/deadline.ts";
import type { Accommodation } from "../model/people/people_schema.ts";
import type { OpenTest } from "../model/results/student_work_schema.ts";
import type { YearSpan } from "./year_span.ts";
import { isCurrent } from "../access/relations.ts";
import { listAll } from "../store/store.ts";
import type { SatTest } from "./work_result.ts";

/** Time that a student was in a class. */
export interface Membership {
  classId: string;
  fromAt: number;
  untilAt: number | null;
  isNow: boolean;
}

/** A student's times in classes that touch the year. */
export async function membershipsOf(
  { tables, now }: MarkingDeps,
  { schoolId, studentId }: { schoolId: string; studentId: string },
  year: YearSpan | null,
): Promise<Membership[]> {
  const rows = await listAll(tables.enrolments, "byStudent", schoolId, [studentId]);
  const until = year?.untilAt ?? Infinity;
  return rows
    .filter((it) => it.fromAt < until && (it.untilAt ?? Infinity) > (year?.fromAt ?? 0))
    .map((it) => ({
      classId: it.classId,
      fromAt: it.fromAt,
      untilAt: it.untilAt,
      isNow: isCurrent(it, now()),
    }));
}

export interface OpenQuery extends SatTest {
  studentId: string;
  memberships: readonly Membership[];
  access: { runs: boolean; results: boolean };
  override: Override | null;
  accommodation: Accommodation | null;
}

/** Attempts looked at where no grade tells what became of a test. */
const MOST_ATTEMPTS = 20;

/** In which order the states stand. */
const ORDER: readonly OpenTest["state"][] = [
  "writing",
  "open",
  "handed_in",
  "coming",
  "missed",
  "abandoned",
];

/** A test that has not come to a result: what the student does, did or missed. `null` for all others. */
export async function openTest(
  deps: MarkingDeps,
  query: OpenQuery,
): Promise<(OpenTest & { order: number }) | null> {
  const { assignment, subject, access } = query;
  const { id: assignmentId, title } = assignment;
  const found = handedIn(query) ?? await notHandedIn(deps, query);
  if (found === null) return null;
  const opens = access.results && !namesHidden(assignment);
  const { state, at, waiting = 0 } = found;
  // What comes and what can be done, the soonest first; what is over, the newest first.
  const soon = state === "writing" || state === "open" || state === "coming";
  const place = at === null ? 1 : soon ? at / 1e14 : 1 - at / 1e14;
  return {
    assignmentId,
    title,
    subject,
    state,
    at,
    waiting,
    runs: access.runs,
    attemptId: opens ? found.attemptId ?? null : null,
    order: ORDER.indexOf(state) + place,
  };
}

interface Found extends Pick<OpenTest, "state" | "at"> {
  waiting?: number;
  attemptId?: string;
}

/** Handed in and not released. A practice is a result at once. */
function handedIn({ assignment, digests }: OpenQuery): Found | null {
  const result = counted(digests, assignment.counts);
  if (result === null || assignment.practice || assignment.releasedAt !== null) return null;
  const { id: attemptId, submittedAt: at } = result.grade;
  const waiting = digests.reduce((n, it) => n + (it.voided ? 0 : it.waiting), 0);
  return { state: "handed_in", at, waiting, attemptId };
}

async function notHandedIn(deps: MarkingDeps, query: OpenQuery): Promise<Found | null> {
  const { assignment, studentId, override, digests } = query;
  if (digests.some(({ voided }) => !voided)) return null;
  const now = deps.now();
  const { opensAt, closesAt, phase } = windowOf(query, now);
  const { items } = opensAt > now ? { items: [] } : await deps.attempts.listByStudent(
    assignment.schoolId,
    studentId,
    { assignmentId: assignment.id, limit: MOST_ATTEMPTS },
  );
  const writing = items.find(isOpen);
  if (writing) {
    const at = deadlineOf({ ...query, attempt: writing }, now);
    return { state: "writing", at, attemptId: writing.id };
  }
  const ended = items.findLast(({ state }) => state === "abandoned");
  if (ended) return { state: "abandoned", at: closesAt, attemptId: ended.id };
  if (items.length > 0 || override?.excused) return null;
  if (phase === "scheduled" || phase === "open") {
    if (!isMeantNow(query)) return null;
    return phase === "open" ? { state: "open", at: closesAt } : { state: "coming", at: opensAt };
  }
  const missed = phase === "closed" && closesAt !== null && !assignment.practice &&
    wasMeant(query, { opensAt, closesAt });
  return missed ? { state: "missed", at: closesAt } : null;
}

function isMeantNow({ assignment: { audience }, memberships }: OpenQuery): boolean {
  return audience.kind === "people" ||
    memberships.some(({ classId, isNow }) => isNow && classId === audience.classId);
}

/** Whether the student was in the audience at some time of the window. */
function wasMeant(
  { assignment: { audience }, memberships }: OpenQuery,
  { opensAt, closesAt }: { opensAt: number; closesAt: number },
): boolean {
  return audience.kind === "people" ||
    memberships.some(({ classId, fromAt, untilAt }) =>
      classId === audience.classId && fromAt < closesAt && (untilAt ?? Infinity) > opensAt
    );
}

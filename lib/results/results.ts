import { type AssignmentDeps, requireResults, withResultsFor } from "../assignments/assignments.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import { slotsOf } from "../marking/marking_slot.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import type { User } from "../access/user.ts";
import { maySeeGroups } from "../access/policy/groups.ts";
import { listAll } from "../store/store.ts";
import { type ResultFigures, resultFigures, type SlotContent } from "./figures.ts";
import { earlierPercents, type HelpRow, needHelp } from "./need_help.ts";
import { markedOtherwise } from "./otherwise.ts";
import { type Standing, standingsOf } from "./standing.ts";

export interface ResultsQuery {
  user: User;
  assignmentId: string;
  /** Over all assignments of this version that `user` may see. */
  pool: boolean;
}

export interface TestResults {
  assignment: Assignment;
  /** Assignments of the same version that the figures rest on. */
  pooled: Assignment[];
  /** How many there are to pool. */
  poolable: number;
  slots: SlotContent[];
  standings: Standing[];
  figures: ResultFigures;
  help: HelpRow[];
  /** Answers that today's graders would mark otherwise; `null` where these gave every mark. */
  otherwise: number | null;
  /** Names stay hidden from markers while answers wait, here or in a test pooled with it. */
  namesHidden: boolean;
  /** Answers of this test without a mark, in attempts that count for nothing yet too. */
  waiting: number;
  /** The reader may not see figures of so small a group; see `maySeeGroups()`. */
  tooFew: boolean;
  /** The school's pass mark. */
  passPercent: number;
}

/** The results of a test. @throws {DomainError} `not_found`. */
export async function testResults(
  deps: MarkingDeps,
  { user, assignmentId, pool }: ResultsQuery,
): Promise<TestResults> {
  const assignment = await requireResults(deps, user, assignmentId);
  const poolable = await sameVersion(deps, user, assignment);
  const pooled = pool ? poolable : [assignment];
  const [slots, lists, before, school] = await Promise.all([
    slotContents(deps, assignment),
    Promise.all(pooled.map((it) => standingsOf(deps, it))),
    earlierPercents(deps, assignment),
    deps.tables.schools.find({ schoolId: user.schoolId, id: user.schoolId }),
  ]);
  const standings = lists.flat();
  const own = standings.filter((it) => it.assignment.id === assignment.id);
  const passPercent = school?.passPercent ?? 0;
  return {
    assignment,
    pooled,
    poolable: poolable.length,
    slots,
    standings,
    figures: resultFigures(slots, standings),
    otherwise: await markedOtherwise(deps, assignment, {
      slots,
      grades: own.flatMap(({ result }) => result?.grade ?? []),
    }),
    help: needHelp(own, { before, passPercent }),
    namesHidden: standings.some(keepsNamesHidden),
    waiting: own.reduce((n, { waiting }) => n + waiting, 0),
    tooFew: !maySeeGroups(user, sizesOf(lists)),
    passPercent,
  };
}

/**
 * While answers wait, are being written or may still come under hidden names, results name nobody: in a lull the next one
 * would be known. Nobody begins a test that was cancelled.
 */
function keepsNamesHidden({ assignment, waiting, leftOut }: Standing): boolean {
  if (!namesHidden(assignment)) return false;
  if (leftOut === "not_started") return assignment.cancelledAt === null;
  return waiting > 0 || leftOut === "unmarked" || leftOut === "running";
}

/** Results that count, test by test. */
function sizesOf(lists: readonly (readonly Standing[])[]): number[] {
  return lists.map((list) => list.filter(({ leftOut }) => leftOut === null).length);
}

async function sameVersion(
  deps: AssignmentDeps,
  user: User,
  assignment: Assignment,
): Promise<Assignment[]> {
  const { schoolId, examId, examVersion } = assignment;
  const all = await listAll(deps.tables.assignments, "byExam", schoolId, [examId]);
  const same = all.filter((it) =>
    it.examVersion === examVersion && it.cancelledAt === null && it.opensAt <= deps.now()
  );
  const seen = new Set((await withResultsFor(deps, user, same)).map(({ id }) => id));
  return same.filter(({ id }) => seen.has(id) || id === assignment.id);
}

/** The slots of the assigned version with their questions, in the order the test was written. */
export async function slotContents(
  deps: Pick<MarkingDeps, "tables">,
  assignment: Assignment,
): Promise<SlotContent[]> {
  const slots = await slotsOf(deps, assignment);
  const ids = slots.map(({ questionId, version }) => `${questionId}-${version}`);
  const versions = await deps.tables.questionVersions.findMany(assignment.schoolId, ids);
  const contents = new Map(versions.map(({ id, content }) => [id, content]));
  return slots.map((slot, at) => {
    const content = contents.get(ids[at]!);
    if (!content) throw new Error(`Cannot find question ${ids[at]}`);
    return { slot, content };
  });
}

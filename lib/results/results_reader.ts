import { mayRunAssignment } from "../access/policy/assignments.ts";
import type { User } from "../access/user.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import { questionWays, type WayDeps } from "./question_ways.ts";
import type { TestResults } from "./results.ts";

/** What the reader of a test's results may do further. */
export interface ResultsReader {
  /** Marks, releases and exports. */
  runs: boolean;
  /** To the questions themselves, by slot. */
  ways: ReadonlyMap<string, string>;
}

/** Of results that `user` may see. */
export async function resultsReader(
  deps: MarkingDeps & WayDeps,
  user: User,
  { assignment, slots }: Pick<TestResults, "assignment" | "slots">,
): Promise<ResultsReader> {
  const { schoolId, examId } = assignment;
  const exam = await deps.tables.exams.find({ schoolId, id: examId });
  return {
    runs: mayRunAssignment(user, assignment, exam),
    ways: await questionWays(deps, user, { exam, slots }),
  };
}

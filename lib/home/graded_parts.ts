import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { SchoolPeriod } from "../model/home/school_home.ts";
import { pagesOf } from "../store/store.ts";
import type { HomeDeps } from "./home_deps.ts";
import type { GivenExam, GradedExam } from "./school_cells.ts";

/** Of the tests given to persons, so many are read at a time; of those of a class, all of a year. */
const PERSONAL_PART = 50;

/**
 * Every test of the period that opened already with its grades, cancelled ones left out: class after class, then those given
 * to persons. No more grades are read at a time than those of one part, so keep of them what the figure needs.
 */
export async function* gradedParts(
  deps: HomeDeps,
  schoolId: string,
  period: SchoolPeriod,
): AsyncGenerator<GradedExam[]> {
  for (const part of await partsOf(deps, schoolId, period)) {
    yield await Promise.all(part.map(async (assignment) => ({
      assignment,
      grades: (await deps.tables.grades.digests("byAssignment", schoolId, [assignment.id]))
        .filter(({ voided }) => !voided),
    })));
  }
}

async function partsOf(
  { tables, now }: HomeDeps,
  schoolId: string,
  { fromAt }: SchoolPeriod,
): Promise<GivenExam[][]> {
  const byClass = new Map<string, GivenExam[]>();
  const personal: GivenExam[] = [];
  const opened = { from: fromAt, before: now() + 1 };
  for await (const page of pagesOf(tables.assignments, "all", schoolId, [], opened)) {
    for (const exam of page.filter(({ cancelledAt }) => cancelledAt === null).map(given)) {
      const { audience } = exam;
      const part = audience.kind === "people" ? personal : byClass.get(audience.classId);
      if (part !== undefined) part.push(exam);
      else if (audience.kind === "class") byClass.set(audience.classId, [exam]);
    }
  }
  const parts = [...byClass.values()];
  for (let at = 0; at < personal.length; at += PERSONAL_PART) {
    parts.push(personal.slice(at, at + PERSONAL_PART));
  }
  return parts;
}

/** Without room and rules, of which a year is large. */
function given(it: Assignment): GivenExam {
  const { id, schoolId, audience, subjectId, teacherId, counts, practice } = it;
  const { opensAt, closesAt, closedAt, cancelledAt, releasedAt } = it;
  const times = { opensAt, closesAt, closedAt, cancelledAt, releasedAt };
  return { id, schoolId, audience, subjectId, teacherId, counts, practice, ...times };
}

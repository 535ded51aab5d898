import type { MarkingLoadRow, SchoolPeriod } from "../model/school_home.ts";
import type { User } from "../model/user.ts";
import { listAll } from "../store.ts";
import type { HomeDeps } from "./home_deps.ts";
import { markingLoad } from "./marking_load.ts";
import { gradedExams, periodOf, requireSchoolView } from "./school_home.ts";

/** Where marks wait, teacher by teacher. @throws {DomainError} `forbidden`. */
export async function teacherLoad(
  deps: HomeDeps,
  user: User,
): Promise<{ period: SchoolPeriod; rows: MarkingLoadRow[] }> {
  requireSchoolView(user);
  const { schoolId } = user;
  const period = await periodOf(deps, schoolId);
  const [exams, teachers] = await Promise.all([
    gradedExams(deps, schoolId, period),
    listAll(deps.tables.people, "byRole", schoolId, ["teacher"]),
  ]);
  // Who has left the school is listed while marks wait.
  const names = new Map(teachers.map(({ id, name }) => [id, name]));
  const gone = new Set(
    teachers.filter(({ status }) => status === "suspended").map(({ id }) => id),
  );
  const rows = markingLoad(exams, ({ teacherId }) => teacherId, names);
  return { period, rows: rows.filter(({ id, waiting }) => waiting > 0 || !gone.has(id)) };
}

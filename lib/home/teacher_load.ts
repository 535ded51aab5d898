import type { TeacherLoad } from "../model/home/school_home.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import { gradedParts } from "./graded_parts.ts";
import type { HomeDeps } from "./home_deps.ts";
import { type MarkedExam, markedExam, markingLoad } from "./marking_load.ts";
import { periodOf, requireSchoolView } from "./school_home.ts";

/**
 * Where marks wait, teacher by teacher. Whoever asks while it is being made gets the same.
 *
 * @throws {DomainError} `forbidden`.
 */
export async function teacherLoad(deps: HomeDeps, user: User): Promise<TeacherLoad> {
  requireSchoolView(user);
  const { schoolId } = user;
  return await deps.figures.load.of(schoolId, () => loadOf(deps, schoolId));
}

async function loadOf(deps: HomeDeps, schoolId: string): Promise<TeacherLoad> {
  const period = await periodOf(deps, schoolId);
  const exams: MarkedExam[] = [];
  for await (const part of gradedParts(deps, schoolId, period)) exams.push(...part.map(markedExam));
  const teachers = await listAll(deps.tables.people, "byRole", schoolId, ["teacher"]);
  // Who has left the school is listed while marks wait.
  const names = new Map(teachers.map(({ id, name }) => [id, name]));
  const gone = new Set(
    teachers.filter(({ status }) => status === "suspended").map(({ id }) => id),
  );
  const rows = markingLoad(exams, ({ teacherId }) => teacherId, names);
  return { period, rows: rows.filter(({ id, waiting }) => waiting > 0 || !gone.has(id)) };
}

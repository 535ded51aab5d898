import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { isTeacher } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import { mayRunAssignment, runsByExam } from "../access/policy/assignments.ts";
import { maySeeResults } from "../access/policy/results.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export type AccessDeps = { tables: Pick<Tables, "exams" | "classes"> };

export interface TestAccess {
  /** Room, marking, settings and release. */
  runs: boolean;
  results: boolean;
}

/**
 * What `user` may do with each of `assignments`, by two reads at most however many there are.
 *
 * @param classTeacherOf Classes of which `user` is class teacher, where they are known already.
 */
export async function accessTo(
  deps: AccessDeps,
  user: User,
  assignments: readonly Assignment[],
  classTeacherOf?: ReadonlySet<string>,
): Promise<(assignment: Assignment) => TestAccess> {
  const { schoolId } = user;
  const foreign = assignments.filter((it) => runsByExam(user, it));
  const [exams, own] = await Promise.all([
    deps.tables.exams.findMany(schoolId, [...new Set(foreign.map(({ examId }) => examId))]),
    classTeacherOf ?? (foreign.length > 0 ? classesLedBy(deps, user) : new Set<string>()),
  ]);
  const byId = new Map(exams.map((it) => [it.id, it]));
  return (assignment) => {
    const { audience, examId } = assignment;
    const exam = byId.get(examId) ?? null;
    const classTeacher = audience.kind === "class" && own.has(audience.classId);
    return {
      runs: mayRunAssignment(user, assignment, exam),
      results: maySeeResults(user, assignment, { exam, classTeacher }),
    };
  };
}

/** Ids of the classes of which this teacher is class teacher. */
export async function classesLedBy(
  { tables }: { tables: Pick<Tables, "classes"> },
  user: User,
): Promise<Set<string>> {
  if (!isTeacher(user)) return new Set();
  const { id, schoolId } = user;
  const classes = await listAll(tables.classes, "byClassTeacher", schoolId, [id]);
  return new Set(classes.map((it) => it.id));
}

import type { Log } from "../process/log.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Person } from "../model/people/people_schema.ts";
import { notify, type NotifyDeps } from "../notices/notices.ts";
import { pastFailures, requireAllTold } from "../process/past_failures.ts";
import { guardianIdsOf, type RelationDeps } from "../access/relations.ts";

/** What everybody whom a test is for is told, and what was done when some could not be. */
const DONE = {
  assigned: "The test is assigned",
  cancelled: "The test is cancelled",
} as const;

/**
 * Notices to these students of its audience and their guardians. It goes on past one who cannot be told.
 *
 * @throws {DomainError} `unavailable` naming those who were not told; the same act again tells them.
 */
export async function tellAudience(
  deps: NotifyDeps & RelationDeps & { log: Log },
  assignment: Assignment,
  { kind, students }: { kind: keyof typeof DONE; students: readonly Person[] },
): Promise<void> {
  const { schoolId, id: assignmentId } = assignment;
  const failed = await pastFailures(deps, students, {
    where: "notices of an assignment",
    nameOf: ({ name }) => name,
    work: async (student) => {
      const told = { schoolId, kind, cause: assignmentId };
      await notify(deps, { ...told, personId: student.id, about: { assignmentId } });
      for (const personId of await guardianIdsOf(deps, schoolId, student.id)) {
        const about = { assignmentId, studentId: student.id };
        await notify(deps, { ...told, personId, cause: `${assignmentId}-${student.id}`, about });
      }
    },
  });
  requireAllTold(DONE[kind], failed);
}

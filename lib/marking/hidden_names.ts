import type { Assignment } from "../model/assignments/assignment_schema.ts";

/** Whether those who mark do not learn whose answer it is. */
export function namesHidden(
  { anonymous, releasedAt }: Pick<Assignment, "anonymous" | "releasedAt">,
): boolean {
  return anonymous && releasedAt === null;
}

import type { User } from "../user.ts";
import { mayRunSchool } from "./school.ts";

/** Whether a person may see how far a job is, and end it: who asked for it, and who runs the school. */
export function mayFollowJob(user: User, { byId }: { byId: string | null }): boolean {
  return byId === user.id || mayRunSchool(user);
}

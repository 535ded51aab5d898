import { type AssignmentDeps, requireRun } from "../assignments/assignments.ts";
import type { AttemptDeps } from "../attempts/context.ts";
import { ownTimes } from "../attempts/own_times.ts";
import { markSeen, readPush } from "../attempts/save.ts";
import { roomView } from "../assignments/room_view.ts";
import { readSessionById, type SessionDeps } from "../access/sessions.ts";
import { type FollowDeps, jobView, readJob } from "../jobs/follow.ts";
import type { LiveViews } from "./connection.ts";

/** What sockets show, through the same operations as pages and the API. */
export function liveViews(
  deps: AttemptDeps & AssignmentDeps & SessionDeps & FollowDeps,
): LiveViews {
  return {
    attempt: (user, attemptId) => readPush(deps, user, attemptId),
    attemptSeen: (user, attemptId, entryId) => markSeen(deps, { user, attemptId, entryId }),
    times: (user, assignmentId) => ownTimes(deps, user, assignmentId),
    room: async (user, assignmentId) =>
      await roomView(deps, await requireRun(deps, user, assignmentId)),
    job: async (user, jobId) => jobView(await readJob(deps, user, jobId)),
    stillSignedIn: async (sessionId) => (await readSessionById(deps, sessionId))?.user ?? null,
  };
}

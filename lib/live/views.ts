import { type AssignmentDeps, requireRun } from "../assignments/assignments.ts";
import type { AttemptDeps } from "../attempts/context.ts";
import { ownTimes } from "../attempts/own_times.ts";
import { markSeen, readPush } from "../attempts/save.ts";
import { roomView } from "../assignments/room_view.ts";
import { readSessionById, type SessionDeps } from "../access/sessions.ts";
import type { LiveViews } from "./connection.ts";

/** What sockets show, through the same operations as pages and the API. */
export function liveViews(deps: AttemptDeps & AssignmentDeps & SessionDeps): LiveViews {
  return {
    attempt: (user, attemptId) => readPush(deps, user, attemptId),
    attemptSeen: (user, attemptId, entryId) => markSeen(deps, { user, attemptId, entryId }),
    times: (user, assignmentId) => ownTimes(deps, user, assignmentId),
    room: async (user, assignmentId) =>
      await roomView(deps, await requireRun(deps, user, assignmentId)),
    stillSignedIn: async (sessionId) => (await readSessionById(deps, sessionId))?.user ?? null,
  };
}

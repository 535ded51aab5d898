import { z } from "zod";
import { jobKind, type Try } from "../jobs/kinds.ts";
import { applyToAttempt } from "../attempts/effects.ts";
import { isOpen } from "../attempts/projection.ts";
import { attemptsOf } from "../attempts/store.ts";
import { eachAttempt } from "../attempts/stuck.ts";
import { assignmentTopic } from "../process/bus.ts";
import type { JobData } from "../model/jobs/job_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import type { Effect } from "../attempts/effects.ts";
import { named } from "./unreached.ts";
import type { RoomDeps } from "./room_commands.ts";

const EndRoomSchema = z.strictObject({ assignmentId: z.string(), byId: z.string() });
export type EndRoom = z.infer<typeof EndRoomSchema>;

/** What a job of {@linkcode END_ROOM} leaves. */
export const EndedRoomSchema = z.object({
  count: z.number(),
  failed: z.array(
    z.object({
      attemptId: z.string(),
      studentId: z.string(),
      name: z.string(),
      reason: z.string(),
    }),
  ),
});

/** Hands in for everybody who still writes. */
export const END_ROOM = jobKind({ name: "room.end", input: EndRoomSchema, atOnce: 4 });

/** Goes on past who cannot be reached, and names them. Begun again it finds fewer who write. */
export async function endRoom(
  deps: Omit<RoomDeps, "jobs">,
  { job, input: { assignmentId, byId }, signal, progress }: Try<EndRoom>,
): Promise<JobData> {
  const { schoolId } = job;
  const assignment = await deps.tables.assignments.find({ schoolId, id: assignmentId });
  if (assignment === null) return { count: 0, failed: [] };
  const open = (await attemptsOf(deps.attempts, assignment)).filter(isOpen);
  let done = 0;
  const failures = await eachAttempt(deps, open, async (attempt) => {
    signal.throwIfAborted();
    await applyUnlessOver(deps, attempt, { effect: { kind: "end" }, byId });
    await progress({ done: ++done, of: open.length, note: "" });
  }, byId);
  deps.bus.publish(assignmentTopic(assignment));
  const failed = await named(deps, assignment, failures);
  return { count: open.length - failed.length, failed };
}

/** A student who handed in, or was paused, a moment ago needs nothing more. */
export async function applyUnlessOver(
  deps: Omit<RoomDeps, "jobs">,
  attempt: Attempt,
  what: { effect: Effect; byId: string },
): Promise<void> {
  try {
    await applyToAttempt(deps, attempt, what);
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== "not_running") throw error;
  }
}

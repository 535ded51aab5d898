import { z } from "zod";
import { jobKind, type Try } from "../jobs/kinds.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { JobData } from "../model/jobs/job_schema.ts";
import { requireAllTold } from "../process/past_failures.ts";
import { type ResultNoticeDeps, tellReleased, withdrawReleased } from "./release_notices.ts";

const ToldSchema = z.strictObject({ assignmentId: z.string(), releaseNo: z.number() });

/** Tells students and guardians of a release. */
export const TELL_RELEASED = jobKind({ name: "results.tell", input: ToldSchema });

/** The same release is told by the same job. */
export function tellKey({ id, releaseNo }: Pick<Assignment, "id" | "releaseNo">): string {
  return `${id}/${releaseNo}`;
}

/**
 * Tells all of them, each once; of a release that was taken back nothing stays told.
 *
 * @throws {DomainError} `unavailable` naming those who could not be told.
 */
export async function tellOfRelease(
  deps: ResultNoticeDeps,
  { job: { schoolId }, input, signal, progress }: Try<z.infer<typeof ToldSchema>>,
): Promise<JobData> {
  const read = () => deps.tables.assignments.find({ schoolId, id: input.assignmentId });
  const stands = (it: Assignment | null) =>
    it !== null && it.releasedAt !== null && it.releaseNo === input.releaseNo;
  const assignment = await read();
  if (assignment === null || !stands(assignment)) return { told: 0 };
  let told = 0;
  const failed = await tellReleased(deps, assignment, async (of) => {
    signal.throwIfAborted();
    await progress({ done: ++told, of, note: "" });
  });
  if (!stands(await read())) await withdrawReleased(deps, assignment);
  requireAllTold("The results are released", failed);
  return { told };
}

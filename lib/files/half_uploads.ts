import { z } from "zod";
import { jobKind } from "../jobs/kinds.ts";
import type { Every } from "../jobs/schedules.ts";
import type { Clock } from "../process/clock.ts";
import type { FileStore } from "./files.ts";

/** An upload that takes longer is given up. */
const UPLOAD_MS = 3_600_000;

/** Removes what uploads and removals left half done. */
export const SWEEP_FILES = jobKind({ name: "files.sweep", input: z.object({}) });
export const SWEEP_FILES_EVERY: Every = { everyMs: 10 * 60_000, jitterMs: 30_000 };

export async function sweepFiles({ files, now }: { files: FileStore } & Clock): Promise<null> {
  await files.sweep(now() - UPLOAD_MS);
  return null;
}

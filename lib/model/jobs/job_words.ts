import type { JobView } from "./job_schema.ts";

/** What a kind of job that people end is called within a sentence. */
export const JOB_NAMES: ReadonlyMap<string, string> = new Map([
  ["room.end", "handing in for everybody"],
  ["results.tell", "telling students and guardians"],
]);

/** Handing in for everybody who still writes. */
export const END_WORDS = {
  going: "Handing in for everybody",
  unit: "handed in",
  done: "The test has ended.",
  failed: "Not everyone's work is handed in",
  cancelled: "Stopped: not everyone's work is handed in.",
};

/** Telling students and guardians of results. */
export const TELL_WORDS = {
  going: "Telling students and guardians",
  unit: "students told",
  done: "Students and guardians are told.",
  failed: "Not everyone is told",
  cancelled: "Stopped: not everyone is told.",
};

/** For whom ending a test did not reach, from what the job leaves; `null` when it reached everyone. */
export function exceptWords(failed: readonly { name: string; reason: string }[]): string | null {
  if (failed.length === 0) return null;
  const each = failed.map(({ name, reason }) => `${name}: ${reason}.`).join(" ");
  return `Done, except for ${failed.length} that the server tries again each hour. ${each}`;
}

/** What a job of ending a test leaves of whom it did not reach. */
export function unreachedOf({ result }: JobView): { name: string; reason: string }[] {
  const failed = result?.["failed"];
  return Array.isArray(failed) ? failed as { name: string; reason: string }[] : [];
}

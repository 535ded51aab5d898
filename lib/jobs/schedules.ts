import { endOfDay, instantOf, localDay } from "../model/process/school_time.ts";
import { INSTALLATION } from "../store/store.ts";
import type { Job } from "./job_schema.ts";

/** When something is done again and again: so often, or each day at a time of a clock. */
export type Every =
  & ({ everyMs: number } | { at: string; timeZone: string })
  & {
    /** Up to so much later, so that not everything is done at once. */
    jitterMs?: number;
    /** Also whenever a process starts, for what one that was killed may have left undone. */
    atStart?: true;
  };

/** The next time after `now`; a time that the clock change skips is done an hour later. @param draw From 0 to below 1. */
export function nextRun(every: Every, now: number, draw: () => number): number {
  const late = Math.floor((every.jitterMs ?? 0) * draw());
  if ("everyMs" in every) return now + every.everyMs + late;
  const today = localDay(now, every.timeZone);
  const tomorrow = localDay(endOfDay(today, every.timeZone) ?? now + 86_400_000, every.timeZone);
  const times = [today, tomorrow].map((day) => timeOfDay(day, every));
  return (times.find((at) => at > now) ?? now + 86_400_000) + late;
}

function timeOfDay(day: string, { at, timeZone }: { at: string; timeZone: string }): number {
  const [hour = "00", minute = "00"] = at.split(":");
  const later = `${String((Number(hour) + 1) % 24).padStart(2, "0")}:${minute}`;
  return instantOf(`${day}T${at}`, timeZone) ?? instantOf(`${day}T${later}`, timeZone) ?? 0;
}

/** The row by which a schedule is leased: a job that waits again when it has ended. */
export function scheduleRow(
  kind: string,
  { now, nextRunAt }: { now: number; nextRunAt: number },
): Job {
  return {
    ...newRow({
      id: `schedule-${kind.replaceAll(/[^A-Za-z0-9_-]/g, "-")}`,
      schoolId: INSTALLATION,
    }),
    createdAt: now,
    kind,
    nextRunAt,
  };
}

/** A job before anybody asked for anything. */
export function newRow({ id, schoolId }: { id: string; schoolId: string }): Job {
  return {
    id,
    schoolId,
    createdAt: 0,
    kind: "",
    key: null,
    input: {},
    state: "queued",
    attempts: 0,
    nextRunAt: 0,
    leaseHolder: null,
    leaseUntilAt: null,
    progress: null,
    checkpoint: null,
    result: null,
    error: null,
    byId: null,
    causedBy: null,
    priority: 5,
    cancelAt: null,
    startedAt: null,
    endedAt: null,
  };
}

import { z } from "zod";
import { jobKind } from "../jobs/kinds.ts";
import type { Every } from "../jobs/schedules.ts";
import type { SessionDeps } from "./sessions.ts";

/** Forgets sessions that have ended, on engines that do not by themselves. */
export const FORGET_SESSIONS = jobKind({ name: "sessions.forget", input: z.object({}) });
export const FORGET_SESSIONS_EVERY: Every = { everyMs: 60_000, jitterMs: 5_000 };

export async function forgetSessions(
  { sessions, now }: Pick<SessionDeps, "sessions" | "now">,
): Promise<null> {
  await sessions.sweep(now());
  return null;
}

import { END_ROOM, endRoom } from "../assignments/end_room.ts";
import { TELL_RELEASED, tellOfRelease } from "../marking/tell_released.ts";
import {
  FORGET_SESSIONS,
  FORGET_SESSIONS_EVERY,
  forgetSessions,
} from "../access/expired_sessions.ts";
import { SWEEP, SWEEP_EVERY, sweepRound } from "../attempts/sweeper.ts";
import { SWEEP_FILES, SWEEP_FILES_EVERY, sweepFiles } from "../files/half_uploads.ts";
import { TELL_OPENING, TELL_OPENING_EVERY, tellOpening } from "../home/opening.ts";
import { FORGET_JOBS, FORGET_JOBS_EVERY, forgetJobs } from "../jobs/forget.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { GRADE_MISSING, GRADE_MISSING_EVERY, gradeMissing } from "../marking/grade_attempt.ts";
import type { Product } from "./assemble.ts";

/** Everything that is done in the background, as abilities declare it. */
export function declareJobs(jobs: Jobs, deps: Omit<Product, "jobs">): void {
  jobs.declare(SWEEP, () => sweepRound(deps), SWEEP_EVERY);
  jobs.declare(TELL_OPENING, async () => ({ told: await tellOpening(deps) }), TELL_OPENING_EVERY);
  jobs.declare(
    GRADE_MISSING,
    async () => ({ graded: await gradeMissing(deps) }),
    GRADE_MISSING_EVERY,
  );
  jobs.declare(SWEEP_FILES, () => sweepFiles(deps), SWEEP_FILES_EVERY);
  jobs.declare(FORGET_SESSIONS, () => forgetSessions(deps), FORGET_SESSIONS_EVERY);
  jobs.declare(END_ROOM, (it) => endRoom(deps, it));
  jobs.declare(TELL_RELEASED, (it) => tellOfRelease(deps, it));
  jobs.declare(FORGET_JOBS, () => forgetJobs(deps), FORGET_JOBS_EVERY);
}

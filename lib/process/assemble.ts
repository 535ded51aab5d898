import type { AttemptDeps } from "../attempts/context.ts";
import { roomChanged } from "../attempts/effects.ts";
import { Jobs, type JobsOptions } from "../jobs/jobs.ts";
import { declareJobs } from "./declared_jobs.ts";
import type { AttemptStore } from "../attempts/store.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Draw } from "../attempts/draws.ts";
import type { FileStore } from "../files/files.ts";
import { fileAccess } from "../files/access.ts";
import { type SchoolFigures, schoolFigures } from "../home/home_deps.ts";
import { LiveHub } from "../live/hub.ts";
import { liveViews } from "../live/views.ts";
import { gradeAttempt } from "../marking/grade_attempt.ts";
import { tellLate } from "../marking/release_notices.ts";
import { markingCount } from "../marking/queue.ts";
import type { Log } from "./log.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { User } from "../access/user.ts";
import type { ReceiptKeys } from "../attempts/receipts.ts";
import type { SessionStore } from "../access/sessions.ts";
import type { Tables } from "../store/tables.ts";

/** Everything that is kept, by whatever engine. */
export interface Stores {
  tables: Tables;
  sessions: SessionStore;
  attempts: AttemptStore;
  receiptKeys: ReceiptKeys;
  files: FileStore;
}

export interface Surroundings extends Clock {
  bus: Bus;
  log: Log;
  draw: Draw;
}

export interface Product extends Stores, Surroundings, AttemptDeps {
  tables: Tables;
  figures: SchoolFigures;
  hub: LiveHub;
  jobs: Jobs;
  timesChanged: (assignment: Assignment) => Promise<void>;
  markingCount: (user: User) => Promise<number>;
  mayReadFile: (user: User, fileId: string) => Promise<boolean>;
}

/** The abilities tied to each other: what one calls of another is decided here, and nowhere else. */
export function assemble(
  stores: Stores,
  surroundings: Surroundings,
  options: Partial<JobsOptions> = {},
): Product {
  const attemptDeps: AttemptDeps & Stores = {
    ...stores,
    ...surroundings,
    onHandedIn: async (attempt) => {
      const grade = await gradeAttempt(attemptDeps, attempt);
      if (grade !== null) await tellLate(attemptDeps, grade);
    },
  };
  const views = liveViews(attemptDeps);
  const product: Omit<Product, "jobs"> = {
    ...attemptDeps,
    ...stores,
    ...surroundings,
    figures: schoolFigures(),
    hub: new LiveHub({ ...surroundings, views }),
    timesChanged: async (assignment) => {
      await roomChanged(attemptDeps, assignment);
    },
    markingCount: (user) => markingCount(attemptDeps, user),
    mayReadFile: fileAccess(attemptDeps),
  };
  const jobs = new Jobs({ ...surroundings, tables: stores.tables }, options);
  declareJobs(jobs, product);
  return { ...product, jobs };
}

import { isEnded } from "../model/jobs/job_schema.ts";
import { spec } from "../store/table_spec.ts";
import { JobSchema } from "./job_schema.ts";

/** What stands in a unique rule for a job. */
export function jobKey(kind: string, key: string): string {
  return `${kind}/${key}`;
}

export const JOB_TABLES = {
  jobs: spec({
    name: "jobs",
    schema: JobSchema,
    unique: { key: { values: (it) => it.key === null ? [] : [jobKey(it.kind, it.key)] } },
    indexes: {
      /** By school, so that each school's turn comes however much another asks for. */
      queued: {
        keys: (it) => it.state === "queued" ? [[it.schoolId, it.nextRunAt]] : [],
        scope: "installation",
      },
      /** By when whoever works on it is taken for dead. */
      running: {
        keys: (it) => it.state === "running" ? [[it.leaseUntilAt ?? 0]] : [],
        scope: "installation",
      },
      failed: { keys: (it) => it.state === "failed" ? [[it.endedAt ?? 0]] : [] },
      /** For what is forgotten after a time. */
      ended: {
        keys: (it) => isEnded(it) ? [[it.endedAt ?? 0]] : [],
        scope: "installation",
      },
      all: { keys: (it) => [[it.createdAt]] },
    },
  }),
};

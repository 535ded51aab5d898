import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { JobBanner, type JobWords } from "../components/JobBanner.tsx";
import { island } from "../lib/islands/island.ts";
import type { JobView } from "../lib/model/jobs/job_schema.ts";
import { callApi } from "./api.ts";
import { followJob } from "./live/follow_job.ts";
import { jobApi } from "../lib/model/process/paths.ts";

export interface JobProgressProps {
  /** As it stood when the page was rendered. */
  job: JobView;
  words: JobWords;
  /** What the button says that ends it; without one there is none. */
  stop?: string;
}

/** A job that goes on while the page is looked at. */
function JobProgress({ job: first, words, stop }: JobProgressProps): VNode {
  const [job, setJob] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(
    () => first.endedAt === null ? followJob(first.id, setJob) : undefined,
    [first.id],
  );

  async function cancel(): Promise<void> {
    const answer = await callApi<JobView>("POST", jobApi(job.id, "cancel"));
    setProblem(answer.ok ? null : answer.problem.title);
    if (answer.ok) setJob(answer.data);
  }

  return (
    <div role="status">
      <JobBanner
        job={job}
        words={words}
        action={stop && <Button type="button" size="small" onClick={cancel}>{stop}</Button>}
      />
      {problem !== null && <p class="error">{problem}.</p>}
    </div>
  );
}

export default island("JobProgress", JobProgress);

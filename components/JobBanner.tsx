import type { ComponentChildren, VNode } from "preact";
import type { JobView } from "../lib/model/jobs/job_schema.ts";
import { Banner } from "./Banner.tsx";
import { Progress } from "./Progress.tsx";

/** What a job is called while it goes on, and what is said when it has ended. */
export interface JobWords {
  /** "Telling students and guardians" */
  going: string;
  /** "Everyone is told." */
  done: string;
  /** After the figures, as in "12 of 500 told". */
  unit: string;
  /** "Not everyone is told": before the reason. */
  failed: string;
  /** What is said when somebody ended it before its end. */
  cancelled: string;
}

export interface JobBannerProps {
  job: JobView;
  words: JobWords;
  /** A way to end it, while it goes on. */
  action?: ComponentChildren;
}

/** How far a job is, and what came of it. */
export function JobBanner({ job, words, action }: JobBannerProps): VNode {
  const { state, progress, error } = job;
  if (state === "done") return <Banner tone="good">{words.done}</Banner>;
  if (state === "cancelled") return <Banner tone="warn">{words.cancelled}</Banner>;
  if (state === "failed") return <Banner tone="bad" title={words.failed}>{error}.</Banner>;
  return (
    <Banner title={words.going} action={action}>
      {progress === null
        ? "It begins in a moment."
        : <Progress done={progress.done} of={progress.of} unit={words.unit} />}
      {error !== null && ` ${error}. It is tried again.`}
    </Banner>
  );
}

import { requestJson } from "../../lib/browser/request.ts";
import type { JobView } from "../../lib/model/jobs/job_schema.ts";
import { live } from "./socket.ts";
import { jobApi } from "../../lib/model/process/paths.ts";

/** How often a page without a socket asks, milliseconds. */
const POLL_MS = 2_000;

/**
 * Hears how far a job is until it has ended: the socket tells it, and without one the page asks.
 *
 * @returns A function that stops following.
 */
export function followJob(jobId: string, onChange: (job: JobView) => void): () => void {
  let isOver = false;
  let isOpen = false;
  const heard = (job: JobView) => {
    if (isOver || job.id !== jobId) return;
    onChange(job);
    if (job.endedAt !== null) stop();
  };
  const socket = live();
  const stops = [
    socket.onState((open) => isOpen = open),
    socket.onEvent((event) => event.type === "job" && heard(event.job)),
    socket.follow({ type: "job", jobId, on: true }),
  ];
  const timer = setInterval(async () => {
    if (isOpen || isOver) return;
    const answer = await requestJson(jobApi(jobId), {
      method: "GET",
      credentials: "same-origin",
    });
    if (answer?.ok) heard(answer.body as JobView);
  }, POLL_MS);
  function stop(): void {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    for (const it of stops) it();
    socket.say({ type: "job", jobId, on: false });
  }
  return stop;
}

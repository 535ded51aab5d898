import { requestJson } from "../../lib/browser/request.ts";
import type { OwnTimes } from "../../lib/model/live/live.ts";
import { live } from "./socket.ts";
import { assignmentApi } from "../../lib/model/process/paths.ts";

/** How often a page without a socket asks, milliseconds. */
const POLL_MS = 5_000;

/**
 * Says once when the student's times of a test are no longer those that the page shows, or the test is no longer theirs:
 * the socket tells it, and without one the page asks.
 *
 * @returns A function that stops watching.
 */
export function watchTimes(
  assignmentId: string,
  shown: OwnTimes,
  onChange: () => void,
): () => void {
  let isOver = false;
  let isOpen = false;
  const compare = (times: OwnTimes | null) => {
    if (isOver || (times !== null && isSame(times, shown))) return;
    isOver = true;
    onChange();
  };
  const socket = live();
  const stops = [
    socket.onState((open) => isOpen = open),
    socket.onEvent((event) => {
      if (event.type === "times" && event.assignmentId === assignmentId) compare(event.times);
    }),
    socket.follow({ type: "times", assignmentId, on: true }),
  ];
  const timer = setInterval(async () => {
    if (isOpen || isOver) return;
    const heard = await requestJson(assignmentApi(assignmentId, "times"), {
      method: "GET",
      credentials: "same-origin",
    });
    if (heard?.status === 404) compare(null);
    if (heard?.ok) compare((heard.body as { times: OwnTimes }).times);
  }, POLL_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
    for (const stop of stops) stop();
    socket.say({ type: "times", assignmentId, on: false });
  };
}

function isSame(a: OwnTimes, b: OwnTimes): boolean {
  return a.opensAt === b.opensAt && a.closesAt === b.closesAt && a.limitMs === b.limitMs &&
    a.addedMs === b.addedMs && a.mayStart === b.mayStart;
}

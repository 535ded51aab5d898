import { useEffect } from "preact/hooks";
import { island } from "../lib/islands/island.ts";
import type { OwnTimes } from "../lib/model/live/live.ts";
import { watchTimes } from "./live/watch_times.ts";
import { assignmentPath } from "../lib/model/process/paths.ts";

export interface WatchTimesProps {
  assignmentId: string;
  /** The student's own times, as the page says them. */
  times: OwnTimes;
  /** The student has said before to wait here for the opening. */
  waits: boolean;
}

/** Loads a start page anew when the times it says are others by now: an excuse was taken back, a make-up given. */
function WatchTimes({ assignmentId, times, waits }: WatchTimesProps): null {
  useEffect(
    () =>
      watchTimes(assignmentId, times, () => {
        location.replace(`${assignmentPath(assignmentId)}${waits ? "?wait=1" : ""}`);
      }),
    [assignmentId],
  );
  return null;
}

export default island("WatchTimes", WatchTimes);

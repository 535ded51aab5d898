import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ticks } from "../lib/browser/ticks.ts";
import { Button } from "../components/Button.tsx";
import { island } from "../lib/islands/island.ts";
import { formatClock, formatUntil } from "../lib/model/text/format.ts";
import type { OwnTimes } from "../lib/model/live/live.ts";
import { watchTimes } from "./live/watch_times.ts";
import { assignmentPath } from "../lib/model/process/paths.ts";

export interface LobbyProps {
  assignmentId: string;
  /** The student's own times, as the page says them. */
  times: OwnTimes;
  /** What a start at the opening gives, milliseconds; `null` for no end. */
  hasMs: number | null;
  /** The student has said before to wait here. */
  waits: boolean;
  /** Server clock when the page was rendered. */
  renderedAt: number;
  /** Longest random wait after the opening, so that a class does not start in one instant, milliseconds. */
  spreadMs: number;
}

const SHOWN_MS = 3_600_000;

/** Waits for a test to open, and starts it by itself for a student who wants that. Other times load the page anew. */
function Lobby(
  { assignmentId, times, hasMs, waits: first, renderedAt, spreadMs }: LobbyProps,
): VNode {
  const { opensAt } = times;
  const [left, setLeft] = useState(Math.max(0, opensAt - renderedAt));
  const [waits, setWaits] = useState(first);
  const [live, setLive] = useState(false);
  useEffect(() => {
    const loadedAt = ticks();
    setLive(true);
    const timer = setInterval(
      () => setLeft(Math.max(0, opensAt - renderedAt - (ticks() - loadedAt))),
      500,
    );
    return () => clearInterval(timer);
  }, [opensAt, renderedAt]);

  useEffect(
    () =>
      watchTimes(assignmentId, times, () => {
        location.replace(`${assignmentPath(assignmentId)}${waits ? "?wait=1" : ""}`);
      }),
    [assignmentId, waits],
  );

  const open = left === 0;
  useEffect(() => {
    if (!open || !waits) return;
    const form = document.querySelector<HTMLFormElement>("#start")!;
    const timer = setTimeout(() => form.requestSubmit(), Math.random() * spreadMs);
    return () => clearTimeout(timer);
  }, [open, waits, spreadMs]);

  return (
    <form id="start" method="post" action={assignmentPath(assignmentId, "start")} class="stack">
      {hasMs !== null && <input type="hidden" name="has" value={hasMs} />}
      {!open && live && (
        <p role="timer" class="lobby__left">
          Opens {left < SHOWN_MS ? `in ${formatClock(left)}` : formatUntil(left, 0)}
        </p>
      )}
      <div class="buttons">
        {open && <Button look="primary" busy={waits}>Start the test</Button>}
        {!open && live && (
          <Button
            type="button"
            aria-pressed={waits}
            onClick={() => setWaits(!waits)}
          >
            {waits ? "Starting by itself. Press to stop waiting" : "Wait here and start by itself"}
          </Button>
        )}
      </div>
      {!live && <p>Come back then.</p>}
    </form>
  );
}

export default island("Lobby", Lobby);

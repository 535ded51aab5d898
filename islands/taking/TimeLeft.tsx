import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clock } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { formatClock, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";

/** Under this the time is marked, milliseconds. */
const SOON_MS = 5 * 60_000;
/** From here on days are told, not hours. */
const DAY_MS = 86_400_000;
const SPOKEN_MINUTES = [10, 5, 1];

export interface TimeLeftProps {
  /** Time left when the page was rendered, milliseconds; `null` without an end. */
  firstMs: number | null;
  /** The same now, once the test is open. */
  leftMs: (() => number | null) | null;
  deadlineAt: number | null;
  paused: boolean;
  hidden: boolean;
  style: TimeStyle;
}

/** The clock of the test, ticking; spoken at 10, 5 and 1 minute. */
export function TimeLeft(
  { firstMs, leftMs, deadlineAt, paused, hidden, style }: TimeLeftProps,
): VNode | null {
  const [, tick] = useState(0);
  const [spoken, setSpoken] = useState("");
  const left = leftMs === null ? firstMs : leftMs();
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 250);
    return () => clearInterval(timer);
  }, []);
  const minutes = left === null ? null : Math.ceil(left / 60_000);
  useEffect(() => {
    if (minutes === null || leftMs === null || !SPOKEN_MINUTES.includes(minutes)) return;
    setSpoken(minutes === 1 ? "1 minute left" : `${minutes} minutes left`);
  }, [minutes, leftMs !== null]);
  if (left === null) return null;
  return (
    <div class={left < SOON_MS ? "time-left time-left--soon" : "time-left"}>
      <Glyph of={clock} size={22} />
      {hidden
        ? <span class="time-left__words">Time hidden</span>
        : (
          <span role="timer" aria-live="off">
            <strong class="time-left__clock">{clockWords(left)}</strong>{" "}
            <span class="time-left__words">
              left
              {deadlineAt !== null && !paused && left < DAY_MS && (
                <span class="time-left__end">, ends {formatTime(deadlineAt, style)}</span>
              )}
            </span>
          </span>
        )}
      <span class="vh" role="alert">{spoken}</span>
    </div>
  );
}

function clockWords(left: number): string {
  if (left < DAY_MS) return formatClock(left);
  const days = Math.floor(left / DAY_MS);
  return days === 1 ? "1 day" : `${days} days`;
}

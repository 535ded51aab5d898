import type { VNode } from "preact";
import {
  formatDate,
  formatInstant,
  formatMachineTime,
  formatRelative,
  formatTime,
  type TimeStyle,
} from "../lib/model/text/format.ts";

export interface TimestampProps {
  /** Milliseconds since the Unix epoch. */
  at: number;
  style: TimeStyle;
  /** `instant` unless given; `relative` needs `now`. */
  show?: "instant" | "date" | "time" | "relative";
  /** Server clock when the page was rendered. */
  now?: number;
}

/** An instant in the school's zone, with the exact one for machines. */
export function Timestamp({ at, style, show = "instant", now = at }: TimestampProps): VNode {
  const words = {
    instant: () => formatInstant(at, style),
    date: () => formatDate(at, style),
    time: () => formatTime(at, style),
    relative: () => formatRelative(at, now, style),
  };
  return (
    <time
      dateTime={formatMachineTime(at)}
      title={show === "relative" ? formatInstant(at, style) : undefined}
    >
      {words[show]()}
    </time>
  );
}

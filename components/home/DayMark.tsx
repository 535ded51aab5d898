import type { VNode } from "preact";
import { formatMachineTime, type TimeStyle } from "../../lib/model/text/format.ts";
import { dayParts } from "../../lib/model/home/home_words.ts";

/** A day as a leaf of the calendar, before the words of a row that say the whole date; an empty place for `null`. */
export function DayMark({ at, style }: { at: number | null; style: TimeStyle }): VNode {
  if (at === null) return <span class="day-mark day-mark--none" aria-hidden="true" />;
  const { day, weekday } = dayParts(at, style);
  return (
    <time class="day-mark" dateTime={formatMachineTime(at)} aria-hidden="true">
      <span class="day-mark__day">{day}</span>
      <span class="day-mark__weekday">{weekday}</span>
    </time>
  );
}

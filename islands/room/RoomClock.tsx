import type { VNode } from "preact";
import {
  formatClock,
  formatDate,
  formatTime,
  formatUntil,
  type TimeStyle,
} from "../../lib/model/text/format.ts";
import type { LiveRoom } from "./use_room.ts";
import { clockState } from "./words.ts";

/** The time of a room: until it opens, until the last one ends, or that no end is set. */
export function RoomClock({ room, style }: { room: LiveRoom; style: TimeStyle }): VNode {
  const [big, small] = words(room, style);
  return (
    <p class="room-bar__clock">
      <strong>{big}</strong>
      <span>{small}</span>
    </p>
  );
}

function words(room: LiveRoom, style: TimeStyle): [big: string, small: string] {
  const state = clockState(room);
  const at = (instant: number) => formatTime(instant, style);
  const day = (instant: number) =>
    formatDate(instant, style) === formatDate(room.now, style)
      ? ""
      : `${formatDate(instant, style)}, `;
  switch (state.kind) {
    case "paused":
      return ["Paused", "every clock stands still"];
    case "cancelled":
      return ["Cancelled", "nobody can start it"];
    case "opens":
      return [
        `Opens ${at(state.at)}`,
        `${day(state.at)}${formatUntil(state.at, room.now)}`,
      ];
    case "endless":
      return ["No end is set", "open until you end it"];
    case "over":
      return ["Over", `ended ${day(state.at)}${at(state.at)}`];
    case "left":
      return [formatClock(state.at - room.now), `left, ends ${day(state.at)}${at(state.at)}`];
  }
}

import { useEffect, useState } from "preact/hooks";
import { ticks } from "../../lib/browser/ticks.ts";
import type { RoomItem, RoomView } from "../../lib/model/live/live.ts";
import { live } from "../live/socket.ts";

export interface LiveRoom extends RoomView {
  /** Server clock, milliseconds since the Unix epoch; ticks once a second. */
  now: number;
  /** Events flow. */
  open: boolean;
}

/** The room as the server rendered it, then as it changes. */
export function useRoom(assignmentId: string, first: RoomView, renderedAt: number): LiveRoom {
  const [view, setView] = useState(first);
  const [open, setOpen] = useState(true);
  const [now, setNow] = useState(renderedAt);

  useEffect(() => {
    let clock = { server: renderedAt, local: ticks() };
    const socket = live();
    const stops = [
      socket.onState(setOpen),
      socket.onEvent((event) => {
        if (event.type !== "room" || event.assignmentId !== assignmentId) return;
        clock = { server: event.now, local: ticks() };
        const { items, lines, paused, endsAt, opensAt, isCancelled } = event;
        setView((before) => ({
          items: merged(before.items, items),
          lines,
          paused,
          endsAt,
          opensAt,
          isCancelled,
        }));
      }),
      socket.follow({ type: "room", assignmentId, on: true }),
    ];
    const timer = setInterval(() => setNow(clock.server + ticks() - clock.local), 1_000);
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }, [assignmentId, renderedAt]);

  return { ...view, now, open };
}

/** Changed items in their old places, new ones at the end. */
export function merged(before: readonly RoomItem[], changed: readonly RoomItem[]): RoomItem[] {
  const news = new Map(changed.map((item) => [item.studentId, item]));
  const kept = before.map((item) => news.get(item.studentId) ?? item);
  const known = new Set(before.map(({ studentId }) => studentId));
  return [...kept, ...changed.filter(({ studentId }) => !known.has(studentId))];
}

import { OFFLINE_MS, type RoomItem, type RoomView } from "../../lib/model/live/live.ts";

/** Where a student stands, as a filter and a word. */
export type Standing =
  | "stuck"
  | "writing"
  | "handedIn"
  | "paused"
  | "offline"
  | "notStarted"
  | "leftOut";

/** @param now Server clock, milliseconds since the Unix epoch. */
export function standingOf(item: RoomItem, now: number): Standing {
  if (item.stuck !== null) return "stuck";
  if (item.state === "submitted") return "handedIn";
  if (item.state === "not_started") return "notStarted";
  if (item.state === "paused") return "paused";
  if (item.state !== "in_progress") return "leftOut";
  return item.seenAt !== null && now - item.seenAt > OFFLINE_MS ? "offline" : "writing";
}

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  stuck: "Stuck",
  writing: "Writing",
  handedIn: "Handed in",
  paused: "Paused",
  offline: "Offline",
  notStarted: "Not started",
  leftOut: "Left out",
};

/** `2 s ago`, `4 min ago`. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

/** `5 minutes`, `1 minute`. */
export function minutesOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

/** What a room's clock says. */
export type ClockState =
  | { kind: "paused" | "cancelled" | "endless" }
  | { kind: "opens" | "left" | "over"; at: number };

/** Whoever writes decides, else the times of those without others. @param now Server clock, milliseconds since the Unix epoch. */
export function clockState(
  { items, paused, endsAt, opensAt, isCancelled, now }: RoomView & { now: number },
): ClockState {
  if (paused) return { kind: "paused" };
  const writing = items.filter(({ state }) => state === "in_progress");
  if (writing.length === 0) {
    if (isCancelled) return { kind: "cancelled" };
    if (now < opensAt) return { kind: "opens", at: opensAt };
  }
  const ends = writing.map(({ deadlineAt }) => deadlineAt ?? Infinity);
  const at = ends.length > 0 ? Math.max(...ends) : endsAt ?? Infinity;
  if (at === Infinity) return { kind: "endless" };
  return { kind: at <= now ? "over" : "left", at };
}

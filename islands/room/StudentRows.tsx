import type { VNode } from "preact";
import { check, pause, triangleAlert, wifiOff } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { Bar } from "../../components/Progress.tsx";
import type { RoomItem } from "../../lib/model/live/live.ts";
import { ago, type Standing, STANDING_WORDS, standingOf } from "./words.ts";

export interface StudentRowsProps {
  items: RoomItem[];
  now: number;
  onOpen: (item: RoomItem) => void;
}

/** A line per student in register order; each opens what can be done for this one. */
export function StudentRows({ items, now, onOpen }: StudentRowsProps): VNode {
  return (
    <ul class="room-rows" role="list">
      {items.map((item) => {
        const standing = standingOf(item, now);
        return (
          <li key={item.studentId}>
            <button type="button" class="room-row" onClick={() => onOpen(item)}>
              <span class="room-row__name">{item.name}</span>
              <span class="room-row__bar">
                <Bar
                  share={item.total > 0 ? item.answered / item.total : 0}
                  tone={standing === "handedIn" ? "good" : "accent"}
                />
              </span>
              <span class="room-row__count">
                {item.answered}/{item.total}
                <span class="vh">answered</span>
              </span>
              <State item={item} standing={standing} now={now} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function State(
  { item, standing, now }: { item: RoomItem; standing: Standing; now: number },
): VNode {
  if (standing === "stuck") {
    return (
      <span class="room-row__state warn">
        <Glyph of={triangleAlert} size={16} /> Stuck
      </span>
    );
  }
  if (standing === "handedIn") {
    return (
      <span class="room-row__state good">
        <Glyph of={check} size={16} /> Handed in
      </span>
    );
  }
  if (standing === "offline") {
    return (
      <span class="room-row__state warn">
        <Glyph of={wifiOff} size={16} /> Offline
      </span>
    );
  }
  if (standing === "paused") {
    return (
      <span class="room-row__state">
        <Glyph of={pause} size={16} /> Paused
      </span>
    );
  }
  if (standing === "writing" && item.savedAt !== null) {
    return <span class="room-row__state">saved {ago(item.savedAt, now)}</span>;
  }
  const words = item.state === "excused"
    ? "Excused"
    : item.state === "abandoned"
    ? "Not handed in"
    : item.state === "voided"
    ? "Voided"
    : STANDING_WORDS[standing];
  return <span class="room-row__state">{words}</span>;
}

import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { formatTime } from "../../lib/model/text/format.ts";
import type { RoomItem } from "../../lib/model/live/live.ts";
import type { RoomLine } from "../../lib/model/live/room_schema.ts";
import type { LiveRoom } from "./use_room.ts";
import { ago, minutesOf, standingOf } from "./words.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";

interface Style {
  locale: string;
  timeZone: string;
}

export interface RoomAsideProps {
  room: LiveRoom;
  style: Style;
  onOpen: (item: RoomItem) => void;
}

/** So many have a note each; more of them one together. */
const SINGLY = 5;
/** How many names a note for several holds. */
const NAMED = 8;

/** Who to look at first, and what the room was told. */
export function RoomAside({ room, style, onOpen }: RoomAsideProps): VNode {
  const { items, now, lines } = room;
  const offline = items.filter((it) => standingOf(it, now) === "offline");
  const paused = room.paused ? [] : items.filter((it) => standingOf(it, now) === "paused");
  const missing = room.isCancelled
    ? []
    : items.filter((it) => standingOf(it, now) === "notStarted");
  const nothing = offline.length + paused.length + missing.length === 0;
  return (
    <div class="stack">
      <Card title="Look here first" flush ruled>
        {nothing && <p class="room-note">Everyone is fine.</p>}
        {offline.length > SINGLY
          ? <Several items={offline} words={`${offline.length} are offline`} />
          : offline.map((it) => (
            <One
              key={it.studentId}
              item={it}
              onOpen={onOpen}
              title={`${isolated(it.name)} is offline`}
              text={`Last heard of ${
                ago(it.seenAt ?? now, now)
              }. Writing can go on; answers come when the network is back.`}
              act="Open"
            />
          ))}
        {paused.map((it) => (
          <One
            key={it.studentId}
            item={it}
            onOpen={onOpen}
            title={`${isolated(it.name)} is paused`}
            text="The clock stands still."
            act={`Let ${isolated(it.name)} go on`}
          />
        ))}
        {missing.length > 0 && (
          <Several
            items={missing}
            words={missing.length === 1
              ? "1 has not started"
              : `${missing.length} have not started`}
          />
        )}
      </Card>
      <Card title="Sent to the room" flush ruled>
        {lines.length === 0 && <p class="room-note">Nothing yet.</p>}
        {[...lines].reverse().slice(0, 20).map((line) => (
          <div key={line.id} class="room-note">
            <p class="row row--between">
              <strong>{titleOf(line)}</strong>
              <small>{formatTime(line.at, style)}</small>
            </p>
            {line.text !== "" && <p>“{line.text}”</p>}
            {line.studentIds !== null && (
              <p>
                {line.studentIds.map((id) => items.find((it) => it.studentId === id)?.name ?? "")
                  .join(", ")}
              </p>
            )}
            <p>
              {line.concerns === 0
                ? "Nobody is writing."
                : `Seen by ${line.seen} of ${line.concerns}`}
            </p>
          </div>
        ))}
      </Card>
    </div>
  );
}

function Several({ items, words }: { items: readonly RoomItem[]; words: string }): VNode {
  return (
    <div class="room-note">
      <strong>{words}</strong>
      <p>
        {items.slice(0, NAMED).map(({ name }) => name).join(", ")}
        {items.length > NAMED && ` and ${items.length - NAMED} more`}
      </p>
    </div>
  );
}

function One(
  { item, title, text, act, onOpen }: {
    item: RoomItem;
    title: string;
    text: string;
    act: string;
    onOpen: (item: RoomItem) => void;
  },
): VNode {
  return (
    <div class="room-note">
      <strong>{title}</strong>
      <p>{text}</p>
      <Button type="button" size="small" onClick={() => onOpen(item)}>{act}</Button>
    </div>
  );
}

function titleOf({ kind, ms }: RoomLine): string {
  if (kind === "add_time") return `${minutesOf(ms ?? 0)} added`;
  return { pause: "Paused", resume: "Went on", message: "Message", end: "Ended" }[kind];
}

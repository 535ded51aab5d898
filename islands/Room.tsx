import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { JobBanner } from "../components/JobBanner.tsx";
import { clockPlus, pause, play, send } from "../components/glyphs.ts";
import { Glyph } from "../components/Glyph.tsx";
import { island } from "../lib/islands/island.ts";
import type { JobView } from "../lib/model/jobs/job_schema.ts";
import { END_WORDS, exceptWords, unreachedOf } from "../lib/model/jobs/job_words.ts";
import type { RoomItem, RoomView } from "../lib/model/live/live.ts";
import { followJob } from "./live/follow_job.ts";
import { RoomClock } from "./room/RoomClock.tsx";
import { RoomAside } from "./room/RoomAside.tsx";
import { type Asked, RoomDialogs, sendCommand } from "./room/RoomDialogs.tsx";
import { StudentRows } from "./room/StudentRows.tsx";
import { type LiveRoom, useRoom } from "./room/use_room.ts";
import { type Standing, STANDING_WORDS, standingOf } from "./room/words.ts";

export interface RoomProps {
  assignmentId: string;
  view: RoomView;
  /** Server clock when the page was rendered, milliseconds since the Unix epoch. */
  renderedAt: number;
  locale: string;
  timeZone: string;
}

/** A test while it is being written: who stands where, and what the teacher can do about it. */
function Room({ assignmentId, view, renderedAt, locale, timeZone }: RoomProps): VNode {
  const room = useRoom(assignmentId, view, renderedAt);
  const [filter, setFilter] = useState<Standing | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState("");
  const [job, setJob] = useState<JobView | null>(null);
  const style = { locale, timeZone };
  const counts = countsOf(room);
  const writing = counts.writing + counts.offline + counts.paused;
  const shown = filter === null
    ? room.items
    : room.items.filter((item) => standingOf(item, room.now) === filter);

  async function pauseAll(): Promise<void> {
    const kind = room.paused ? "resume" : "pause";
    const { error, except } = await sendCommand(assignmentId, null, { kind });
    setSaid(error ?? except ?? (kind === "pause" ? "The room is paused." : "Everyone can go on."));
  }
  const done = (words: string | null, going: JobView | null = null) => {
    setAsked(null);
    setJob(going);
    if (words !== null) setSaid(words);
  };
  const jobId = job?.id;
  useEffect(() => jobId === undefined ? undefined : followJob(jobId, setJob), [jobId]);
  const ask = (what: Asked["what"], student: RoomItem | null = null) => setAsked({ what, student });

  return (
    <div class="room">
      <section class="card room-bar" aria-label="The room now">
        <RoomClock room={room} style={style} />
        <dl class="room-bar__counts">
          {(["writing", "handedIn", "paused", "offline", "notStarted"] as const).map((it) => (
            <div key={it}>
              <dt>{STANDING_WORDS[it]}</dt>
              <dd>{counts[it]}</dd>
            </div>
          ))}
        </dl>
        {room.isCancelled && writing === 0
          ? <p>Nobody is writing, and what was handed in stays.</p>
          : <RoomActs paused={room.paused} onPause={pauseAll} onAsk={ask} />}
      </section>
      {job !== null && (
        <JobBanner
          job={job}
          words={{ ...END_WORDS, done: exceptWords(unreachedOf(job)) ?? END_WORDS.done }}
        />
      )}
      <p class="room__said" role="status">
        {said || (room.open ? "Live" : "Not live: the connection is coming back.")}
      </p>
      <div class="columns columns--aside">
        <section class="card" aria-label="Students">
          <Filters counts={counts} all={room.items.length} filter={filter} onFilter={setFilter} />
          <StudentRows items={shown} now={room.now} onOpen={(item) => ask("student", item)} />
          {shown.length === 0 && (
            <p class="empty">
              {room.items.length === 0 ? "Nobody is in this class." : "Nobody here now."}
            </p>
          )}
        </section>
        <RoomAside room={room} style={style} onOpen={(item) => ask("student", item)} />
      </div>
      {asked !== null && (
        <RoomDialogs
          key={`${asked.what}-${asked.student?.studentId ?? ""}`}
          assignmentId={assignmentId}
          asked={asked}
          writing={writing}
          onAsk={setAsked}
          onDone={done}
        />
      )}
    </div>
  );
}

/** What is done to everybody at once. */
function RoomActs({ paused, onPause, onAsk }: {
  paused: boolean;
  onPause: () => void;
  onAsk: (what: "add_time" | "message" | "end") => void;
}): VNode {
  return (
    <div class="buttons">
      <Button type="button" look="primary" onClick={() => onAsk("add_time")}>
        <Glyph of={clockPlus} /> Add time
      </Button>
      <Button type="button" onClick={onPause}>
        <Glyph of={paused ? play : pause} /> {paused ? "Resume all" : "Pause all"}
      </Button>
      <Button type="button" onClick={() => onAsk("message")}>
        <Glyph of={send} /> Message
      </Button>
      <Button type="button" look="danger" onClick={() => onAsk("end")}>End test</Button>
    </div>
  );
}

function countsOf(room: LiveRoom): Record<Standing, number> {
  const counts: Record<Standing, number> = {
    stuck: 0,
    writing: 0,
    handedIn: 0,
    paused: 0,
    offline: 0,
    notStarted: 0,
    leftOut: 0,
  };
  for (const item of room.items) counts[standingOf(item, room.now)]++;
  return counts;
}

function Filters({ counts, all, filter, onFilter }: {
  counts: Record<Standing, number>;
  all: number;
  filter: Standing | null;
  onFilter: (filter: Standing | null) => void;
}): VNode {
  const kinds = (Object.keys(counts) as Standing[]).filter((it) => counts[it] > 0 || it === filter);
  return (
    <div class="room__filters" role="group" aria-label="Show">
      <button
        type="button"
        class="chip"
        aria-pressed={filter === null ? "true" : "false"}
        onClick={() => onFilter(null)}
      >
        All {all}
      </button>
      {kinds.map((it) => (
        <button
          key={it}
          type="button"
          class="chip"
          aria-pressed={filter === it ? "true" : "false"}
          onClick={() => onFilter(it)}
        >
          {STANDING_WORDS[it]} {counts[it]}
        </button>
      ))}
    </div>
  );
}

export default island("Room", Room);

import { BEAT_MS, CLOSE, type LiveEvent } from "../../lib/model/live/live.ts";
import type { Command } from "../../lib/model/live/wire_schema.ts";

/** The one socket of this tab. It comes back by itself, and says again what it was following. */
export interface Live {
  /** Says `command` now and after every reconnection, until the returned function is called. */
  follow(command: Command): () => void;
  /** Says `command` once, if the socket is open; otherwise it is dropped. */
  say(command: Command): void;
  onEvent(listener: (event: LiveEvent) => void): () => void;
  /** Called with `true` when events flow and `false` when they stop. */
  onState(listener: (open: boolean) => void): () => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const ANSWER_MS = 10_000;
/** The server said that coming back is no use. */
const FINAL: readonly number[] = [CLOSE.signedOut, CLOSE.tooManySockets];

let shared: Live | null = null;

/** The tab's socket, opened at the first call. */
export function live(): Live {
  return shared ??= connect(
    `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
  );
}

/** Opens a socket to `url` and keeps it open. */
export function connect(url: string): Live {
  const events = new Set<(event: LiveEvent) => void>();
  const states = new Set<(open: boolean) => void>();
  const followed = new Set<Command>();
  let socket: WebSocket | null = null;
  let ready = false;
  let failures = 0;
  let beat: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function say(command: Command): void {
    if (ready) send(command);
  }

  function send(command: Command): void {
    try {
      socket?.send(JSON.stringify(command));
    } catch {
      // Not open any more: said again after the next opening, if it is followed.
    }
  }

  function setReady(now: boolean): void {
    if (ready === now) return;
    ready = now;
    for (const listener of states) listener(now);
  }

  function scheduleBeat(): void {
    clearTimeout(beat);
    clearTimeout(silence);
    beat = setTimeout(() => {
      say({ type: "beat" });
      expect();
    }, BEAT_MS * (0.8 + 0.4 * Math.random()));
  }

  /** A socket that says nothing is given up, also where it does not even close. */
  function expect(): void {
    const asked = socket;
    silence = setTimeout(() => {
      asked?.close();
      lost(asked, 0);
    }, ANSWER_MS);
  }

  function receive(event: LiveEvent): void {
    scheduleBeat();
    if (event.type === "hello") {
      send({ type: "resume", v: 1, build: "web" });
    }
    if (event.type === "ready") {
      failures = 0;
      setReady(true);
      for (const command of followed) say(command);
    }
    for (const listener of events) listener(event);
  }

  function lost(which: WebSocket | null, code: number): void {
    if (socket !== which) return;
    socket = null;
    clearTimeout(beat);
    clearTimeout(silence);
    setReady(false);
    if (FINAL.includes(code)) return;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
    setTimeout(open, Math.random() * longest);
  }

  function open(): void {
    try {
      const opening = new WebSocket(url);
      socket = opening;
      opening.onmessage = ({ data }) => socket === opening && receive(JSON.parse(data));
      opening.onclose = ({ code }) => lost(opening, code);
      expect();
    } catch {
      // A browser without sockets, or one that forbids them: asked again, and the pages ask by themselves meanwhile.
      lost(socket, 0);
    }
  }
  open();

  return {
    follow(command) {
      followed.add(command);
      say(command);
      return () => followed.delete(command);
    },
    say,
    onEvent(listener) {
      events.add(listener);
      return () => events.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      listener(ready);
      return () => states.delete(listener);
    },
  };
}

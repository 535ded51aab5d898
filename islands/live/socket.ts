import { BEAT_MS, CLOSE, type LiveEvent } from "../../lib/model/live.ts";
import type { Command } from "../../lib/model/wire_schema.ts";

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
    if (ready && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
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
      silence = setTimeout(() => socket?.close(), ANSWER_MS);
    }, BEAT_MS * (0.8 + 0.4 * Math.random()));
  }

  function receive(event: LiveEvent): void {
    scheduleBeat();
    if (event.type === "hello") {
      socket?.send(JSON.stringify({ type: "resume", v: 1, build: "web" } satisfies Command));
    }
    if (event.type === "ready") {
      failures = 0;
      setReady(true);
      for (const command of followed) say(command);
    }
    for (const listener of events) listener(event);
  }

  function open(): void {
    socket = new WebSocket(url);
    socket.onmessage = ({ data }) => receive(JSON.parse(data));
    socket.onclose = ({ code }) => {
      clearTimeout(beat);
      clearTimeout(silence);
      setReady(false);
      if (FINAL.includes(code)) return;
      const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
      setTimeout(open, Math.random() * longest);
    };
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

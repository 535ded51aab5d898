import type { LiveEvent } from "../../lib/model/live/live.ts";

/** Deno's own second argument, which the browser's type does not know. */
const HeaderSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

export interface TestSocket extends AsyncDisposable {
  say(command: unknown): void;
  /** The next event that fits, among those that came and those to come. @throws {Error} when the socket closes instead. */
  next<T extends LiveEvent["type"]>(
    type: T,
    fits?: (event: Extract<LiveEvent, { type: T }>) => boolean,
  ): Promise<Extract<LiveEvent, { type: T }>>;
  /** Code with which the server closed it. */
  closed: Promise<number>;
  close(): Promise<void>;
}

/** Opens a socket as a browser of the person behind `headers`; says `resume` unless told not to. */
export async function openSocket(
  url: string,
  headers: Record<string, string>,
  { resume = true } = {},
): Promise<TestSocket> {
  const socket = new HeaderSocket(url.replace("http", "ws") + "/ws", { headers });
  const events: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  socket.onmessage = ({ data }) => {
    events.push(JSON.parse(data));
    for (const wake of waiting) wake();
  };
  let closedBy: number | null = null;
  const closed = new Promise<number>((done) =>
    socket.onclose = ({ code }) => {
      closedBy = code;
      done(code);
      for (const wake of waiting) wake();
    }
  );
  await new Promise<void>((done, fail) => {
    socket.onopen = () => done();
    socket.onerror = () => fail(new Error("The upgrade was refused"));
  });
  socket.onerror = null;
  const it: TestSocket = {
    say: (command) => socket.send(typeof command === "string" ? command : JSON.stringify(command)),
    async next(type, fits = () => true) {
      for (;;) {
        const at = events.findIndex((event) => event.type === type && fits(event as never));
        if (at >= 0) return events.splice(at, 1)[0] as never;
        if (closedBy !== null) throw new Error(`The socket was closed with ${closedBy}`);
        await new Promise<void>((wake) => {
          const once = () => {
            waiting.delete(once);
            wake();
          };
          waiting.add(once);
        });
      }
    },
    closed,
    async close() {
      socket.close();
      await closed;
    },
    [Symbol.asyncDispose]: () => it.close(),
  };
  if (resume) {
    it.say({ type: "resume", v: 1, build: "test" });
    await it.next("ready");
  }
  return it;
}

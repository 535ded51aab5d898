import { connect, createServer, type Server, type Socket } from "node:net";

/** How connections fare. */
export type Mode =
  | { kind: "pass" }
  /** Nobody listens, and connections there were are closed. */
  | { kind: "refuse" }
  /** Connections are accepted and kept, and nothing comes through until the mode changes. */
  | { kind: "stall" }
  /** Every piece of a reply comes so much later. */
  | { kind: "slow"; ms: number }
  /** A request arrives, and the connection breaks in the middle of its reply. */
  | { kind: "cut" };

/** A network between the product and one server, whose faults a test chooses. */
export interface TcpProxy extends AsyncDisposable {
  port: number;
  setMode(mode: Mode): Promise<void>;
  /** Breaks every connection of the moment; new ones fare as before. */
  reset(): void;
}

/** Forwards to `target` whatever arrives at its own port of 127.0.0.1. */
export async function tcpProxy(target: { port: number; hostname?: string }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = { kind: "pass" };
  let server: Server | null = null;
  let port = 0;

  async function open(): Promise<void> {
    const opening = createServer((near) => {
      const far = connect(target.port, target.hostname ?? "127.0.0.1");
      const pair = new Pair(near, far, () => mode);
      pairs.add(pair);
      pair.ended.then(() => pairs.delete(pair));
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    opening.once("error", reject);
    opening.listen(port, "127.0.0.1", resolve);
    await promise;
    port = (opening.address() as { port: number }).port;
    server = opening;
  }

  async function close(): Promise<void> {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = new Promise<void>((done) => closing.close(() => done()));
    for (const pair of pairs) pair.reset();
    await closed;
    await Promise.all([...pairs].map(({ ended }) => ended));
  }

  await open();
  return {
    get port() {
      return port;
    },
    async setMode(next) {
      mode = next;
      if (next.kind === "refuse") return await close();
      if (server === null) await open();
      for (const pair of pairs) pair.modeChanged();
    },
    reset() {
      for (const pair of pairs) pair.reset();
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A connection from the product and the one that it is continued by. */
class Pair {
  readonly ended: Promise<void>;
  readonly #near: Socket;
  readonly #mode: () => Mode;
  readonly #there: Line;
  readonly #back: Line;
  #isBroken = false;

  constructor(near: Socket, far: Socket, mode: () => Mode) {
    this.#near = near;
    this.#mode = mode;
    this.#there = new Line(far, () => this.#isStalled() ? null : 0);
    this.#back = new Line(near, () => this.#isStalled() ? null : this.#lateMs());
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.on("data", (bytes: Uint8Array) => this.#there.add(bytes));
    far.on("data", (bytes: Uint8Array) => this.#reply(bytes));
    near.on("end", () => this.#there.add(null));
    far.on("end", () => this.#back.add(null));
    this.ended = Promise.all([near, far].map((socket) => this.#closing(socket))).then(() => {});
  }

  modeChanged(): void {
    this.#there.flush();
    this.#back.flush();
  }

  reset(): void {
    this.#isBroken = true;
    this.#there.end();
    this.#back.end();
    this.#near.resetAndDestroy();
    this.#there.to.destroy();
  }

  #reply(bytes: Uint8Array): void {
    if (this.#isBroken) return;
    if (this.#mode().kind !== "cut") return this.#back.add(bytes);
    this.#isBroken = true;
    this.#near.write(bytes.subarray(0, bytes.length >> 1), () => this.reset());
  }

  #isStalled(): boolean {
    return this.#mode().kind === "stall";
  }

  #lateMs(): number {
    const mode = this.#mode();
    return mode.kind === "slow" ? mode.ms : 0;
  }

  #closing(socket: Socket): Promise<void> {
    return new Promise((done) => {
      socket.on("error", () => this.reset());
      socket.on("close", () => {
        if (socket.errored || this.#isBroken) this.reset();
        done();
      });
    });
  }
}

/** One direction: what was sent, in order, each piece when its time has come. */
class Line {
  readonly to: Socket;
  readonly #delayMs: () => number | null;
  /** `null`: the sender is done. */
  readonly #pieces: { bytes: Uint8Array | null; sentAt: number }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param delayMs How late a piece is delivered; `null`: not now. */
  constructor(to: Socket, delayMs: () => number | null) {
    this.to = to;
    this.#delayMs = delayMs;
  }

  add(bytes: Uint8Array | null): void {
    this.#pieces.push({ bytes, sentAt: performance.now() });
    this.flush();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#pieces.length = 0;
  }

  /** Delivers what is due, and comes back for the next. */
  flush(): void {
    clearTimeout(this.#timer);
    for (let next = this.#pieces[0]; next !== undefined; next = this.#pieces[0]) {
      const delayMs = this.#delayMs();
      if (delayMs === null) return;
      const waitMs = next.sentAt + delayMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.flush(), waitMs);
        return;
      }
      this.#pieces.shift();
      if (next.bytes === null) this.to.end();
      else this.to.write(next.bytes);
    }
  }
}

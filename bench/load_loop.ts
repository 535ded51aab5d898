import { HttpConnection } from "./http_connection.ts";
import type { Done, Job, Request } from "./load_job.ts";
import { arrivals, latencyOf } from "./statistics.ts";

const encoder = new TextEncoder();
const WRONG_KEPT = 3;
/** An answer's body is compared on the first request of each connection and on every so many-th after that. */
const BODY_EVERY = 50;
const IDLE_MS = 3_000;

/** Runs a job and counts. */
export async function runLoad(job: Job): Promise<Done> {
  const lanes = job.requests.map((request) => new Lane(request, job.port));
  const tally = new Tally();
  const startedAt = performance.now();
  await (job.loop === "closed" ? closedLoop(job, lanes, tally) : openLoop(job, lanes, tally));
  return {
    ms: performance.now() - startedAt,
    requests: tally.latencies.length,
    errors: tally.errors,
    wrong: tally.wrong,
    latency: latencyOf(tally.latencies),
    ns: lanes.map(({ n }) => n),
  };
}

/** Each connection has its own lanes, so that the counted requests of one lane follow each other. */
async function closedLoop(job: Job, lanes: readonly Lane[], tally: Tally): Promise<void> {
  const endAt = performance.now() + job.seconds * 1_000;
  const count = Math.min(job.connections, lanes.length);
  await Promise.all(Array.from({ length: count }, async (_, c) => {
    const mine = lanes.filter((_, i) => i % count === c);
    let connection = await HttpConnection.open(job.port);
    for (let i = 0; performance.now() < endAt; i++) {
      const sentAt = performance.now();
      const fine = await attempt(connection, mine[i % mine.length]!, tally, i % BODY_EVERY === 0);
      tally.latencies.push(performance.now() - sentAt);
      if (!fine) connection = await reopened(connection, job);
    }
    connection[Symbol.dispose]();
  }));
}

/** Latency counts from the time a request was due, so that a server that stalls is not spared the wait it causes. */
async function openLoop(job: Job, lanes: readonly Lane[], tally: Tally): Promise<void> {
  const pool = new Pool(job);
  const startedAt = performance.now();
  const due = arrivals(lanes.length, job.seconds);
  await Promise.all(lanes.map(async (lane, i) => {
    const dueAt = startedAt + due[i]!;
    await until(dueAt);
    const connection = await pool.take();
    const fine = await attempt(connection, lane, tally, i % BODY_EVERY === 0);
    tally.latencies.push(performance.now() - dueAt);
    pool.give(fine ? connection : await reopened(connection, job));
  }));
  pool.close();
}

/** Connections that no request is under way on, the last used first, and requests that wait for one. */
class Pool {
  readonly #job: Job;
  #idle: { connection: HttpConnection; since: number }[] = [];
  #waiting: ((connection: HttpConnection) => void)[] = [];
  #opened = 0;

  constructor(job: Job) {
    this.#job = job;
  }

  async take(): Promise<HttpConnection> {
    this.#dropOld();
    const free = this.#idle.pop();
    if (free !== undefined) return free.connection;
    if (this.#opened === this.#job.connections) {
      return await new Promise((done) => this.#waiting.push(done));
    }
    this.#opened++;
    return await HttpConnection.open(this.#job.port);
  }

  give(connection: HttpConnection): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return next(connection);
    this.#idle.push({ connection, since: performance.now() });
  }

  close(): void {
    for (const { connection } of this.#idle) connection[Symbol.dispose]();
  }

  /** As a browser does, before the server closes what is idle: Node after 5 s. */
  #dropOld(): void {
    const old = performance.now() - IDLE_MS;
    const kept = this.#idle.findIndex(({ since }) => since > old);
    for (const { connection } of this.#idle.splice(0, kept === -1 ? this.#idle.length : kept)) {
      connection[Symbol.dispose]();
      this.#opened--;
    }
  }
}

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await new Promise((done) => setTimeout(done, ms));
}

/** @returns Whether the connection can be used again. */
async function attempt(
  connection: HttpConnection,
  lane: Lane,
  tally: Tally,
  compare: boolean,
): Promise<boolean> {
  const { request } = lane;
  const [bytes, has] = lane.next();
  try {
    const answer = await connection.send(bytes);
    if (answer.status !== request.status) {
      tally.fail(`${request.path}: status ${answer.status}, ${answer.text().slice(0, 300)}`);
    } else if (compare && !answer.text().includes(has)) {
      tally.fail(`${request.path}: no ${has} in ${answer.text().slice(0, 300)}`);
    }
    return true;
  } catch (error) {
    tally.fail(`${request.path}: ${(error as Error).message}`);
    return false;
  }
}

async function reopened(broken: HttpConnection, job: Job): Promise<HttpConnection> {
  broken[Symbol.dispose]();
  return await HttpConnection.open(job.port);
}

class Tally {
  readonly latencies: number[] = [];
  readonly wrong: string[] = [];
  errors = 0;

  fail(why: string): void {
    this.errors++;
    if (this.wrong.length < WRONG_KEPT) this.wrong.push(why);
  }
}

/** One request, made into bytes beforehand unless it counts. */
class Lane {
  readonly request: Request;
  readonly #head: string;
  readonly #bytes: Uint8Array;
  n: number;

  constructor(request: Request, port: number) {
    const { method, path, headers, n } = request;
    const lines = Object.entries({ host: `localhost:${port}`, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`);
    this.request = request;
    this.n = n;
    this.#head = `${method} ${path} HTTP/1.1\r\n${lines.join("")}`;
    this.#bytes = this.#make(request.body);
  }

  next(): [bytes: Uint8Array, has: string] {
    const { body, has } = this.request;
    const n = String(this.n++);
    if (!body?.includes("{{n}}")) return [this.#bytes, has];
    return [this.#make(body.replaceAll("{{n}}", n)), has.replaceAll("{{n}}", n)];
  }

  #make(body: string | null): Uint8Array {
    if (body === null) return encoder.encode(`${this.#head}\r\n`);
    const length = encoder.encode(body).length;
    return encoder.encode(
      `${this.#head}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
    );
  }
}

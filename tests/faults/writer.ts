import assert from "node:assert/strict";
import { headOf } from "../../lib/attempts/head_of.ts";
import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Ack, ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { StudentAttempt } from "../../lib/model/attempts/student_attempt_schema.ts";
import { type Timed, timed } from "./meter.ts";
import { type Random, wait } from "./random.ts";
import { randomResponse } from "./random_response.ts";
import type { SittingRecord } from "./sitting.ts";

/** Before the same is sent again, milliseconds; far less than the server asks for. */
const AGAIN_MS = 150;

export interface WriterOptions {
  url: string;
  /** Where each request goes, if not to `url`. */
  target?: () => string;
  cookie: string;
  random: Random;
  /** Where every request is written down. */
  saves: Timed[];
}

/** One student who writes and hands in through the HTTP API alone, sending again until it is acknowledged. */
export class Writer {
  readonly record: SittingRecord;
  readonly attempt: StudentAttempt;
  readonly cookie: string;
  /** Acknowledged out of the outage journal. */
  journalled = 0;
  #options: WriterOptions;
  readonly #writerId: string;
  readonly #shown = new Map<string, QuestionResponse>();
  #n = 0;

  private constructor(options: WriterOptions, attempt: StudentAttempt) {
    this.#options = options;
    this.attempt = attempt;
    this.cookie = options.cookie;
    this.#writerId = `writer${Math.floor(options.random.next() * 1e9)}`;
    this.record = {
      attemptId: attempt.id,
      acked: new Map(),
      written: [],
      shown: this.#shown,
      receipt: null,
      otherDevices: false,
    };
  }

  /** Begins the test. */
  static async start(options: WriterOptions): Promise<Writer> {
    const path = "/api/test-attempts";
    const attempt = await post<StudentAttempt>(options, path, { assignmentId: "assign1" });
    return new Writer(options, attempt);
  }

  /** The same page, whose requests go to another address from now on. */
  at(url: string): this {
    return this.among(() => url);
  }

  /** The same page, each of whose requests a balancer sends somewhere. */
  among(target: () => string): this {
    this.#options = { ...this.#options, target };
    return this;
  }

  /** Writes so many answers, at times, until about `lastingMs` have passed. */
  async write(writes: number, lastingMs: number): Promise<void> {
    const { random } = this.#options;
    const until = performance.now() + lastingMs;
    for (let left = writes; left > 0;) {
      const count = Math.min(left, 1 + random.below(3));
      await this.#save(Array.from({ length: count }, () => this.#event()));
      left -= count;
      const restMs = Math.max(0, until - performance.now());
      await wait(restMs * count / (left + count) * 2 * random.next());
    }
  }

  /** Hands in, again or for the first time. */
  async handIn(): Promise<Receipt> {
    const receipt = await post<Receipt>(this.#options, this.#path("submit"), this.#submission());
    this.record.receipt ??= receipt;
    return receipt;
  }

  /** Sends one more answer, once, as a page does that does not know that it was handed in. */
  async sendLate(): Promise<{ status: number; text: string }> {
    const before = new Map(this.#shown);
    const event = this.#event();
    // It is not what was handed in.
    this.record.written.pop();
    this.#shown.clear();
    for (const [slotId, response] of before) this.#shown.set(slotId, response);
    const body = { writerId: this.#writerId, events: [event] };
    const { url, target = () => url, cookie } = this.#options;
    const response = await fetch(target() + this.#path("events"), {
      method: "POST",
      headers: { cookie, origin: url, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const taken = response.status === 200 || response.status === 410;
    if (!taken) this.#n--;
    return { status: response.status, text };
  }

  #submission(): { writerId: string; n: number; heads: Record<string, string> } {
    const heads = Object.fromEntries(
      [...this.#shown].map(([slotId, response]) => [slotId, headOf(response)]),
    );
    return { writerId: this.#writerId, n: this.#n, heads };
  }

  #event(): ClientEvent {
    const { random } = this.#options;
    const question = random.pick(this.attempt.questions);
    const { slotId } = question;
    const response = randomResponse(question, random, ++this.#n);
    this.#shown.set(slotId, response);
    this.record.written.push({ device: "computer", slotId, response });
    return { n: this.#n, type: "answered", slotId, response, base: 0 };
  }

  async #save(events: ClientEvent[]): Promise<void> {
    const body = { writerId: this.#writerId, events };
    const ack = await post<Ack>(this.#options, this.#path("events"), body);
    assert.equal(ack.acked, events.at(-1)!.n);
    assert.deepEqual(ack.conflicts, []);
    if (ack.stored === "journal") this.journalled += events.length;
    for (const event of events) this.record.acked.set(`${this.#writerId}/${event.n}`, event);
  }

  #path(what: string): string {
    return `/api/test-attempts/${this.attempt.id}/${what}`;
  }
}

/** Sends until it is taken; every refusal says when to come again. */
async function post<T>(
  { url, target = () => url, cookie, saves }: WriterOptions,
  path: string,
  body: unknown,
): Promise<T> {
  const giveUp = performance.now() + 90_000;
  while (performance.now() < giveUp) {
    const response = await timed(saves, target() + path, {
      method: "POST",
      headers: { cookie, origin: url, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response?.ok) return await response.json();
    if (response !== null) {
      const text = await response.text();
      assert.equal(response.status, 503, `${path}: ${text}`);
      assert.ok(Number(response.headers.get("retry-after")) > 0, `${path}: when to come again`);
    }
    await wait(AGAIN_MS);
  }
  throw new Error(`Cannot get ${path} taken`);
}

import { ticks } from "../../lib/browser/ticks.ts";
import type { Ack, ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { Net, Refusal, Reply } from "./net.ts";
import type { Change, Outbox } from "./outbox.ts";
import { type Pace, retryWait } from "./pace.ts";

/** Why sending stopped. */
export type Trouble =
  /** No answer, or one that asks to wait: it is tried again by itself. */
  | "offline"
  /** Nobody is signed in, or somebody else. */
  | "signed_out"
  /** The attempt is over and takes nothing more. */
  | "over"
  /** The server takes no more of it for now, or ever: it stays on this device. */
  | "full";

export interface SenderHooks {
  acked(
    reply: Extract<Reply<Ack>, { ok: true }>,
    sent: { writerId: string; events: readonly ClientEvent[] },
  ): void;
  trouble(what: Trouble, refusal: Refusal): void;
  /** The server will never take this one. */
  refused(event: ClientEvent): void;
  /** Everything is acknowledged. */
  drained(): void;
  /** An empty outbox under a new name, for what must be numbered anew. */
  newBox(): Promise<Outbox>;
}

/** What is full is asked again this seldom: a teacher may end it, or open it anew. */
const FULL_MS = 60_000;

/** Sends outboxes in order, one batch at a time, until all are empty; what fails is tried again. */
export class Sender {
  readonly #net: Net;
  readonly #pace: Pace;
  readonly #hooks: SenderHooks;
  #boxes: Outbox[];
  /** Every name that this page used. */
  readonly #names: Set<string>;
  #failures = 0;
  #running: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  /** A batch was refused whole: one by one until the bad one is found. */
  #oneByOne = false;
  #stopped = false;
  /** The test stands still: what is sent now would not count. */
  #held = false;

  /** @param boxes Of this browser's earlier pages, the oldest first, then this page's own. */
  constructor({ net, pace, hooks }: { net: Net; pace: Pace; hooks: SenderHooks }, boxes: Outbox[]) {
    this.#net = net;
    this.#pace = pace;
    this.#hooks = hooks;
    this.#boxes = boxes;
    this.#names = new Set([this.own.writerId]);
  }

  /** This page's own outbox. */
  get own(): Outbox {
    return this.#boxes.at(-1)!;
  }

  /** Whether this page writes, or wrote, under that name. */
  isOwn(writerId: string): boolean {
    return this.#names.has(writerId);
  }

  get boxes(): readonly Outbox[] {
    return this.#boxes;
  }

  get isEmpty(): boolean {
    return this.#boxes.every((box) => box.isEmpty);
  }

  get isSending(): boolean {
    return this.#running !== null;
  }

  /** Nothing to send, and nothing under way. */
  get isIdle(): boolean {
    return this.isEmpty && !this.isSending;
  }

  /** The test stands still, so that everything waits here, or goes on, so that it is sent. */
  hold(on: boolean): void {
    if (on === this.#held) return;
    this.#held = on;
    if (on) this.#unplan();
    else if (!this.isEmpty) this.flush();
  }

  /** Sends within `ms`, or earlier if that was planned already. A wait after a failure is kept to. */
  soon(ms: number): void {
    const dueAt = ticks() + ms;
    if (this.#stopped || this.#held || dueAt >= this.#dueAt || this.#failures > 0) return;
    this.#plan(ms);
  }

  /** Sends now. @returns Whether everything is acknowledged. */
  flush(): Promise<boolean> {
    this.#unplan();
    if (this.#stopped) return Promise.resolve(false);
    if (this.#held && this.#running === null) return Promise.resolve(this.isEmpty);
    this.#running ??= this.#run().finally(() => this.#running = null);
    return this.#running;
  }

  /** Goes on under another name, after what earlier pages of this browser left. */
  carryOn(earlier: readonly Outbox[], own: Outbox): void {
    this.#names.add(own.writerId);
    this.#boxes = [...this.#boxes, ...earlier, own];
  }

  /** Nothing written so far changes any more. */
  seal(): void {
    for (const box of this.#boxes) box.seal();
  }

  /** Sends what fits into one last request as the page goes; answers are not waited for. */
  last(): void {
    this.seal();
    const box = this.#boxes.find((it) => !it.isEmpty);
    if (box === undefined || this.#stopped || this.#held) return;
    const events = box.batch();
    this.#net.saveLast({ writerId: box.writerId, follows: [...box.follows], events });
  }

  stop(): void {
    this.#stopped = true;
    this.#unplan();
  }

  async #run(): Promise<boolean> {
    for (;;) {
      const box = this.#boxes.find((it) => !it.isEmpty);
      if (box === undefined || this.#stopped || this.#held) break;
      const events = box.batch(this.#oneByOne ? 1 : undefined);
      const { writerId } = box;
      const reply = await this.#net.save({ writerId, follows: [...box.follows], events });
      if (this.#stopped) return false;
      if (reply.ok) this.#took(box, reply);
      else if (!await this.#recover(box, events, reply)) return false;
    }
    this.#boxes = [...this.#boxes.slice(0, -1).filter((it) => !it.isEmpty), this.own];
    if (!this.#held || this.isEmpty) this.#hooks.drained();
    return this.isEmpty;
  }

  #took(box: Outbox, reply: Extract<Reply<Ack>, { ok: true }>): void {
    this.#failures = 0;
    this.#oneByOne = false;
    const events = box.acked(reply.value.acked);
    // What came during a pause does not count: it waits here again, and is sent anew when the test goes on.
    const held = new Set(reply.value.held ?? []);
    this.#held ||= held.size > 0;
    for (const { n, ...change } of events) if (held.has(n)) this.own.add(change as Change);
    this.#hooks.acked(reply, { writerId: box.writerId, events });
  }

  /** @returns Whether to go on at once. */
  async #recover(box: Outbox, events: readonly ClientEvent[], refusal: Refusal): Promise<boolean> {
    const { code, status, detail } = refusal;
    if (code === "conflict/missing_writes") {
      const expected = Number(detail["expected"]);
      if (expected < events[0]!.n) await this.#renumber(box, box.events);
      else box.acked(expected - 1);
      return true;
    }
    if (code === "closed/late") {
      box.acked(Number(detail["acked"] ?? 0));
      this.#hooks.trouble("over", refusal);
      return detail["acked"] !== undefined;
    }
    if (status === 401 || status === 403 || status === 404) {
      this.#hooks.trouble("signed_out", refusal);
      return false;
    }
    if (code === "too_large/attempt_full" || code === "rate/writers") {
      this.#failures++;
      this.#hooks.trouble("full", refusal);
      this.#plan(FULL_MS);
      return false;
    }
    if (status === 429) {
      this.#failures++;
      this.#plan(refusal.retryAfterMs ?? retryWait(this.#pace, 1, null));
      return false;
    }
    if (status === 400 || status === 413) {
      if (events.length === 1) {
        this.#hooks.refused(events[0]!);
        await this.#renumber(box, box.events.slice(1));
      }
      this.#oneByOne = events.length > 1;
      return true;
    }
    this.#failures++;
    this.#hooks.trouble("offline", refusal);
    this.#plan(retryWait(this.#pace, this.#failures, refusal.retryAfterMs));
    return false;
  }

  /** Puts events into an outbox of another name in the same place: the server took none of them under the old. */
  async #renumber(box: Outbox, events: readonly ClientEvent[]): Promise<void> {
    const fresh = await this.#hooks.newBox();
    for (const { n: _, ...change } of events) fresh.add(change as Change);
    if (box === this.own) this.#names.add(fresh.writerId);
    this.#boxes = this.#boxes.map((it) => it === box ? fresh : it);
    box.acked(box.lastN);
  }

  #plan(ms: number): void {
    this.#unplan();
    this.#dueAt = ticks() + ms;
    this.#timer = setTimeout(() => this.flush(), ms);
  }

  #unplan(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
  }
}

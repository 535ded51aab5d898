import type { Receipt } from "../../lib/model/attempt_schema.ts";
import type { Ack, ClientEvent } from "../../lib/model/attempt_wire_schema.ts";
import type { AttemptNotice, AttemptPush } from "../../lib/model/live.ts";
import type { QuestionResponse } from "../../lib/model/question_schema.ts";
import type { AttemptSheet, OtherVersion } from "../../lib/model/student_attempt_schema.ts";
import { canonicalResponse } from "../../lib/model/response.ts";
import { Claim } from "./claim.ts";
import { cleanResponse } from "./clean.ts";
import { HandIn } from "./hand_in.ts";
import type { Journal, OpenJournal } from "./journal.ts";
import type { Device, Net, Refusal, Reply } from "./net.ts";
import { Notices } from "./notices.ts";
import { type Change, Outbox } from "./outbox.ts";
import { PACE, type Pace } from "./pace.ts";
import { type Saving, Savings } from "./saving.ts";
import { Sender, type Trouble } from "./sender.ts";
import { Sheet } from "./sheet.ts";
import { Timekeeper } from "./timekeeper.ts";

export interface TakingOptions {
  /** As the server rendered it. */
  attempt: AttemptSheet;
  journal: Journal;
  net: Net;
  device: Device;
  /** Writers of other tabs of this browser that show the same test now. */
  live?: readonly string[];
  pace?: Pace;
  /** Milliseconds that only ever run on. */
  ticks?: () => number;
}

export type Phase =
  | "writing"
  /** Another page writes; this one shows. */
  | "elsewhere"
  | "paused"
  | "time_up"
  | "over";

/** Everything a page shows of a running test, but for the time left. */
export interface TakingState {
  phase: Phase;
  online: "online" | "offline" | "back";
  signedOut: boolean;
  handingIn: boolean;
  /** Hand-in stopped: the server had other answers than were shown. They are shown now. */
  changedElsewhere: boolean;
  answers: ReadonlyMap<string, QuestionResponse>;
  others: ReadonlyMap<string, readonly OtherVersion[]>;
  flagged: ReadonlySet<string>;
  notices: readonly AttemptNotice[];
  deadlineAt: number | null;
  /** Questions whose newest answer is not on the server. */
  unsent: readonly string[];
  receipt: Receipt | null;
}

/** Opens a taking page: finds what this device still holds, shows it, and makes this the page that writes if none is. */
export async function openTaking(options: TakingOptions): Promise<TakingController> {
  const open = await options.journal.open(options.attempt.id, options.live ?? []);
  const controller = new TakingController(options, open);
  controller.begin();
  return controller;
}

/** Runs a taking page: answers, journal, sending, merging, time, hand-in. Knows no screen. */
export class TakingController {
  readonly #options: TakingOptions;
  readonly #pace: Pace;
  readonly #ticks: () => number;
  readonly #net: Net;
  readonly #sheet: Sheet;
  readonly #time: Timekeeper;
  readonly #sender: Sender;
  readonly #handIn: HandIn;
  readonly #claim: Claim;
  readonly #notices: Notices;
  readonly #savings = new Savings();
  readonly #listeners = new Set<() => void>();
  #state: TakingState | null = null;
  /** The newest event of the log that this page knows of. */
  #seq: number;
  #claiming = false;
  #online: TakingState["online"] = "online";
  #signedOut = false;
  #changedElsewhere = false;
  #receipt: Receipt | null;
  #over: boolean;
  #ending = false;
  #settled = false;
  #hasSocket = false;
  #refreshing = false;
  /** Something on the server is not shown here yet. */
  #stale = false;
  #disposed = false;
  #failedPolls = 0;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #back: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TakingOptions, { writerId, earlier, pending, follows }: OpenJournal) {
    const { attempt, net, live = [], pace = PACE, ticks = () => performance.now() } = options;
    this.#options = options;
    this.#pace = pace;
    this.#ticks = ticks;
    this.#net = net;
    this.#sheet = new Sheet(attempt, { pending, follows });
    this.#seq = attempt.push.seq;
    this.#receipt = attempt.receipt;
    this.#over = isOver(attempt.push);
    this.#time = new Timekeeper(attempt.push.clock, ticks, () => this.#timeUp());
    this.#notices = new Notices(net);
    for (const { slotId, savedAt } of attempt.answers) {
      if (savedAt !== null) this.#savings.saved(slotId, savedAt);
    }
    const boxes = [...new Set(pending.map((entry) => entry.writerId)), writerId].map((id) =>
      this.#box(id, follows[id] ?? [], pending.filter((entry) => entry.writerId === id))
    );
    this.#sender = new Sender({ net, pace, hooks: this.#senderHooks() }, boxes);
    this.#claim = new Claim(attempt.push, {
      earlier,
      live,
      isMine: (id) => this.#sender.isOwn(id),
    });
    this.#handIn = new HandIn(net, pace, this.#handInHooks());
  }

  /** Sends what was left, claims writing if no other page has it, and starts asking for the time. */
  begin(): void {
    this.#notices.receive(this.#options.attempt.push.notices);
    if (this.#over) return void this.#end();
    if (this.#claim.isFree) this.claim();
    if (!this.#sender.isEmpty) this.#sender.flush();
    if (this.#time.isUp) this.#timeUp();
    this.#schedulePoll();
  }

  /** This page's name. */
  get writerId(): string {
    return this.#sender.own.writerId;
  }

  /** Whether another page had to be asked before this one wrote, or took over since. */
  get wasWriting(): boolean {
    return this.#claim.isHeld;
  }

  /** What is written outlives the page. */
  get isDurable(): boolean {
    return this.#options.journal.durable;
  }

  /** The attempt is over, and all that this page could do for it is done. */
  get isSettled(): boolean {
    return this.#settled;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get state(): TakingState {
    return this.#state ??= {
      phase: this.#phase(),
      online: this.#online,
      signedOut: this.#signedOut,
      handingIn: this.#handIn.isWanted,
      changedElsewhere: this.#changedElsewhere,
      answers: this.#sheet.answers,
      others: this.#sheet.others,
      flagged: this.#sheet.flagged,
      notices: this.#notices.open,
      deadlineAt: this.#time.deadlineAt,
      unsent: [...this.#waiting()],
      receipt: this.#receipt,
    };
  }

  /** Time left, milliseconds; `null` without an end. */
  leftMs(): number | null {
    return this.#time.leftMs();
  }

  /** The server's clock, milliseconds since the Unix epoch. */
  now(): number {
    return this.#time.now();
  }

  saving(slotId: string): Saving {
    return this.#savings.of(slotId, {
      boxes: this.#sender.boxes,
      offline: this.#online === "offline" || this.#signedOut,
      ticks: this.#ticks(),
      slowMs: this.#pace.slow,
    });
  }

  /** Where the answers are, all taken together: the worst of them, or when the last one was saved. */
  savingOfAll(): Saving {
    const all = [...this.#sheet.answers.keys()].map((slotId) => this.saving(slotId));
    for (const kind of ["unsaved", "device", "saving"] as const) {
      const worst = all.find((it) => it.kind === kind);
      if (worst) return worst;
    }
    const times = all.flatMap((it) => it.kind === "saved" ? [it.at] : []);
    return times.length === 0 ? { kind: "none" } : { kind: "saved", at: Math.max(...times) };
  }

  /** The student's answer. @param typed It is being typed: it may change again at once. */
  answer(slotId: string, response: QuestionResponse, typed = false): void {
    const clean = cleanResponse(response);
    const shown = this.#sheet.answers.get(slotId) ?? null;
    if (this.#phase() !== "writing" || canonicalResponse(shown) === canonicalResponse(clean)) {
      return;
    }
    this.#write([this.#sheet.answer(slotId, clean)], typed);
  }

  flag(slotId: string, on: boolean): void {
    if (this.#phase() !== "writing") return;
    this.#write([this.#sheet.flag(slotId, on)], false);
  }

  /** Settles another version of an answer. @param keep It becomes the answer. */
  settle(slotId: string, seq: number, keep: boolean): void {
    if (this.#phase() !== "writing") return;
    this.#write(this.#sheet.settle(slotId, seq, keep), false);
  }

  /** Makes this the page that writes. */
  async claim(): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    const reply = await this.#net.claim(this.#sender.own.writerId, this.#options.device);
    this.#claiming = false;
    if (!reply.ok) return this.#troubled(reply);
    this.#claim.granted(reply.value.seq, reply.value.writerId);
    this.#receiveAnswer(reply.value, reply);
  }

  /** Hands in, once everything is on the server. */
  async handIn(): Promise<void> {
    this.#changedElsewhere = false;
    const going = this.#handIn.go();
    this.#changed();
    await going;
    this.#changed();
  }

  /** Keeps writing, when the hand-in still waits for the network. */
  keepWriting(): void {
    if (this.#phase() === "time_up") return;
    this.#handIn.cancel();
    this.#changed();
  }

  closeNotice(id: string): void {
    this.#notices.close(id);
    this.#changed();
  }

  /** Signed in again, the network is back, or the device woke: try everything now. */
  async retry(): Promise<void> {
    this.#time.wake();
    await this.#ask();
    if (!this.#disposed && !this.#sender.isEmpty) await this.#sender.flush();
    if (this.#handIn.isWanted) await this.#handIn.go();
  }

  /** What the socket pushed. */
  receive(push: AttemptPush): void {
    this.#receiveAnswer(push, null);
  }

  /** With a socket the time is asked for seldom. */
  setSocket(open: boolean): void {
    if (open === this.#hasSocket) return;
    this.#hasSocket = open;
    this.#schedulePoll();
  }

  /** The page is out of sight, maybe for good: another may carry on what it wrote so far. */
  hide(): void {
    this.#sender.seal();
    if (!this.#sender.isEmpty) this.#sender.flush();
  }

  /** The page goes. */
  leave(): void {
    this.#sender.last();
  }

  /** Whether closing the page now loses something. */
  get wouldLose(): boolean {
    return !this.#over && [...this.#waiting()].some((id) => this.saving(id).kind === "unsaved");
  }

  dispose(): void {
    this.#disposed = true;
    this.#sender.stop();
    this.#handIn.cancel();
    this.#time.stop();
    clearTimeout(this.#poll);
    clearTimeout(this.#back);
    this.#listeners.clear();
  }

  #phase(): Phase {
    if (this.#over) return "over";
    if (this.#time.isUp) return "time_up";
    if (this.#time.state === "paused") return "paused";
    return this.#claim.isElsewhere ? "elsewhere" : "writing";
  }

  #write(changes: readonly Change[], typed: boolean): void {
    for (const change of changes) {
      this.#sender.own.add(change);
      if (change.type === "answered") this.#savings.written(change.slotId, this.#ticks());
    }
    if (changes.length > 0) this.#sender.soon(typed ? this.#pace.typing : this.#pace.choice);
    this.#changed();
  }

  #events(): ClientEvent[] {
    return this.#sender.boxes.flatMap((box) => box.events);
  }

  #waiting(): Set<string> {
    return new Set(this.#events().flatMap((it) => it.type === "answered" ? [it.slotId] : []));
  }

  #box(writerId: string, follows: readonly string[], pending: OpenJournal["pending"]): Outbox {
    const { journal, attempt } = this.#options;
    const onKept = () => this.#changed();
    return new Outbox({ attemptId: attempt.id, writerId, follows, journal, onKept }, pending);
  }

  #senderHooks(): ConstructorParameters<typeof Sender>[0]["hooks"] {
    return {
      acked: (reply, sent) => this.#acked(reply, sent.events),
      trouble: (what) => this.#trouble(what),
      refused: (event) => {
        if (event.type === "answered") this.#savings.refused(event.slotId);
        this.#changed();
      },
      drained: () => this.#drained(),
      newBox: async () => {
        const { journal, attempt, live = [] } = this.#options;
        const { writerId, follows } = await journal.open(attempt.id, live);
        return this.#box(writerId, follows[writerId] ?? [], []);
      },
    };
  }

  #handInHooks(): ConstructorParameters<typeof HandIn>[2] {
    return {
      drain: () => this.#sender.flush(),
      submission: async () => {
        const heads = await loadHeads();
        const { writerId, lastN } = this.#sender.own;
        return { writerId, n: lastN, heads: heads?.headsOf(this.#sheet.answers) ?? {} };
      },
      done: (receipt) => {
        this.#receipt = receipt;
        this.#end();
      },
      changedElsewhere: () => {
        this.#changedElsewhere = !this.#time.isUp;
        this.#refresh();
        return this.#time.isUp;
      },
      sendAgain: () => this.#sendAgain(),
      trouble: (what) => this.#trouble(what),
    };
  }

  #acked(reply: Extract<Reply<Ack>, { ok: true }>, events: readonly ClientEvent[]): void {
    const { value: ack } = reply;
    const waiting = this.#waiting();
    const unseen = this.#sheet.acked(ack, events, this.#options.device);
    for (const event of events) {
      if (event.type === "answered" && !waiting.has(event.slotId)) {
        this.#savings.saved(event.slotId, ack.savedAt);
      }
    }
    this.#signedOut = false;
    const { now, deadlineAt, state, rev, seq, writerId } = ack;
    const others = unseen || seq > this.#seq + events.length;
    this.#seq = Math.max(this.#seq, seq);
    this.#claim.receive(seq, writerId);
    this.#time.receive({ now, deadlineAt, state, rev }, reply);
    if (others) this.#refresh();
    this.#changed();
  }

  #drained(): void {
    if (this.#online === "offline") {
      this.#online = "back";
      clearTimeout(this.#back);
      this.#back = setTimeout(() => {
        if (this.#online === "back") this.#online = "online";
        this.#changed();
      }, this.#pace.back);
    }
    if (this.#handIn.isWanted) this.#handIn.go();
    if (this.#over) this.#end();
    this.#changed();
  }

  #trouble(what: Trouble): void {
    if (what === "offline") this.#online = "offline";
    if (what === "signed_out") this.#signedOut = true;
    if (what === "over" && !this.#over) this.#refresh();
    this.#changed();
  }

  #troubled({ status }: Refusal): void {
    if (status === 410) return this.#trouble("over");
    this.#trouble([401, 403, 404].includes(status) ? "signed_out" : "offline");
  }

  #schedulePoll(): void {
    clearTimeout(this.#poll);
    if (this.#disposed || this.#over) return;
    const wait = this.#hasSocket ? this.#pace.pollWithSocket : this.#pace.poll;
    this.#poll = setTimeout(async () => {
      await this.#ask();
      this.#schedulePoll();
    }, wait);
  }

  async #ask(): Promise<void> {
    const reply = await this.#net.clock();
    if (this.#disposed) return;
    if (!reply.ok) {
      this.#failedPolls++;
      if (reply.status !== 0 || this.#failedPolls > 1) this.#troubled(reply);
      return;
    }
    this.#failedPolls = 0;
    const wasAway = this.#signedOut || this.#online === "offline";
    this.#signedOut = false;
    this.#receiveAnswer(reply.value, reply);
    if (this.#claim.isFree) this.claim();
    if (wasAway) await this.#sender.flush();
  }

  #receiveAnswer(
    push: AttemptPush,
    asked: { sentAt: number; receivedAt: number } | null,
  ): void {
    if (this.#disposed || push.attemptId !== this.#options.attempt.id) return;
    this.#time.receive(push.clock, asked);
    this.#claim.receive(push.seq, push.writerId);
    this.#notices.receive(push.notices);
    const news = push.seq > this.#seq || this.#stale;
    if (isOver(push) || (news && !this.#sender.isSending)) this.#refresh();
    this.#changed();
  }

  /** Asks for the whole attempt: something changed it that was not this page. */
  async #refresh(): Promise<void> {
    this.#stale = true;
    if (this.#refreshing || this.#disposed) return;
    this.#refreshing = true;
    const reply = await this.#net.sheet();
    this.#refreshing = false;
    if (this.#disposed) return;
    if (!reply.ok) return this.#troubled(reply);
    const { value: attempt } = reply;
    // What was acknowledged meanwhile is newer: it is asked for again with the next time.
    if (attempt.push.seq < this.#seq) return;
    this.#stale = false;
    this.#seq = attempt.push.seq;
    this.#sheet.adopt(attempt, this.#events());
    this.#receipt = attempt.receipt;
    this.#signedOut = false;
    this.#receiveAnswer(attempt.push, reply);
    if (isOver(attempt.push)) this.#end();
  }

  #timeUp(): void {
    this.#changed();
    if (this.#over) return;
    // The page that writes may still have something to send: it hands in, or the server does after grace.
    if (this.#claim.isElsewhere) this.#sender.flush();
    else this.handIn();
  }

  /** Writes every answer again, under a new name: the server lost what it had. */
  async #sendAgain(): Promise<void> {
    for (const [slotId, response] of this.#sheet.answers) {
      this.#sender.own.add(this.#sheet.answer(slotId, response));
    }
    await this.#sender.flush();
  }

  /** The attempt is over. What is still here is offered to the server once more, then the journal is wiped. */
  async #end(): Promise<void> {
    if (this.#ending || this.#settled || this.#disposed) return;
    this.#ending = true;
    this.#over = true;
    clearTimeout(this.#poll);
    this.#changed();
    const sent = this.#sender.isEmpty || await this.#sender.flush();
    if (sent) await this.#options.journal.wipe(this.#options.attempt.id).catch(() => {});
    this.#ending = false;
    // Without network the sender goes on trying; what the server refuses for good stays in the journal.
    this.#settled = sent || this.#online !== "offline";
    this.#changed();
  }

  #changed(): void {
    if (this.#disposed) return;
    this.#state = null;
    for (const listener of this.#listeners) listener();
  }
}

/** Hashing is loaded when it is needed. Without it the hand-in still wants every number. */
export async function loadHeads(): Promise<typeof import("./heads.ts") | null> {
  return await import("./heads.ts").catch(() => null);
}

function isOver({ clock: { state } }: AttemptPush): boolean {
  return state !== "in_progress" && state !== "paused";
}

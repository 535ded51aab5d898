import { ticks as pageTicks } from "../../lib/browser/ticks.ts";
import { within } from "../../lib/browser/within.ts";
import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { AttemptClock, AttemptPush } from "../../lib/model/live/live.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { Claim } from "./claim.ts";
import { HandIn, type HandInHooks } from "./hand_in.ts";
import type { OpenJournal } from "./journal.ts";
import { Link } from "./link.ts";
import { Notebook, type NotebookHooks } from "./notebook.ts";
import { Notices } from "./notices.ts";
import { PACE } from "./pace.ts";
import type { Saving } from "./saving.ts";
import type { Phase, TakingOptions, TakingState } from "./taking_state.ts";
import { Timekeeper } from "./timekeeper.ts";

/** Longest wait for the server's clock before time is taken to be up, milliseconds. */
const ASKED_MS = 3_000;

/** Opens a taking page: finds what this device still holds, shows it, and makes this the page that writes if none is. */
export async function openTaking(options: TakingOptions): Promise<TakingController> {
  const { id } = options.attempt;
  const live = options.live ?? [];
  const opened = await options.journal.open(id, live);
  const controller = new TakingController(options, opened);
  controller.begin();
  return controller;
}

/** Runs a taking page: what is written, who writes, time, notices, hand-in, the end. Knows no screen. */
export class TakingController {
  readonly #options: TakingOptions;
  readonly #notebook: Notebook;
  readonly #link: Link;
  readonly #time: Timekeeper;
  readonly #claim: Claim;
  readonly #notices: Notices;
  readonly #handIn: HandIn;
  readonly #listeners = new Set<() => void>();
  #state: TakingState | null = null;
  /** The newest event of the log that this page knows of. */
  #seq: number;
  /** Something on the server is not shown here yet. */
  #stale = false;
  #refreshing = false;
  #claiming = false;
  #changedElsewhere = false;
  #journalled = false;
  /** It was the clock that handed in, not the student. */
  #byClock = false;
  /** The test is paused. */
  #still: boolean;
  #receipt: Receipt | null;
  #over: boolean;
  #ending = false;
  #settled = false;
  #disposed = false;

  constructor(options: TakingOptions, opened: OpenJournal) {
    const { attempt, net, live = [], earlier = [], pace = PACE, ticks = pageTicks } = options;
    this.#options = options;
    this.#seq = attempt.push.seq;
    this.#receipt = attempt.receipt;
    this.#over = isOver(attempt.push);
    this.#still = attempt.push.clock.state === "paused";
    this.#time = new Timekeeper(attempt.push.clock, ticks, () => this.#timeUp());
    this.#notices = new Notices(net);
    this.#notebook = new Notebook(options, opened, this.#notebookHooks());
    this.#link = new Link(net, pace, {
      pushed: (push, asked) => this.#receive(push, asked),
      back: async () => void await this.#notebook.sender.flush(),
      over: () => {
        if (!this.#over) this.#refresh();
      },
      changed: () => this.#changed(),
    });
    const isMine = (id: string) => this.#notebook.sender.isOwn(id);
    this.#claim = new Claim(attempt.push, {
      earlier: [...earlier, ...opened.earlier],
      live,
      isMine,
    });
    this.#handIn = new HandIn(net, pace, this.#handInHooks());
    options.journal.watch?.({
      changed: () => this.#changed(),
      came: (late) => this.#carryOn(late),
    });
  }

  /** Sends what was left, claims writing if no other page has it, and starts asking for the time. */
  begin(): void {
    this.#notices.receive(this.#options.attempt.push.notices);
    if (this.#over) return void this.#end();
    this.#link.start();
    if (this.#claim.isFree) this.claim();
    this.#notebook.sender.hold(this.#still);
    if (!this.#notebook.sender.isEmpty) this.#notebook.sender.flush();
    if (this.#time.isUp) this.#timeUp();
  }

  /** This page's name. */
  get writerId(): string {
    return this.#notebook.sender.own.writerId;
  }

  /** It was this page that wrote, until another took over. */
  get wasWriting(): boolean {
    return this.#claim.isHeld;
  }

  /** What is written outlives the page even without network. */
  get isDurable(): boolean {
    return this.#options.journal.durable;
  }

  /** The attempt is over, and all that this page could do for it is done. */
  get isSettled(): boolean {
    return this.#settled;
  }

  /** Whether closing the page now loses something. */
  get wouldLose(): boolean {
    const waiting = [...this.#notebook.waiting()];
    const { longTexts } = this.#notebook;
    if (!this.#over && [...longTexts.values()].some(({ kept }) => !kept)) return true;
    return !this.#over &&
      waiting.some((id) => !this.isDurable || this.saving(id).kind === "unsaved");
  }

  get state(): TakingState {
    const { sheet } = this.#notebook;
    return this.#state ??= {
      phase: this.#phase(),
      online: this.#link.online,
      signedOut: this.#link.signedOut,
      full: this.#link.full,
      journalled: this.#journalled,
      handingIn: this.#handIn.isWanted,
      changedElsewhere: this.#changedElsewhere,
      answers: this.#notebook.shown,
      long: this.#notebook.longTexts,
      others: sheet.others,
      flagged: sheet.flagged,
      notices: this.#notices.open,
      deadlineAt: this.#time.deadlineAt,
      unsent: [...this.#notebook.waiting()],
      receipt: this.#receipt,
    };
  }

  /** @returns A function that stops. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Time left, milliseconds; `null` without an end. */
  leftMs(): number | null {
    return this.#time.leftMs();
  }

  saving(slotId: string): Saving {
    return this.#notebook.saving(slotId, this.#link.isAway);
  }

  savingOfAll(): Saving {
    return this.#notebook.savingOfAll(this.#link.isAway);
  }

  /** The student's answer. @param typed It is being typed: it may change again at once. */
  answer(slotId: string, response: QuestionResponse, typed = false): void {
    if (this.#phase() === "writing") this.#notebook.answer(slotId, response, typed);
  }

  flag(slotId: string, on: boolean): void {
    if (this.#phase() === "writing") this.#notebook.flag(slotId, on);
  }

  /** Settles another version of an answer. @param keep It becomes the answer. */
  settle(slotId: string, seq: number, keep: boolean): void {
    if (this.#phase() === "writing") this.#notebook.settle(slotId, seq, keep);
  }

  /** Makes this the page that writes. */
  async claim(): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    const reply = await this.#options.net.claim(this.writerId, this.#options.device);
    this.#claiming = false;
    if (!reply.ok) return this.#link.refused(reply);
    this.#claim.granted(reply.value.seq, reply.value.writerId);
    this.#receive(reply.value, reply);
  }

  /** Hands in, once everything is on the server. */
  async handIn(): Promise<void> {
    this.#changedElsewhere = false;
    this.#byClock = false;
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
    await this.#link.ask();
    if (this.#disposed) return;
    if (!this.#notebook.sender.isEmpty) await this.#notebook.sender.flush();
    if (this.#handIn.isWanted) await this.#handIn.go();
  }

  /** What the socket pushed. */
  receive(push: AttemptPush): void {
    this.#receive(push, null);
  }

  setSocket(open: boolean): void {
    this.#link.setSocket(open);
  }

  /** The page is out of sight, maybe for good: another may carry on what it wrote so far. */
  hide(): void {
    this.#notebook.sender.seal();
    if (!this.#notebook.sender.isEmpty) this.#notebook.sender.flush();
  }

  /** The page goes. */
  leave(): void {
    this.#notebook.sender.last();
  }

  dispose(): void {
    this.#disposed = true;
    this.#notebook.sender.stop();
    this.#handIn.cancel();
    this.#time.stop();
    this.#link.dispose();
    this.#listeners.clear();
  }

  #phase(): Phase {
    if (this.#over) return "over";
    if (this.#time.isUp) return "time_up";
    if (this.#time.state === "paused") return "paused";
    return this.#claim.isElsewhere ? "elsewhere" : "writing";
  }

  #notebookHooks(): NotebookHooks {
    return {
      acked: ({ value, ...asked }, count, news) => {
        const { now, deadlineAt, state, rev, seq, writerId } = value;
        const missed = news || seq > this.#seq + count;
        this.#seq = Math.max(this.#seq, seq);
        this.#journalled = value.stored === "journal";
        this.#link.reached();
        this.#claim.receive(seq, writerId);
        this.#hear({ now, deadlineAt, state, rev }, asked);
        if (missed) this.#refresh();
        this.#changed();
      },
      trouble: (what, refusal) => this.#link.trouble(what, refusal),
      drained: () => {
        this.#link.drained();
        if (this.#handIn.isWanted) this.#handIn.go();
        if (this.#over) this.#end();
        this.#changed();
      },
      changed: () => this.#changed(),
    };
  }

  #handInHooks(): HandInHooks {
    const { sender, sheet } = this.#notebook;
    return {
      drain: () => sender.flush(),
      submission: async () => {
        const heads = await loadHeads();
        const { writerId, lastN } = sender.own;
        return { writerId, n: lastN, heads: heads?.headsOf(sheet.answers) ?? {} };
      },
      done: (receipt) => {
        this.#receipt = receipt;
        this.#end();
      },
      otherAnswers: async () => {
        if (await this.#refresh() === "went back") return "again";
        if (this.#time.isUp) return "anyway";
        this.#changedElsewhere = true;
        return "stop";
      },
      sendAgain: () => this.#notebook.writeAll(),
      trouble: (what, refusal) => this.#link.trouble(what, refusal),
    };
  }

  #receive(push: AttemptPush, asked: { sentAt: number; receivedAt: number } | null): void {
    if (this.#disposed || push.attemptId !== this.#options.attempt.id) return;
    this.#hear(push.clock, asked);
    // A pause may have come and gone between two answers.
    if (!this.#still) this.#notebook.sender.hold(false);
    this.#claim.receive(push.seq, push.writerId);
    this.#notices.receive(push.notices);
    if (this.#claim.isFree && !isOver(push)) this.claim();
    const news = push.seq > this.#seq || this.#stale;
    if (isOver(push) || (news && !this.#notebook.sender.isSending)) this.#refresh();
    this.#changed();
  }

  /**
   * Asks for the whole attempt: something changed it that was not this page.
   *
   * @returns `went back` when the server had lost what it acknowledged; it has everything again then.
   */
  async #refresh(): Promise<"done" | "went back"> {
    this.#stale = true;
    if (this.#refreshing || this.#disposed) return "done";
    this.#refreshing = true;
    const [knew, wasIdle] = [this.#seq, this.#notebook.sender.isIdle];
    const reply = await this.#options.net.sheet();
    this.#refreshing = false;
    if (this.#disposed) return "done";
    if (!reply.ok) {
      this.#link.refused(reply);
      return "done";
    }
    const { value: attempt } = reply;
    if (attempt.push.seq < this.#seq) {
      // Either something was acknowledged meanwhile, and it is asked for again with the next time, or the server went back.
      if (!wasIdle || this.#seq !== knew) return "done";
      this.#seq = attempt.push.seq;
      await this.#notebook.writeAll();
      return "went back";
    }
    this.#stale = false;
    this.#seq = attempt.push.seq;
    this.#notebook.adopt(attempt);
    this.#receipt = attempt.receipt;
    this.#link.reached();
    if (isOver(attempt.push)) this.#end();
    else this.#receive(attempt.push, reply);
    return "done";
  }

  /**
   * During a pause nothing is sent that would not count: what was written before it goes out at once, and what is left then
   * when the test goes on.
   */
  #standStill(): void {
    const { sender } = this.#notebook;
    const isPaused = this.#time.state === "paused";
    if (isPaused === this.#still) return;
    this.#still = isPaused;
    if (isPaused) void sender.flush().then(() => sender.hold(this.#still));
    else {
      sender.hold(false);
      if (this.#handIn.isWanted) this.#handIn.go();
    }
  }

  /** A page's clock can be wrong and handing in is for ever: the server's is asked once more, where it can be. */
  async #timeUp(): Promise<void> {
    this.#changed();
    if (this.#over) return;
    if (!this.#notebook.sender.isEmpty) void this.#notebook.sender.flush();
    await within(this.#link.ask(), ASKED_MS);
    if (this.#disposed || this.#over || !this.#time.isUp) return;
    // The page that writes may still have something to send: it hands in, or the server does after grace.
    if (this.#claim.isElsewhere) this.#notebook.sender.flush();
    else {
      void this.handIn();
      this.#byClock = true;
    }
  }

  /** What the server says of the time. It may take back what this page did when it believed that time was up. */
  #hear(clock: AttemptClock, asked: { sentAt: number; receivedAt: number } | null): void {
    this.#time.receive(clock, asked);
    if (this.#byClock && !this.#time.isUp) {
      this.#byClock = false;
      this.#handIn.cancel();
    }
    this.#standStill();
  }

  #carryOn(late: OpenJournal): void {
    if (this.#disposed || this.#over) return;
    this.#notebook.carryOn(late);
    this.#claim.know(late.earlier);
    if (this.#claim.isFree) this.claim();
    this.#changed();
  }

  /** The attempt is over. What is still here is offered to the server once more, then the journal is wiped. */
  async #end(): Promise<void> {
    if (this.#ending || this.#settled || this.#disposed) return;
    const { journal, attempt } = this.#options;
    const { sender } = this.#notebook;
    this.#ending = true;
    this.#over = true;
    this.#link.stop();
    this.#changed();
    const sent = sender.isEmpty || await sender.flush();
    if (sent) await journal.wipe(attempt.id).catch(() => {});
    if (sent) this.#notebook.long.wipe();
    this.#ending = false;
    // Without network the sender goes on trying; what the server refuses for good stays in the journal.
    this.#settled = sent || this.#link.online !== "offline";
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

import { deviceStore } from "../../lib/browser/stores.ts";
import { ticks as pageTicks } from "../../lib/browser/ticks.ts";
import type { Ack, ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { canonicalResponse } from "../../lib/model/attempts/response.ts";
import type { AttemptSheet } from "../../lib/model/attempts/student_attempt_schema.ts";
import { cleanResponse } from "./clean.ts";
import type { OpenJournal } from "./journal.ts";
import type { Reply } from "./net.ts";
import { type LongText, LongTexts } from "./long_texts.ts";
import { type Change, Outbox } from "./outbox.ts";
import { PACE, type Pace } from "./pace.ts";
import { type Saving, Savings } from "./saving.ts";
import { Sender, type SenderHooks } from "./sender.ts";
import { Sheet } from "./sheet.ts";
import type { TakingOptions } from "./taking_state.ts";

export interface NotebookHooks extends Pick<SenderHooks, "trouble" | "drained"> {
  /** A batch is on disk. @param news Something stands there that this page has not seen. */
  acked(reply: Extract<Reply<Ack>, { ok: true }>, count: number, news: boolean): void;
  changed(): void;
}

/** What the student writes on this page: shown at once, kept on the device, sent, and where it is. */
export class Notebook {
  readonly sheet: Sheet;
  readonly sender: Sender;
  readonly long: LongTexts;
  readonly #options: TakingOptions;
  readonly #pace: Pace;
  readonly #ticks: () => number;
  readonly #hooks: NotebookHooks;
  readonly #savings = new Savings();

  constructor(options: TakingOptions, opened: OpenJournal, hooks: NotebookHooks) {
    const { attempt, net, pace = PACE, ticks = pageTicks } = options;
    this.#options = options;
    this.#pace = pace;
    this.#ticks = ticks;
    this.#hooks = hooks;
    this.sheet = new Sheet(attempt, opened);
    this.long = new LongTexts(
      attempt.id,
      options.limits ?? new Map(),
      options.store ?? deviceStore,
    );
    for (const { slotId, savedAt } of attempt.answers) {
      if (savedAt !== null) this.#savings.saved(slotId, savedAt);
    }
    const boxes = this.#boxesOf(opened);
    this.sender = new Sender({ net, pace, hooks: this.#senderHooks() }, boxes);
  }

  /** The student's answer; one that is shown already changes nothing. @param typed It may change again at once. */
  answer(slotId: string, response: QuestionResponse, typed: boolean): void {
    const shown = this.sheet.answers.get(slotId) ?? null;
    const fits = this.long.take(slotId, cleanResponse(response), shown);
    if (canonicalResponse(shown) === canonicalResponse(fits)) return this.#hooks.changed();
    this.#write([this.sheet.answer(slotId, fits)], typed);
  }

  /** The answers whole, as the page shows them. */
  get shown(): ReadonlyMap<string, QuestionResponse> {
    const long = this.longTexts;
    return new Map(
      [...this.sheet.answers].map(([slotId, response]) => {
        const whole = long.get(slotId)?.whole;
        const isText = whole !== undefined && response !== null && "text" in response;
        return [slotId, isText ? { ...response, text: whole } : response];
      }),
    );
  }

  /** Answers that are longer than the server takes, by slot. */
  get longTexts(): ReadonlyMap<string, LongText> {
    return new Map(
      [...this.sheet.answers].flatMap(([slotId, response]) => {
        const long = this.long.of(slotId, response);
        return long === null ? [] : [[slotId, long]];
      }),
    );
  }

  flag(slotId: string, on: boolean): void {
    this.#write([this.sheet.flag(slotId, on)], false);
  }

  settle(slotId: string, seq: number, keep: boolean): void {
    this.#write(this.sheet.settle(slotId, seq, keep), false);
  }

  /** Writes every answer again: the server lost what it had. */
  async writeAll(): Promise<void> {
    for (const [slotId, response] of this.sheet.answers) {
      this.sender.own.add(this.sheet.answer(slotId, response));
    }
    await this.sender.flush();
  }

  /** The browser's store came late: what earlier pages left there is shown and sent, and what is written from now on comes after it. */
  carryOn(opened: OpenJournal): void {
    const boxes = this.#boxesOf(opened);
    const again = this.sheet.carryOn(opened, this.#events());
    this.sender.carryOn(boxes.slice(0, -1), boxes.at(-1)!);
    this.#write(again, false);
    void this.sender.flush();
  }

  /** Questions whose newest answer is not acknowledged. */
  waiting(): Set<string> {
    return new Set(this.#events().flatMap((it) => it.type === "answered" ? [it.slotId] : []));
  }

  /** @param away Nothing can be sent now. */
  saving(slotId: string, away: boolean): Saving {
    const { boxes } = this.sender;
    const slowMs = this.#pace.slow;
    const saving = this.#savings.of(slotId, { boxes, offline: away, ticks: this.#ticks(), slowMs });
    const long = this.long.of(slotId, this.sheet.answers.get(slotId) ?? null);
    return long !== null && saving.kind === "saved" ? { kind: "over", most: long.most } : saving;
  }

  /** All answers taken together: the worst of them, or when the last one was saved. */
  savingOfAll(away: boolean): Saving {
    const all = [...this.sheet.answers.keys()].map((slotId) => this.saving(slotId, away));
    for (const kind of ["unsaved", "device", "over", "saving"] as const) {
      const worst = all.find((it) => it.kind === kind);
      if (worst) return worst.kind === "over" ? { kind: "over", most: null } : worst;
    }
    const times = all.flatMap((it) => it.kind === "saved" ? [it.at] : []);
    return times.length === 0 ? { kind: "none" } : { kind: "saved", at: Math.max(...times) };
  }

  /** Takes over what the server has, but for what is still on its way there. */
  adopt(attempt: AttemptSheet): void {
    this.sheet.adopt(attempt, this.#events());
    for (const { slotId, savedAt } of attempt.answers) {
      if (savedAt !== null) this.#savings.saved(slotId, savedAt);
    }
  }

  #events(): ClientEvent[] {
    return this.sender.boxes.flatMap((box) => box.events);
  }

  #write(changes: readonly Change[], typed: boolean): void {
    for (const change of changes) {
      this.sender.own.add(change);
      if (change.type === "answered") this.#savings.written(change.slotId, this.#ticks());
    }
    if (changes.length > 0) this.sender.soon(typed ? this.#pace.typing : this.#pace.choice);
    this.#hooks.changed();
  }

  /** One for each page that left something, the oldest first, then this page's own. */
  #boxesOf({ writerId, pending, follows }: OpenJournal): Outbox[] {
    return [...new Set(pending.map((entry) => entry.writerId)), writerId].map((id) =>
      this.#box(id, follows[id] ?? [], pending.filter((entry) => entry.writerId === id))
    );
  }

  #box(writerId: string, follows: readonly string[], pending: OpenJournal["pending"]): Outbox {
    const { journal, attempt } = this.#options;
    const onKept = () => this.#hooks.changed();
    return new Outbox({ attemptId: attempt.id, writerId, follows, journal, onKept }, pending);
  }

  #senderHooks(): SenderHooks {
    return {
      ...this.#hooks,
      acked: (reply, { events }) => this.#acked(reply, events),
      refused: (event) => {
        if (event.type === "answered") this.#savings.refused(event.slotId);
        this.#hooks.changed();
      },
      newBox: async () => {
        const { journal, attempt, live = [] } = this.#options;
        const { writerId, follows } = await journal.open(attempt.id, live);
        return this.#box(writerId, follows[writerId] ?? [], []);
      },
    };
  }

  #acked(reply: Extract<Reply<Ack>, { ok: true }>, events: readonly ClientEvent[]): void {
    const waiting = this.waiting();
    const news = this.sheet.acked(reply.value, events, this.#options.device);
    for (const event of events) {
      if (event.type === "answered" && !waiting.has(event.slotId)) {
        this.#savings.saved(event.slotId, reply.value.savedAt);
      }
    }
    this.#hooks.acked(reply, events.length, news);
  }
}

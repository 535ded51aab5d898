import { ticks } from "../../lib/browser/ticks.ts";
import { draftMark, draftOf, draftProblem, type DraftRules } from "../../lib/model/mark_draft.ts";
import type { MarkDraft } from "../../lib/model/mark_draft.ts";
import type { MarkingAnswer } from "../../lib/model/marking_schema.ts";
import { type DraftPlace, forgetDraft, keepDraft, keptDraft } from "./kept_drafts.ts";
import * as api from "./marking_api.ts";

/** A claim lasts 5 minutes; it is renewed at most this often while the marker writes. */
const RENEW_MS = 60_000;

export interface DeskStart extends api.DeskPlace, DraftRules {
  /** `null` when nothing waits. */
  answer: MarkingAnswer | null;
  marked: number;
  total: number;
  /** Attempts in the queue's order. */
  order: string[];
}

/** The mark that somebody set meanwhile. */
export interface OtherMark {
  rev: number;
  mark: number | null;
  comment: string;
  name: string;
}

export interface DeskView {
  answer: MarkingAnswer | null;
  draft: MarkDraft;
  marked: number;
  saving: "rest" | "saving" | "saved" | "failed";
  /** Said to readers and shown in the bar. */
  note: string;
  problem: { path: string; message: string } | null;
  other: OtherMark | null;
  /** The newest mark of this sitting, which Undo takes back. */
  undoable: { attemptId: string; rev: number; draft: MarkDraft } | null;
}

/** The marking of one question, from answer to answer. Says what it shows through `onView`. */
export class DeskSession {
  readonly #start: DeskStart;
  readonly #place: api.DeskPlace;
  #view: DeskView;
  #skip: string[] = [];
  #ahead: { after: string; reply: ReturnType<typeof api.fetchNext> } | null = null;
  #renewedAt = 0;
  onView: (view: DeskView) => void = () => {};

  constructor(start: DeskStart) {
    this.#start = start;
    this.#place = { assignmentId: start.assignmentId, slotId: start.slotId };
    const draft = start.answer ? draftOf(start.answer) : { levels: {}, mark: "", comment: "" };
    this.#view = {
      answer: start.answer,
      draft,
      marked: start.marked,
      saving: "rest",
      note: "",
      problem: null,
      other: null,
      undoable: null,
    };
  }

  get view(): DeskView {
    return this.#view;
  }

  /** Takes the first answer, once the page is alive. */
  async open(): Promise<void> {
    const { answer } = this.#view;
    if (answer !== null && answer.mark === null) await this.#show(answer);
  }

  /** Gives the answer back, as when the page is left. */
  close(): void {
    const { answer } = this.#view;
    if (answer) api.dropClaim({ attemptId: answer.attemptId, slotId: this.#place.slotId });
  }

  edit(change: Partial<MarkDraft>): void {
    const { answer, draft } = this.#view;
    if (answer === null) return;
    const changed = { ...draft, ...change };
    keepDraft(this.#at(answer), changed);
    this.#set({ draft: changed, problem: null, saving: "rest" });
    if (ticks() - this.#renewedAt >= RENEW_MS) this.#claim(answer);
  }

  async save(rev: number = this.#view.answer?.rev ?? 0): Promise<void> {
    const { answer, draft, saving } = this.#view;
    if (answer === null || saving === "saving") return;
    const problem = draftProblem(draft, this.#start);
    if (problem) return this.#set({ problem, note: problem.message });
    this.#set({ saving: "saving", problem: null });
    const ruled = this.#start.rubric !== null;
    const reply = await api.sendMark({
      attemptId: answer.attemptId,
      slotId: this.#place.slotId,
      rev,
      mark: ruled ? null : draftMark(draft, this.#start),
      rubric: ruled ? draft.levels : null,
      comment: draft.comment,
    });
    if (reply.ok) await this.#saved(answer, reply.data.rev);
    else await this.#refused(answer, reply.refusal);
  }

  async #saved(answer: MarkingAnswer, rev: number): Promise<void> {
    const { draft, marked } = this.#view;
    const { attemptId } = answer;
    forgetDraft(this.#at(answer));
    this.#skip = this.#skip.filter((id) => id !== attemptId);
    this.#set({
      marked: answer.mark === null ? marked + 1 : marked,
      undoable: { attemptId, rev, draft },
    });
    await this.#next(attemptId, "Saved.");
  }

  async #refused(
    { attemptId }: MarkingAnswer,
    { code, title, detail }: api.Refusal,
  ): Promise<void> {
    if (code === "conflict/stale") {
      const other = detail as unknown as OtherMark;
      return this.#set({ saving: "rest", other, note: `${title}.` });
    }
    if (code === "conflict/claimed") return await this.#next(attemptId, `${title}.`);
    this.#set({ saving: "failed", note: title });
  }

  /** Settles a stale mark: the other one stays, or this one replaces it. */
  async settle(keep: "mine" | "theirs"): Promise<void> {
    const { answer, other } = this.#view;
    if (answer === null || other === null) return;
    if (keep === "mine") {
      this.#set({ other: null, answer: { ...answer, rev: other.rev, mark: other.mark } });
      return await this.save(other.rev);
    }
    forgetDraft(this.#at(answer));
    await this.#next(answer.attemptId);
  }

  /** Comes back to this one when no others wait. */
  async later(): Promise<void> {
    const { answer } = this.#view;
    if (answer === null) return;
    this.#skip = [...this.#skip.filter((id) => id !== answer.attemptId), answer.attemptId];
    this.#ahead = null;
    this.close();
    await this.#next(answer.attemptId);
  }

  /** One answer on or back in the queue, marked or not; nothing is saved. */
  async move(by: 1 | -1): Promise<void> {
    const { order } = this.#start;
    const at = order.indexOf(this.#view.answer?.attemptId ?? "");
    const to = at < 0 ? order.at(by > 0 ? 0 : -1) : order[at + by];
    if (to === undefined) {
      return this.#set({ note: by > 0 ? "This is the last answer." : "This is the first answer." });
    }
    this.close();
    await this.#open(to);
  }

  async undo(): Promise<void> {
    const { undoable, marked } = this.#view;
    if (undoable === null) return this.#set({ note: "Nothing to undo." });
    const { draft, ...mark } = undoable;
    const reply = await api.sendUndo({ ...mark, slotId: this.#place.slotId });
    this.#set({ undoable: null });
    if (!reply.ok) return this.#set({ note: reply.refusal.title });
    if (reply.data.mark === null) this.#set({ marked: marked - 1 });
    keepDraft(this.#at({ ...mark, rev: reply.data.rev }), draft);
    this.close();
    await this.#open(mark.attemptId, "Undone.");
  }

  async #open(attemptId: string, said = ""): Promise<void> {
    this.#ahead = null;
    const reply = await api.fetchAnswer(this.#place, attemptId);
    if (reply.ok) await this.#show(reply.data, said);
    else this.#set({ note: reply.refusal.title });
  }

  async #next(after: string, said = ""): Promise<void> {
    const reply = await this.#prefetch(after);
    this.#ahead = null;
    if (!reply.ok) return this.#set({ note: reply.refusal.title, saving: "failed" });
    this.#set({ marked: Math.max(this.#view.marked, reply.data.marked) });
    await this.#show(reply.data.answer, said);
  }

  /** Shows an answer and keeps it for this marker; one that a colleague marks is passed over. */
  async #show(answer: MarkingAnswer | null, said = ""): Promise<void> {
    const clean = {
      other: null,
      problem: null,
      saving: said.startsWith("Saved.") ? "saved" : "rest",
    } as const;
    if (answer === null) {
      return this.#set({ ...clean, answer, note: `${said} Nothing else waits.`.trim() });
    }
    const draft = keptDraft(this.#at(answer)) ?? draftOf(answer);
    const note = `${said} Answer ${answer.number} of ${this.#start.total}`.trim();
    this.#set({ ...clean, answer, draft, note });
    const reply = await this.#claim(answer);
    if (!reply.ok && reply.refusal.code === "conflict/claimed") {
      return await this.#next(answer.attemptId, `${said} ${reply.refusal.title}.`.trim());
    }
    this.#prefetch(answer.attemptId);
  }

  #at({ attemptId, rev }: { attemptId: string; rev: number }): DraftPlace {
    return { slotId: this.#place.slotId, attemptId, rev };
  }

  #claim({ attemptId }: MarkingAnswer): ReturnType<typeof api.claim> {
    this.#renewedAt = ticks();
    return api.claim({ attemptId, slotId: this.#place.slotId });
  }

  #prefetch(after: string): ReturnType<typeof api.fetchNext> {
    if (this.#ahead?.after !== after) {
      this.#ahead = { after, reply: api.fetchNext(this.#place, after, this.#skip) };
    }
    return this.#ahead.reply;
  }

  #set(change: Partial<DeskView>): void {
    this.#view = { ...this.#view, ...change };
    this.onView(this.#view);
  }
}

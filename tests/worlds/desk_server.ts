import type { MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import type { DeskAction, DeskEffect } from "../../islands/marking/desk_state.ts";
import type { Reply } from "../../islands/marking/marking_api.ts";

/**
 * The rules of the marking API as a value in memory, for the model test of the desk: a test decides in which order it is
 * asked and what of its answers arrives. The rules are those of `lib/marking/mark_answer.ts`.
 *
 * @module
 */

export type Pending = DeskEffect;

interface Row {
  marks: { rev: number; by: "me" | "colleague"; kind: "mark" | "undo"; draft: MarkDraft }[];
}

const NOTHING: MarkDraft = { levels: {}, mark: "", comment: "" };

export class DeskServer {
  readonly claims = new Set<string>();
  readonly #rows: Map<string, Row>;

  constructor(queue: readonly string[]) {
    this.#rows = new Map(queue.map((id) => [id, { marks: [] }]));
  }

  /** Everything that ever stood there. */
  had(id: string): MarkDraft[] {
    return [NOTHING, ...this.#rows.get(id)!.marks.map(({ draft }) => draft)];
  }

  content(id: string): MarkDraft {
    return this.#rows.get(id)!.marks.at(-1)?.draft ?? NOTHING;
  }

  /** Who set the mark of a number; `null` for none. */
  markedBy(id: string, rev: number): "me" | "colleague" | null {
    return this.#rows.get(id)!.marks.find((it) => it.rev === rev)?.by ?? null;
  }

  answer(id: string): MarkingAnswer {
    const last = this.#rows.get(id)!.marks.at(-1);
    const { mark, comment } = this.content(id);
    return {
      attemptId: id,
      number: [...this.#rows.keys()].indexOf(id) + 1,
      name: null,
      text: `Text of ${id}`,
      words: 3,
      submittedAt: 0,
      late: false,
      rev: last?.rev ?? 0,
      mark: mark === "" ? null : Number(mark),
      rubric: null,
      comment,
      markedAt: mark === "" ? null : 1,
      markedBy: last?.by ?? null,
      claimedBy: this.claims.has(id) ? "A colleague" : null,
    };
  }

  colleagueMarks(id: string, mark: number): void {
    this.claims.delete(id);
    this.#add(id, "colleague", "mark", { levels: {}, mark: String(mark), comment: "Theirs" });
  }

  serve(request: Pending): Reply<unknown> {
    if (request.do === "next") return ok(this.#next(request));
    const id = request.attemptId;
    if (request.do === "answer") return ok(this.answer(id));
    if (request.do === "drop") return ok(null);
    if (this.claims.has(id)) return refusal("claimed", "A colleague is marking this one", {});
    if (request.do === "claim") return ok(null);
    return request.do === "mark" ? this.#mark(id, request) : this.#undo(id, request.rev);
  }

  #mark(id: string, { rev, draft }: { rev: number; draft: MarkDraft }): Reply<unknown> {
    const last = this.#rows.get(id)!.marks.at(-1);
    const sent = { ...draft, comment: draft.comment.trim() };
    const repeats = last?.rev === rev + 1 && last.by === "me" && last.kind === "mark" &&
      last.draft.mark === sent.mark && last.draft.comment === sent.comment;
    if (repeats) return this.#marked(id);
    if ((last?.rev ?? 0) !== rev) return this.#stale(id);
    this.#add(id, "me", "mark", sent);
    return this.#marked(id);
  }

  #undo(id: string, rev: number): Reply<unknown> {
    const { marks } = this.#rows.get(id)!;
    const last = marks.at(-1);
    if (last?.kind === "undo" && last.by === "me" && last.rev === rev + 1) return this.#marked(id);
    if (last?.kind !== "mark" || last.by !== "me" || last.rev !== rev) return this.#stale(id);
    this.#add(id, "me", "undo", marks.at(-2)?.draft ?? NOTHING);
    return this.#marked(id);
  }

  #add(id: string, by: "me" | "colleague", kind: "mark" | "undo", draft: MarkDraft): void {
    const { marks } = this.#rows.get(id)!;
    marks.push({ rev: (marks.at(-1)?.rev ?? 0) + 1, by, kind, draft });
  }

  #marked(id: string): Reply<unknown> {
    const { rev, mark } = this.answer(id);
    return ok({ rev, mark, total: 0 });
  }

  #stale(id: string): Reply<unknown> {
    const { rev, mark, comment } = this.answer(id);
    const detail = { rev, mark, rubric: null, comment, name: "A colleague" };
    return refusal("stale", "A colleague marked this answer meanwhile", detail);
  }

  #next({ after, skip }: { after: string; skip: readonly string[] }): unknown {
    const ids = [...this.#rows.keys()];
    const at = ids.indexOf(after) + 1;
    const open = [...ids.slice(at), ...ids.slice(0, at)].filter((id) =>
      id !== after && this.content(id).mark === "" && !this.claims.has(id)
    );
    const id = open.find((it) => !skip.includes(it)) ?? open[0];
    const marked = ids.filter((it) => this.content(it).mark !== "").length;
    return { answer: id === undefined ? null : this.answer(id), marked, total: ids.length };
  }
}

/** The action of a reply; without one, of the network's failure. `null` where nobody waits for one. */
export function reached(request: Pending, reply: Reply<unknown> | null): DeskAction | null {
  const offline = { code: "offline", title: "Not saved.", detail: {} };
  const it = (reply ?? { ok: false, refusal: offline }) as Reply<never>;
  switch (request.do) {
    case "mark":
      return { is: "marked", id: request.id, attemptId: request.attemptId, reply: it };
    case "undo":
      return { is: "undone", id: request.id, reply: it };
    case "next":
      return { is: "next", id: request.id, reply: it };
    case "answer":
      return { is: "answer", id: request.id, reply: it };
    case "claim":
      return { is: "claimed", attemptId: request.attemptId, reply: it };
    case "drop":
      return null;
  }
}

function ok(data: unknown): Reply<unknown> {
  return { ok: true, data };
}

function refusal(
  reason: string,
  title: string,
  detail: Readonly<Record<string, unknown>>,
): Reply<unknown> {
  return { ok: false, refusal: { code: `conflict/${reason}`, title, detail } };
}

import { headOf } from "../../attempts/head_of.ts";
import type { NewEvent, Projection } from "../../attempts/projection.ts";
import type { AttemptEvent } from "../../model/attempts/attempt_schema.ts";
import type { QuestionResponse } from "../../model/questions/question_schema.ts";
import { applySplice } from "../../attempts/splice.ts";

/** SHA-256, in hex, of what was handed in, by slot; a slot that is absent was blank. */
export type Heads = Readonly<Record<string, string>>;
/** Every response that an attempt ever had, by slot and head. */
export type History = ReadonlyMap<string, ReadonlyMap<string, QuestionResponse>>;

/** What was handed in is not known without the log. */
export class NeedsHistory extends Error {}

export function headsOf(answers: Projection["answers"]): Heads {
  const given = [...answers.values()].filter(({ response }) => response !== null);
  return Object.fromEntries(given.map(({ slotId, response }) => [slotId, headOf(response)]));
}

/**
 * What makes the answers those that were handed in, where the store has others, which came through a process that did not
 * know of the hand-in: they are kept as late.
 *
 * @param at When it was handed in.
 * @param added Events that were decided on since the history.
 * @throws {NeedsHistory} when `history` is not given and needed. @throws {Error} when it lacks what was handed in.
 */
export function sealing(
  { attempt, answers }: Projection,
  { heads, at, added, history }: {
    heads: Heads;
    at: number;
    added: readonly NewEvent[];
    history: History | undefined;
  },
): NewEvent[] {
  const blank = headOf(null);
  const slotIds = [...new Set([...answers.keys(), ...Object.keys(heads)])];
  const numberless = { writerId: null, n: null, late: false };
  return slotIds.flatMap((slotId): NewEvent[] => {
    const now = answers.get(slotId)?.response ?? null;
    const head = heads[slotId] ?? blank;
    if (headOf(now) === head) return [];
    const response = head === blank ? null : lookUp(slotId, head, { added, history });
    const student = { kind: "student" as const, id: attempt.studentId };
    const system = { kind: "system" as const, id: null };
    const cameAt = answers.get(slotId)?.savedAt ?? at;
    return [
      {
        ...numberless,
        at: cameAt,
        actor: student,
        data: { type: "late_refused", slotId, response: now },
      },
      { ...numberless, at, actor: system, data: { type: "answered", slotId, response } },
    ];
  });
}

function lookUp(
  slotId: string,
  head: string,
  { added, history }: { added: readonly NewEvent[]; history: History | undefined },
): QuestionResponse {
  for (const { data } of added) {
    if ("response" in data && data.slotId === slotId && headOf(data.response) === head) {
      return data.response;
    }
  }
  if (history === undefined) throw new NeedsHistory();
  const found = history.get(slotId)?.get(head);
  if (found === undefined) throw new Error(`Cannot find what was handed in for ${slotId}`);
  return found;
}

/** Out of the whole log. */
export function historyOf(events: readonly AttemptEvent[]): History {
  const history = new Map<string, Map<string, QuestionResponse>>();
  const texts = new Map<string, string>();
  for (const { data } of events) {
    const response = responseOf(data, texts);
    if (response === undefined || !("slotId" in data) || data.slotId === null) continue;
    const ofSlot = history.get(data.slotId) ?? new Map<string, QuestionResponse>();
    history.set(data.slotId, ofSlot.set(headOf(response), response));
  }
  return history;
}

/** @param texts Of essays so far, by slot. */
function responseOf(
  data: AttemptEvent["data"],
  texts: Map<string, string>,
): QuestionResponse | undefined {
  if (data.type === "edited") {
    const text = applySplice(texts.get(data.slotId) ?? "", data.splice);
    texts.set(data.slotId, text);
    return { kind: "essay", text };
  }
  if (!("response" in data)) return undefined;
  const { response } = data;
  if (data.type === "answered" && response?.kind === "essay") texts.set(data.slotId, response.text);
  return response;
}

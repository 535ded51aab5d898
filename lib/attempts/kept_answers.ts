import type { Answer, AttemptEvent } from "../model/attempt_schema.ts";
import type { QuestionResponse } from "../model/question_schema.ts";

/** What came for one question when it could not count. */
export interface KeptAnswer {
  slotId: string;
  /** The event that brought it. */
  seq: number;
  at: number;
  writerId: string | null;
  response: QuestionResponse;
  /** After the end, or during a pause. */
  why: "late" | "pause";
  /** Whether a teacher may still make it the answer; `overtaken`: the student answered again since, and that counts. */
  standing: "open" | "taken" | "overtaken";
}

/** The last of each question that came too late or during a pause, in order of arrival. */
export function keptAnswers(
  events: readonly AttemptEvent[],
  answers: ReadonlyMap<string, Pick<Answer, "seq">>,
): KeptAnswer[] {
  const found = new Map<string, KeptAnswer>();
  const taken = new Set<number>();
  for (const { seq, at, writerId, data } of events) {
    if (data.type === "late_taken") taken.add(data.fromSeq);
    if (data.type !== "late_refused" && data.type !== "held") continue;
    const { slotId, response } = data;
    if (slotId === null) continue;
    found.delete(slotId);
    const why = data.type === "held" ? "pause" : "late";
    found.set(slotId, { slotId, seq, at, writerId, response, why, standing: "open" });
  }
  return [...found.values()].map((it) => ({
    ...it,
    standing: taken.has(it.seq)
      ? "taken"
      : (answers.get(it.slotId)?.seq ?? 0) > it.seq
      ? "overtaken"
      : "open",
  }));
}

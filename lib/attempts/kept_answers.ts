import { type AssignmentDeps, requireRun } from "../assignments/assignments.ts";
import type { Answer, AttemptEvent } from "../model/attempts/attempt_schema.ts";
import { namesHidden } from "../marking/hidden_names.ts";
import type { QuestionResponse } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import { requireAttempt } from "./attempt_ref.ts";
import { allEvents, type AttemptStore } from "./store.ts";

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

/** As staff may see it. */
export interface ReadKeptAnswer extends Omit<KeptAnswer, "at"> {
  /** Counts from 1 in the student's order. */
  number: number;
  /** `null` while names are hidden: the room says when each student handed in. */
  at: number | null;
}

/**
 * What of one attempt came too late or during a pause, with each question's number in the student's order. While names are
 * hidden, an attempt that was asked for by its student has no words of its answers, and another one no times.
 *
 * @throws {DomainError} `not_found`, for whoever does not run the test alike.
 */
export async function readKeptAnswers(
  deps: AssignmentDeps & { attempts: AttemptStore },
  { user, assignmentId, attemptId }: { user: User; assignmentId: string; attemptId: string },
): Promise<ReadKeptAnswer[]> {
  const assignment = await requireRun(deps, user, assignmentId);
  const { attempt, byPerson } = await requireAttempt(deps.attempts, assignment, attemptId);
  const hidden = namesHidden(assignment);
  const [events, answers, paper] = await Promise.all([
    allEvents(deps.attempts, attempt),
    deps.attempts.answers(attempt),
    deps.attempts.paper(attempt),
  ]);
  const slotIds = (paper?.slots ?? []).map(({ slotId }) => slotId);
  return keptAnswers(events, answers).map((it) => ({
    ...it,
    number: slotIds.indexOf(it.slotId) + 1,
    at: hidden && !byPerson ? null : it.at,
    response: hidden && byPerson ? null : it.response,
  }));
}

import type { Attempt, AttemptEvent, EventData } from "../model/attempts/attempt_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import { MAX_PAUSES } from "../model/assignments/pauses.ts";
import type { RowRef } from "../store/store.ts";
import { type AttemptDeps, contextOf, tell } from "./context.ts";
import type { KeptAnswer } from "./kept_answers.ts";
import { finished, rescheduled, settled, submittedEvent } from "./hand_in.ts";
import { isOpen, type NewEvent, type Projection } from "./projection.ts";
import { attemptsOf, type Decision } from "./store.ts";
import { eachAttempt, type Failure } from "./stuck.ts";

/** What staff do to one attempt. The same person's repeat, by its `commandId` or as the last that was done, changes nothing. */
export type Effect =
  | { kind: "pause"; commandId: string }
  | { kind: "resume"; commandId: string }
  | { kind: "add_time"; commandId: string; ms: number }
  | { kind: "end" }
  | { kind: "take_late"; commandId: string; taken: readonly KeptAnswer[] }
  | { kind: "reopen"; commandId: string; ms: number; reason: string }
  | { kind: "void"; reason: string }
  | { kind: "unvoid"; reason: string };

/**
 * Carries an effect out on one attempt, tells its page, and gives the attempt as it is then. Whether `byId` may is the
 * caller's to decide.
 *
 * @throws {DomainError} `not_found`; `conflict/not_running` for an attempt in the wrong state; `conflict/released` is the
 * caller's.
 */
export async function applyToAttempt(
  deps: AttemptDeps,
  ref: RowRef,
  { effect, byId }: { effect: Effect; byId: string },
): Promise<Attempt> {
  const found = await deps.attempts.find(ref);
  if (found === null) throw new DomainError("not_found", "Not here, or not yours to see");
  const context = await contextOf(deps, found);
  const present = effect.kind === "reopen" ? found : await settled(deps, found, context);
  const isRepeat = await isLast(deps, found, { effect, byId });
  const { attempt: changed } = await deps.attempts.append(
    present,
    effect.kind === "take_late" ? effect.taken.map(({ slotId }) => slotId) : [],
    (now) => ({ ...decide(now, { effect, byId, at: deps.now(), isRepeat }), mayWait: false }),
  );
  const attempt = await rescheduled(deps, changed, context);
  tell(deps, attempt);
  if (effect.kind === "end" || effect.kind === "take_late") return await finished(deps, attempt);
  if (effect.kind === "void" || effect.kind === "unvoid" || effect.kind === "reopen") {
    await deps.onHandedIn(attempt);
  }
  return attempt;
}

function decide(
  { attempt, answers }: Projection,
  { effect, byId, at, isRepeat }: { effect: Effect; byId: string; at: number; isRepeat: boolean },
): Decision<void> {
  if (isRepeat || ("commandId" in effect && attempt.applied.includes(effect.commandId))) {
    return { events: [], result: undefined };
  }
  if (!fits(attempt, effect.kind)) {
    throw new DomainError("conflict", "This test is not in that state any more", {
      reason: "not_running",
    });
  }
  if (effect.kind === "pause" && attempt.pauses.length >= MAX_PAUSES) {
    throw new DomainError("too_large", "This test was paused too often to be paused again");
  }
  const actor = { kind: "teacher" as const, id: byId };
  const event = (data: EventData): NewEvent => ({
    ...submittedEvent(at, actor, "teacher"),
    data,
  });
  switch (effect.kind) {
    case "end":
      return {
        events: [submittedEvent(at, actor, "teacher")],
        patch: { dueAt: at },
        result: undefined,
      };
    case "take_late": {
      const { commandId } = effect;
      // What was taken, or written over, since the list was read stays as it is.
      const open = effect.taken.filter(({ slotId, seq }) => (answers.get(slotId)?.seq ?? 0) < seq);
      const events = open.map(({ slotId, seq: fromSeq, writerId, response }) => ({
        ...event({ type: "late_taken", commandId, slotId, fromSeq, response }),
        writerId,
      }));
      const isEnded = attempt.state === "submitted" && events.length > 0;
      return { events, ...(isEnded && { patch: { dueAt: at } }), result: undefined };
    }
    case "reopen": {
      const { commandId, ms, reason } = effect;
      const events = [
        event({ type: "reopened", reason }),
        event({ type: "time_added", commandId, ms }),
      ];
      return { events, patch: { receipt: null }, result: undefined };
    }
    case "void":
      return {
        events: [event({ type: "voided", reason: effect.reason })],
        patch: { dueAt: null },
        result: undefined,
      };
    default:
      return { events: [event(dataOf(effect))], result: undefined };
  }
}

/** What changes the state of an attempt; a page that is still open adds other events after it. */
const TURNS = new Set(["submitted", "abandoned", "voided", "unvoided", "reopened"]);
/** As many events as a page may add after the last turn and not hide it. */
const TAIL = 50;

/** The last event that changed the attempt's state; `null` for none among its newest events. */
export async function lastTurn(
  { attempts }: Pick<AttemptDeps, "attempts">,
  attempt: Attempt,
): Promise<AttemptEvent | null> {
  const events = await attempts.events(attempt, Math.max(0, attempt.seq - TAIL), TAIL);
  return events.findLast(({ data }) => TURNS.has(data.type)) ?? null;
}

/** Whether the last turn of the attempt is this, as when its answer was lost. */
async function isLast(
  deps: AttemptDeps,
  attempt: Attempt,
  { effect, byId }: { effect: Effect; byId: string },
): Promise<boolean> {
  if ("commandId" in effect) return false;
  const last = await lastTurn(deps, attempt);
  if (last?.actor.id !== byId) return false;
  switch (effect.kind) {
    case "end":
      return last.data.type === "submitted";
    case "void":
      return last.data.type === "voided" && last.data.reason === effect.reason;
    case "unvoid":
      return last.data.type === "unvoided" && last.data.reason === effect.reason;
  }
}

function fits({ state }: Attempt, kind: Effect["kind"]): boolean {
  switch (kind) {
    case "pause":
      return state === "in_progress";
    case "resume":
      return state === "paused";
    case "add_time":
      return state === "in_progress" || state === "paused";
    case "end":
      return state === "in_progress" || state === "paused" || state === "abandoned";
    case "reopen":
      return state === "submitted" || state === "abandoned";
    case "void":
    case "take_late":
      return state !== "voided";
    case "unvoid":
      return state === "voided";
  }
}

function dataOf(
  effect: Extract<Effect, { kind: "pause" | "resume" | "add_time" | "unvoid" }>,
): EventData {
  switch (effect.kind) {
    case "pause":
      return { type: "paused", commandId: effect.commandId };
    case "resume":
      return { type: "resumed", commandId: effect.commandId };
    case "add_time":
      return { type: "time_added", commandId: effect.commandId, ms: effect.ms };
    case "unvoid":
      return { type: "unvoided", reason: effect.reason };
  }
}

/**
 * Brings every open attempt in line after a change of the assignment's room, times or overrides: hands in what is over,
 * tells the sweeper when to look again, and tells every page. It goes on past an attempt that cannot be handled.
 *
 * @returns How many are still open.
 */
export async function roomChanged(deps: AttemptDeps, assignment: RowRef): Promise<number> {
  return (await broughtInLine(deps, assignment)).open;
}

/** The same, with what could not be handled. */
export async function broughtInLine(
  deps: AttemptDeps,
  assignment: RowRef,
): Promise<{ open: number; failed: Failure[] }> {
  let open = 0;
  const attempts = (await attemptsOf(deps.attempts, assignment)).filter(isOpen);
  const failed = await eachAttempt(deps, attempts, async (attempt) => {
    const context = await contextOf(deps, attempt);
    const present = await settled(deps, attempt, context);
    tell(deps, await rescheduled(deps, present, context));
    if (isOpen(present)) open++;
  });
  return { open, failed };
}

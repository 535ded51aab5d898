import type { Projection } from "../attempts/projection.ts";
import { type Appended, type AttemptStore, decided, type Decision } from "../attempts/store.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import { DomainError } from "../model/errors.ts";
import type { RowRef } from "../store.ts";
import { type AttemptFollower, isWorthKeeping } from "./attempt_follower.ts";
import { away, isAway } from "./away.ts";
import type { Backlog } from "./backlog.ts";
import type { JournalEntry, OutageJournal } from "./journal.ts";
import { wholeEvents } from "./replay.ts";
import type { RunningAttempts, WholeState } from "./running_attempts.ts";

export type WritesDeps = {
  /** Through a guard. */
  attempts: Pick<AttemptStore, "append">;
  journal: OutageJournal | null;
  running: RunningAttempts;
  backlog: Backlog;
  follower: AttemptFollower;
} & Clock;

/** How a change is decided, as `AttemptStore.append` takes it. */
interface Change<T> {
  ref: RowRef;
  slotIds: readonly string[] | "all";
  decide: (now: Projection) => Decision<T>;
}

/** Changes of attempts: made in the store, or kept in the journal while it is away, always behind what waits there. */
export class AttemptWrites {
  readonly #deps: WritesDeps;

  constructor(deps: WritesDeps) {
    this.#deps = deps;
  }

  /** As `AttemptStore.append` promises. @throws {DomainError} `unavailable/outage` when it can neither be made nor kept. */
  async append<T>(change: Change<T>): Promise<Appended<T>> {
    try {
      return await this.#asKnown(change);
    } catch (error) {
      if (!isMissingWrites(error)) throw error;
      // What is missing may wait in the journal through another process, or have been carried out by it since.
      await this.#deps.backlog.catchUp();
      return await this.#inTurn(change);
    }
  }

  /** Behind what this process knows to wait. */
  async #asKnown<T>(change: Change<T>): Promise<Appended<T>> {
    if (this.#deps.backlog.has(change.ref)) return await this.#inTurn(change);
    try {
      return await this.#now(change);
    } catch (error) {
      if (!isAway(error)) throw error;
      return await this.#inTurn(change, error);
    }
  }

  async #now<T>({ ref, slotIds, decide }: Change<T>): Promise<Appended<T>> {
    let made: Decision<T> = { events: [], result: undefined as T };
    const appended = await this.#deps.attempts.append(ref, slotIds, (now) => made = decide(now));
    this.#deps.follower.took(appended, made);
    return appended;
  }

  /** With what waits for this attempt carried out first, or this change waiting behind it. */
  async #inTurn<T>(change: Change<T>, cause?: unknown): Promise<Appended<T>> {
    const { ref } = change;
    const { backlog } = this.#deps;
    return await backlog.inTurn(ref, async () => {
      if (cause === undefined) {
        try {
          if (await backlog.carryOut(ref)) return await this.#now(change);
        } catch (error) {
          if (!isAway(error)) throw error;
        }
      }
      return await this.#journalled(change, cause);
    });
  }

  async #journalled<T>({ ref, decide }: Change<T>, cause: unknown): Promise<Appended<T>> {
    const { journal, running, backlog } = this.#deps;
    if (journal === null) throw away(cause);
    await backlog.catchUp();
    const before = running.get(ref);
    if (before === undefined) throw away(cause);
    const decision = decidedFromMemory(before, decide);
    const { events, ...after } = decided(before, decision);
    if (after.attempt === before.attempt) return { ...after, result: decision.result };
    if (decision.mayWait === false) throw away(cause);
    if (events.length > 0 || isWorthKeeping(decision)) {
      const entry: JournalEntry = {
        id: newId(),
        at: this.#deps.now(),
        schoolId: ref.schoolId,
        attemptId: ref.id,
        events: wholeEvents(before, events),
        patch: decision.patch ?? {},
      };
      await backlog.keep(entry);
    }
    running.set({ ...after, paper: before.paper });
    return { ...after, result: decision.result, journalled: true };
  }
}

/** @throws {DomainError} `unavailable/outage` when something is missing here that the store, which cannot be asked, may have. */
function decidedFromMemory<T>(
  known: WholeState,
  decide: (now: Projection) => Decision<T>,
): Decision<T> {
  try {
    return decide(known);
  } catch (error) {
    throw isMissingWrites(error) ? away(error) : error;
  }
}

function isMissingWrites(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "missing_writes";
}

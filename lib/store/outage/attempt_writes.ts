import { LRUCache } from "lru-cache";
import { MissingWrites } from "../../attempts/merge.ts";
import { isOpen, type Projection } from "../../attempts/projection.ts";
import { type Appended, type AttemptStore, decided, type Decision } from "../../attempts/store.ts";
import type { Clock } from "../../process/clock.ts";
import { newId } from "../../process/ids.ts";
import type { Attempt } from "../../model/attempts/attempt_schema.ts";
import { DomainError } from "../../model/process/errors.ts";
import { receiptFacts, type ReceiptKeys, signReceipt } from "../../attempts/receipts.ts";
import { keyOf, type RowRef } from "../store.ts";
import { type AttemptFollower, isWorthKeeping } from "./attempt_follower.ts";
import { away, isAway } from "./away.ts";
import type { Backlog } from "./backlog.ts";
import type { Claims } from "./claims.ts";
import type { JournalEntry, OutageJournal } from "./journal.ts";
import { wholeEvents } from "./replay.ts";
import type { RunningAttempts, WholeState } from "./running_attempts.ts";
import { headsOf } from "./sealed.ts";

export type WritesDeps = {
  /** Through a guard. */
  attempts: Pick<AttemptStore, "append">;
  journal: OutageJournal | null;
  claims: Claims | null;
  receiptKeys: ReceiptKeys;
  running: RunningAttempts;
  backlog: Backlog;
  follower: AttemptFollower;
  /** Milliseconds since some moment, that no one sets; `performance.now` unless given. */
  uptimeMs?: () => number;
} & Clock;

/** How a change is decided, as `AttemptStore.append` takes it. */
interface Change<T> {
  ref: RowRef;
  slotIds: readonly string[] | "all";
  decide: (now: Projection) => Decision<T>;
  /** It may hand the attempt in. */
  isClaimed?: true;
}

/** A hand-in as the store was asked for it. */
interface HandIn {
  /** Of the attempt that it was decided on. */
  seq: number;
  decision: Decision<unknown>;
}

/** A change would hand the attempt in, which other processes must let this one do first. */
class Unclaimed extends Error {}

/** For so long what is missing may be on its way through another process, milliseconds. */
const ON_ITS_WAY_MS = 10_000;

/** Changes of attempts: made in the store, or kept in the journal while it is away, always behind what waits there. */
export class AttemptWrites {
  readonly #deps: WritesDeps;
  /** Hand-ins whose answer was lost: the store may have them. */
  readonly #unsure = new Map<string, HandIn>();
  /** Since when a write is missing, by attempt, page and number: what is missing later is on its way for as long again. */
  readonly #missing = new LRUCache<string, number>({ max: 5_000, ttl: 3 * ON_ITS_WAY_MS });

  constructor(deps: WritesDeps) {
    this.#deps = deps;
  }

  /** As `AttemptStore.append` promises. @throws {DomainError} `unavailable/outage` when it can neither be made nor kept. */
  async append<T>(change: Change<T>): Promise<Appended<T>> {
    try {
      return await this.#caughtUp(change);
    } catch (error) {
      if (!(error instanceof Unclaimed)) throw error;
      return await this.#claimed(change, this.#deps.claims!);
    }
  }

  /** The change with the hand-in claimed by this process; of what another one hands in, nothing is done twice. */
  async #claimed<T>(change: Change<T>, claims: Claims): Promise<Appended<T>> {
    const { ref } = change;
    // Without Redis the store is asked all the same: it refuses a second one, and no journal takes one.
    const isMine = await claims.take(ref, "store").catch(unlessAway);
    await this.#deps.backlog.catchUp();
    try {
      if (isMine === false) return await this.#caughtUp(change);
      const appended = await this.#caughtUp({ ...change, isClaimed: true });
      if (!appended.journalled && !isOpen(appended.attempt)) await claims.stored(ref);
      return appended;
    } catch (error) {
      if (error instanceof Unclaimed) throw away(error);
      // Another process may be able to, unless this one may have done it.
      if (isMine && !this.#unsure.has(keyOf(ref))) await claims.gaveUp(ref);
      throw error;
    }
  }

  async #caughtUp<T>(change: Change<T>): Promise<Appended<T>> {
    try {
      return await this.#asKnown(change);
    } catch (error) {
      if (!isBehind(error)) throw error;
    }
    // What is missing may wait in the journal through another process, or have been carried out by it since.
    await this.#deps.backlog.catchUp();
    try {
      return await this.#inTurn(change);
    } catch (error) {
      if (isBehind(error) && await this.#mayCome(change.ref, error)) throw away(error);
      throw error;
    }
  }

  /** Whether what the page knows of may still come out of another process: it waits in a journal that this one cannot read, or is on its way. */
  async #mayCome(ref: RowRef, error: DomainError): Promise<boolean> {
    const { claims } = this.#deps;
    if (claims === null) return false;
    if (await claims.mayWait(ref)) return true;
    if (!(error instanceof MissingWrites)) return false;
    const key = `${keyOf(ref)} ${error.writerId} ${error.expected}`;
    const { uptimeMs = () => performance.now() } = this.#deps;
    const now = uptimeMs();
    const since = this.#missing.get(key);
    if (since === undefined) this.#missing.set(key, now);
    return now - (since ?? now) < ON_ITS_WAY_MS;
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

  async #now<T>({ ref, slotIds, decide, isClaimed }: Change<T>): Promise<Appended<T>> {
    const { attempts, claims, follower } = this.#deps;
    const key = keyOf(ref);
    let made: Decision<T> = { events: [], result: undefined as T };
    let asked: HandIn | null = null;
    try {
      const appended = await attempts.append(ref, slotIds, (now) => {
        made = decide(now);
        const isHandIn = handsIn(made);
        if (isHandIn && claims !== null && !isClaimed) throw new Unclaimed();
        asked = isHandIn ? { seq: now.attempt.seq, decision: made } : null;
        return made;
      });
      this.#unsure.delete(key);
      if (claims !== null && isReopening(made)) await claims.gaveUp(ref);
      follower.took(appended, made);
      return appended;
    } catch (error) {
      if (asked !== null && isAway(error)) this.#unsure.set(key, asked);
      throw error;
    }
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
    const { journal, running, backlog, claims } = this.#deps;
    if (journal === null) throw away(cause);
    await backlog.catchUp();
    const before = running.get(ref);
    if (before === undefined) throw away(cause);
    const decision = this.#sameHandIn(before, decidedFromMemory(before, decide));
    const { events, ...after } = decided(before, decision);
    if (after.attempt === before.attempt) return { ...after, result: decision.result };
    if (decision.mayWait === false) throw away(cause);
    const isHandIn = handsIn(decision);
    if (isHandIn && claims !== null && !await claims.take(ref, "journal")) throw away(cause);
    const sealed = isHandIn ? await this.#sealed({ ...after, paper: before.paper }) : null;
    if (events.length > 0 || isWorthKeeping(decision)) {
      const entry: JournalEntry = {
        id: newId(),
        at: this.#deps.now(),
        schoolId: ref.schoolId,
        attemptId: ref.id,
        events: wholeEvents(before, events),
        ...(sealed !== null && { heads: headsOf(after.answers) }),
        patch: { ...decision.patch, ...sealed },
      };
      await backlog.keep(entry).catch((error) => {
        if (isHandIn) this.#unsure.set(keyOf(ref), { seq: before.attempt.seq, decision });
        throw error;
      });
    }
    if (isHandIn) await claims?.kept(ref);
    const attempt = { ...after.attempt, ...sealed };
    running.set({ answers: after.answers, attempt, paper: before.paper });
    return { answers: after.answers, attempt, result: decision.result, journalled: true };
  }

  /**
   * The hand-in that the store was asked for before, and may have, in place of a second one at another time.
   *
   * @throws {DomainError} `unavailable/outage` when the store decided on more than is known here.
   */
  #sameHandIn<T>(before: Projection, decision: Decision<T>): Decision<T> {
    const asked = handsIn(decision) ? this.#unsure.get(keyOf(before.attempt)) : undefined;
    if (asked === undefined) return decision;
    if (asked.seq !== before.attempt.seq) throw away(null);
    const { events, patch = {} } = asked.decision;
    return { ...decision, events, patch };
  }

  /** The receipt, which must be there before the hand-in is kept: whoever carries it out would make another. */
  async #sealed({ attempt, answers, paper }: WholeState): Promise<Pick<Attempt, "receipt">> {
    const total = paper.slots.length;
    const facts = receiptFacts({ attempt, answers, seq: attempt.seq, total });
    return { receipt: await signReceipt(this.#deps.receiptKeys, facts) };
  }
}

function handsIn({ events }: Decision<unknown>): boolean {
  return events.some(({ data }) => data.type === "submitted" || data.type === "abandoned");
}

function isReopening({ events }: Decision<unknown>): boolean {
  return events.some(({ data }) => data.type === "reopened");
}

function unlessAway(error: unknown): null {
  if (!isAway(error)) throw error;
  return null;
}

/** @throws {DomainError} `unavailable/outage` when something is missing here that the store, which cannot be asked, may have. */
function decidedFromMemory<T>(
  known: WholeState,
  decide: (now: Projection) => Decision<T>,
): Decision<T> {
  try {
    return decide(known);
  } catch (error) {
    throw isBehind(error) ? away(error) : error;
  }
}

/** Whether the page knows of more, or of other answers, than is known here. */
function isBehind(error: unknown): error is DomainError {
  return error instanceof DomainError &&
    (error.reason === "missing_writes" || error.reason === "stale");
}

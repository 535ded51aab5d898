import { isOpen, type Projection } from "../../attempts/projection.ts";
import type { AttemptStore, Decision } from "../../attempts/store.ts";
import type { Attempt } from "../../model/attempts/attempt_schema.ts";
import { keyOf, type RowRef } from "../store.ts";
import type { AttemptNews, AttemptNewsWire } from "./attempt_news.ts";
import { isUnavailable } from "./away.ts";
import type { RunningAttempts, WholeState } from "./running_attempts.ts";

export interface FollowerDeps {
  /** Through a guard. */
  attempts: AttemptStore;
  /** `null`: no other process changes anything. */
  wire: AttemptNewsWire | null;
  /** Whether the store is there. */
  isUp: () => boolean;
  /** What went wrong beside any request. */
  fault: (error: Error) => void;
}

/** Keeps what this process knows of running attempts as the store has it: by what passes here, by news of other processes, by reading. */
export class AttemptFollower {
  readonly #deps: FollowerDeps;
  readonly #running: RunningAttempts;

  constructor(deps: FollowerDeps, running: RunningAttempts) {
    this.#deps = deps;
    this.#running = running;
    deps.wire?.hear((key) => running.has(key), (news) => this.#hears(news));
  }

  /** The head as the store has just given it. */
  saw(attempt: Attempt): void {
    this.#running.saw(attempt);
    this.#learn(attempt);
  }

  /** What the store has just made of an attempt, which other processes are told. */
  took({ attempt, answers }: Projection, decision: Decision<unknown>): void {
    const added = decision.events.length;
    this.#running.took({ attempt, answers }, added);
    this.#learn(attempt);
    if (added === 0 && !isWorthKeeping(decision)) return;
    this.#deps.wire?.tell(keyOf(attempt), { attempt, answers: [...answers.values()], added });
  }

  /** @param news `null`: some were missed. While the store is away nothing was: what others change is in the journal. */
  #hears(news: AttemptNews | null): void {
    if (news === null) {
      if (this.#deps.isUp()) this.#running.clear();
      return;
    }
    const changed = new Map(news.answers.map((it) => [it.slotId, it]));
    this.#running.heard({ attempt: news.attempt, answers: changed }, news.added);
  }

  /** Reads whole, once, an attempt that is used and was not begun by this process. */
  #learn(attempt: Attempt): void {
    if (!isOpen(attempt)) return;
    const { schoolId, id } = attempt;
    this.#running.learn(attempt, () => this.#whole({ schoolId, id })).catch((error) => {
      if (!isUnavailable(error)) this.#deps.fault(error);
    });
  }

  async #whole(ref: RowRef): Promise<WholeState | null> {
    const { attempts } = this.#deps;
    const paper = await attempts.paper(ref);
    // A change that changes nothing gives head and answers of one moment.
    const { attempt, answers } = await attempts.append(ref, "all", () => ({
      events: [],
      result: undefined,
    }));
    return paper && { attempt, answers, paper };
  }
}

/** Whether a change without events says more than that the page is there. */
export function isWorthKeeping({ patch = {} }: Decision<unknown>): boolean {
  return Object.keys(patch).some((name) => name !== "lastSeenAt");
}

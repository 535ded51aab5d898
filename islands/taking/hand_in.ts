import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Submission } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { Net, Refusal } from "./net.ts";
import { type Pace, retryWait } from "./pace.ts";

export interface HandInHooks {
  /** Sends what is left. @returns Whether everything is acknowledged. */
  drain(): Promise<boolean>;
  submission(): Promise<Submission>;
  done(receipt: Receipt): void;
  /** The server has other answers than this page shows: hand in again, all the same, or not now. */
  otherAnswers(): Promise<"again" | "anyway" | "stop">;
  /** The server misses what it acknowledged before: send everything again. */
  sendAgain(): Promise<void>;
  trouble(what: "offline" | "signed_out" | "over", refusal: Refusal): void;
}

/** Hands in once everything is on the server, however long that takes. */
export class HandIn {
  readonly #net: Pick<Net, "submit">;
  readonly #pace: Pace;
  readonly #hooks: HandInHooks;
  #wanted = false;
  #running = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #withoutHeads = false;

  constructor(net: Pick<Net, "submit">, pace: Pace, hooks: HandInHooks) {
    this.#net = net;
    this.#pace = pace;
    this.#hooks = hooks;
  }

  get isWanted(): boolean {
    return this.#wanted;
  }

  /** Starts, or goes on after something was in the way. */
  async go(): Promise<void> {
    this.#wanted = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#wanted && await this.#hooks.drain() && await this.#submit());
    } finally {
      this.#running = false;
    }
  }

  /** The student keeps writing. */
  cancel(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
  }

  /** @returns Whether to try again at once. */
  async #submit(): Promise<boolean> {
    const submission = await this.#hooks.submission();
    const reply = await this.#net.submit(
      this.#withoutHeads ? { ...submission, heads: {} } : submission,
    );
    if (!this.#wanted) return false;
    if (reply.ok) {
      this.cancel();
      this.#hooks.done(reply.value);
      return false;
    }
    return await this.#recover(reply);
  }

  async #recover(refusal: Refusal): Promise<boolean> {
    const { code, status, detail } = refusal;
    if (code === "conflict/missing_writes") {
      await this.#hooks.sendAgain();
      return true;
    }
    if (code === "conflict/stale" && detail["slots"] !== undefined) {
      const what = await this.#hooks.otherAnswers();
      this.#withoutHeads = what === "anyway";
      if (what === "stop") this.cancel();
      return what !== "stop";
    }
    if (code === "conflict/paused") {
      this.#later(retryWait(this.#pace, 1, null));
      return false;
    }
    if (status === 401 || status === 403 || status === 404) {
      this.#hooks.trouble("signed_out", refusal);
      return false;
    }
    if (status === 410) {
      this.cancel();
      this.#hooks.trouble("over", refusal);
      return false;
    }
    this.#failures++;
    this.#hooks.trouble("offline", refusal);
    this.#later(retryWait(this.#pace, this.#failures, refusal.retryAfterMs));
    return false;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wanted && this.go(), ms);
  }
}

import type { AttemptPush } from "../../lib/model/live/live.ts";
import type { Net, Refusal } from "./net.ts";
import type { Pace } from "./pace.ts";
import type { Trouble } from "./sender.ts";

export interface LinkHooks {
  /** The server's answer to the question for the time. */
  pushed(push: AttemptPush, asked: { sentAt: number; receivedAt: number }): void;
  /** The server answers again, after trouble. */
  back(): Promise<void>;
  /** The server says that the attempt is over. */
  over(): void;
  changed(): void;
}

/** Whether the server can be reached and knows who writes; asks it for the time again and again. */
export class Link {
  readonly #net: Pick<Net, "clock">;
  readonly #pace: Pace;
  readonly #hooks: LinkHooks;
  #online: "online" | "offline" | "back" = "online";
  #signedOut = false;
  #full: string | null = null;
  #hasSocket = false;
  #stopped = true;
  #failedPolls = 0;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(net: Pick<Net, "clock">, pace: Pace, hooks: LinkHooks) {
    this.#net = net;
    this.#pace = pace;
    this.#hooks = hooks;
  }

  get online(): "online" | "offline" | "back" {
    return this.#online;
  }

  get signedOut(): boolean {
    return this.#signedOut;
  }

  /** Why the server takes nothing more of this page, a sentence without a period; `null` as long as it does. */
  get full(): string | null {
    return this.#full;
  }

  /** Nothing can be sent now. */
  get isAway(): boolean {
    return this.#online === "offline" || this.#signedOut || this.#full !== null;
  }

  start(): void {
    this.#stopped = false;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#poll);
  }

  dispose(): void {
    this.stop();
    clearTimeout(this.#calm);
  }

  /** With a socket the time is asked for seldom. */
  setSocket(open: boolean): void {
    if (open === this.#hasSocket) return;
    this.#hasSocket = open;
    this.#schedule();
  }

  trouble(what: Trouble, refusal: Refusal): void {
    if (what === "full") this.#full = refusal.title;
    if (what === "offline") this.#online = "offline";
    if (what === "signed_out") this.#signedOut = true;
    if (what === "over") this.#hooks.over();
    if (what !== "over" && this.#hasSocket) this.#schedule();
    this.#hooks.changed();
  }

  refused(refusal: Refusal): void {
    const { status, code } = refusal;
    if (status === 410) return this.trouble("over", refusal);
    if (code === "too_large/attempt_full" || code === "rate/writers") {
      return this.trouble("full", refusal);
    }
    this.trouble([401, 403, 404].includes(status) ? "signed_out" : "offline", refusal);
  }

  /** An answer came to a signed-in student. */
  reached(): void {
    this.#signedOut = false;
  }

  /** Everything is on the server. */
  drained(): void {
    this.#full = null;
    if (this.#online !== "offline") return;
    this.#online = "back";
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      if (this.#online === "back") this.#online = "online";
      this.#hooks.changed();
    }, this.#pace.back);
  }

  /** Asks for the time now. */
  async ask(): Promise<void> {
    const reply = await this.#net.clock();
    if (this.#stopped) return;
    if (!reply.ok) {
      this.#failedPolls++;
      // A single lost question is no outage.
      if (reply.status !== 0 || this.#failedPolls > 1) this.refused(reply);
      return;
    }
    this.#failedPolls = 0;
    const wasAway = this.isAway;
    this.reached();
    this.#hooks.pushed(reply.value, reply);
    if (wasAway) await this.#hooks.back();
  }

  #schedule(): void {
    clearTimeout(this.#poll);
    if (this.#stopped) return;
    const seldom = this.#hasSocket && !this.isAway;
    this.#poll = setTimeout(async () => {
      await this.ask();
      this.#schedule();
    }, seldom ? this.#pace.pollWithSocket : this.#pace.poll);
  }
}

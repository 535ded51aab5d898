import type { DomainError } from "../../model/process/errors.ts";
import { away, busy, isAway } from "./away.ts";

/** A server that the product needs and that may be away. */
export interface Dependency {
  /** As in logs and in `/readyz`. */
  name: string;
  /** Resolves when it answers; asked all the time. The first time it may take long, to make what is missing there. */
  probe: () => Promise<void>;
  /** Whether an error says that it is away, and not that it refuses what was asked. */
  isOutage: (error: unknown) => boolean;
  /** Whether an error says that too much is asked of it at once, and nothing was done. */
  isBusy?: (error: unknown) => boolean;
}

export interface Health {
  state: "connecting" | "up" | "down";
  /** Of the state, milliseconds since the Unix epoch. */
  sinceAt: number;
  /** The last failure in words for the operator, without addresses or secrets; `null` before any. */
  problem: string | null;
}

export interface GuardOptions {
  now: () => number;
  changed: (health: Health) => void;
  /** How often it is asked while it is up. */
  everyMs?: number;
  /** The same while it is down; as often as while it is up unless given. */
  everyDownMs?: number;
  probeMs?: number;
}

/** With the limit of an answer under the two seconds in which an outage is to be noticed. */
const EVERY_MS = 700;
const PROBE_MS = 800;
/** Calls that fail one after the other before no more are tried. */
const FAILURES = 5;

/**
 * The one way to a dependency: while it is away, calls fail at once instead of each waiting for it, those under way
 * included. It is away when calls fail, or when it does not answer a question asked over and over.
 */
export class Guard {
  readonly name: string;
  readonly #dependency: Dependency;
  readonly #options: Required<GuardOptions>;
  /** Rejects what is under way. */
  readonly #running = new Set<(error: DomainError) => void>();
  /** Calls are tried. Once they are not, only an answer to the question asked over and over lets them: none is risked. */
  #isOpen = false;
  /** Calls that failed since one was answered. */
  #failures = 0;
  #health: Health;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probing: Promise<void> = Promise.resolve();
  #isProbing = false;
  /** It answered calls while it owed the answer to the last question. */
  #isBusy = false;
  /** When a call was answered last, of `performance.now()`. */
  #answeredAt = -Infinity;
  #isStarted = false;
  #stopped = false;

  constructor(dependency: Dependency, options: GuardOptions) {
    this.name = dependency.name;
    this.#dependency = dependency;
    const { everyMs = EVERY_MS, everyDownMs = everyMs, probeMs = PROBE_MS } = options;
    this.#options = { ...options, everyMs, everyDownMs, probeMs };
    this.#health = { state: "connecting", sinceAt: options.now(), problem: null };
  }

  get health(): Health {
    return this.#health;
  }

  get isUp(): boolean {
    return this.#health.state === "up";
  }

  /**
   * @param work May still come to an end after this has failed; it is told by `isWanted` that nobody waits for it any more.
   * @throws {DomainError} `unavailable/outage`, `unavailable/busy`; what `work` throws otherwise.
   */
  async run<T>(work: (isWanted: () => boolean) => Promise<T>): Promise<T> {
    if (!this.#isOpen) throw away(new Error(`${this.name} is away`));
    const { promise, reject } = Promise.withResolvers<never>();
    let wanted = true;
    this.#running.add(reject);
    try {
      const answer = await Promise.race([work(() => wanted), promise]);
      this.#answered();
      return answer;
    } catch (error) {
      wanted = false;
      if (isAway(error)) throw error;
      if (this.#dependency.isOutage(error)) {
        this.#failed(error);
        throw away(error);
      }
      if (this.#dependency.isBusy?.(error)) throw busy(error);
      this.#answered();
      throw error;
    } finally {
      this.#running.delete(reject);
    }
  }

  #answered(): void {
    this.#answeredAt = performance.now();
    this.#failures = 0;
  }

  #failed(error: unknown): void {
    if (++this.#failures >= FAILURES && this.#isOpen) this.#shut(error);
  }

  /** Asks the first time, and goes on asking. @returns Whether it answered the first time. */
  async start(): Promise<boolean> {
    const reached = await this.ask();
    this.#isStarted = true;
    this.#plan();
    return reached;
  }

  /** Asks now, without a limit of time. @returns Whether it answered. */
  async ask(): Promise<boolean> {
    await this.#probe(this.#dependency.probe());
    return this.isUp;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#probing;
  }

  /** The next question; what was planned before is forgotten. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || !this.#isStarted || this.#isProbing) return;
    const { everyMs, everyDownMs } = this.#options;
    const pauseMs = this.#isBusy ? 0 : this.isUp ? everyMs : everyDownMs;
    this.#timer = setTimeout(() => {
      this.#isProbing = true;
      this.#isBusy = false;
      this.#probing = this.#probe(this.#answerInTime()).finally(() => {
        this.#isProbing = false;
        this.#plan();
      });
    }, pauseMs);
  }

  async #probe(answer: Promise<void>): Promise<void> {
    try {
      await answer;
      this.#isOpen = true;
      this.#failures = 0;
      if (this.#stopped) return;
      this.#set("up", null);
    } catch (error) {
      // Any failure: of a probe, whose error is what the outage is called by.
      this.#shut(error);
    }
  }

  #shut(error: unknown): void {
    this.#isOpen = false;
    this.#set("down", error);
    this.#plan();
  }

  async #answerInTime(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const limitMs = this.#limitMs();
    const timer = setTimeout(() => {
      // An answer that waits while this process was busy still counts.
      setTimeout(() => {
        // Whoever answers others has only much to do.
        this.#isBusy = performance.now() - this.#answeredAt < limitMs;
        if (this.#isBusy) resolve();
        else reject(new Error("No answer in time"));
      }, 20);
    }, limitMs);
    this.#dependency.probe().then(resolve, reject);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is to be made there at the first contact is not hurried. */
  #limitMs(): number {
    return this.#health.state === "connecting" ? 600_000 : this.#options.probeMs;
  }

  #set(state: "up" | "down", error: unknown): void {
    const problem = error === null ? null : wordsOf(error);
    const from = this.#health.state;
    // Never reached stays "connecting": nothing can be served yet.
    const next = state === "down" && from === "connecting" ? "connecting" : state;
    const sinceAt = next === from ? this.#health.sinceAt : this.#options.now();
    const changed = next !== from || problem !== this.#health.problem && next !== "up";
    this.#health = { state: next, sinceAt, problem: problem ?? this.#health.problem };
    if (state === "down") { for (const reject of [...this.#running]) reject(away(error)); }
    if (changed) this.#options.changed(this.#health);
  }
}

/** What an error is called; the text of one with a code may hold addresses. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  const code = "code" in error && error.code !== undefined ? String(error.code) : null;
  if (error.name === "Error") return code ?? error.message;
  return code === null ? error.name : `${error.name} ${code}`;
}

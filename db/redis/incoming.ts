import type { LocalBus } from "../../lib/process/bus.ts";
import { readSaying, type Say } from "./outgoing.ts";

const SLICE = 50;
const SLICE_MS = 10;

/** Brings to this process's listeners what other processes say. */
export class Incoming {
  readonly #local: LocalBus;
  readonly #me: string;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(local: LocalBus, me: string) {
    this.#local = local;
    this.#me = me;
  }

  /** @returns Who said what; `null` for what is not of this product. */
  take(text: string): { from: string; say: Say } | null {
    const saying = readSaying(text);
    if (saying === null || saying.from === this.#me) return saying;
    const { say } = saying;
    if (say.kind === "everything") this.everything();
    if (say.kind === "topics") {
      for (const [topic, message] of say.topics) this.#local.publish(topic, message);
    }
    return saying;
  }

  /** Tells every listener once, since messages may have been missed; some at a time, so that their reads are spread. */
  everything(): void {
    this.end();
    const topics = this.#local.topics();
    const next = () => {
      for (const topic of topics.splice(0, SLICE)) this.#local.publish(topic);
      this.#timer = topics.length === 0 ? null : setTimeout(next, SLICE_MS);
    };
    next();
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

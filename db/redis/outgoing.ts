import { z } from "zod";

/** What processes say to each other. */
export const SayingSchema = z.object({
  from: z.string(),
  say: z.discriminatedUnion("kind", [
    /** Topics, each with its message. */
    z.object({ kind: z.literal("topics"), topics: z.array(z.tuple([z.string(), z.unknown()])) }),
    /** Some messages could not be sent: read everything again. */
    z.object({ kind: z.literal("everything") }),
    z.object({ kind: z.literal("beat") }),
    z.object({ kind: z.literal("bye") }),
  ]),
});
export type Say = z.infer<typeof SayingSchema>["say"];

/** What another process sent; `null` for what is not of this product. */
export function readSaying(text: string): z.infer<typeof SayingSchema> | null {
  return SayingSchema.safeParse(readJson(text)).data ?? null;
}

/** A batch that could not be sent is tried again after so long, milliseconds. */
const AGAIN_MS = 500;

/** What waits to be said to the other processes: gathered for a moment, a topic without a message once. */
export class Outgoing {
  readonly #send: (say: Say) => Promise<void>;
  readonly #gatherMs: number;
  #topics = new Map<string, [string, unknown]>();
  #missed = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(send: (say: Say) => Promise<void>, gatherMs: number) {
    this.#send = send;
    this.#gatherMs = gatherMs;
  }

  add(topic: string, message: unknown): void {
    if (this.#ended) return;
    const key = message === undefined ? topic : `${topic} ${JSON.stringify(message)}`;
    this.#topics.set(key, [topic, message]);
    this.#in(this.#gatherMs);
  }

  /** Sends what waits, and takes nothing more. */
  async end(): Promise<void> {
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
    await this.#flush();
  }

  #in(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#running = this.#running.then(() => this.#flush());
    }, ms);
  }

  async #flush(): Promise<void> {
    if (this.#topics.size === 0 && !this.#missed) return;
    const topics = [...this.#topics.values()];
    this.#topics = new Map();
    try {
      await this.#send(this.#missed ? { kind: "everything" } : { kind: "topics", topics });
      this.#missed = false;
    } catch {
      // Any failure: sent again, as "everything", until it arrives.
      this.#missed = true;
      if (!this.#ended) this.#in(AGAIN_MS);
    }
  }
}
import { readJson } from "../../lib/model/process/json_text.ts";

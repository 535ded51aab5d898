import { z } from "zod";
import type { Bus } from "../../process/bus.ts";
import { AnswerSchema, AttemptSchema } from "../../model/attempts/attempt_schema.ts";

const TOPIC = "attempt_news";

/** What one change made of an attempt. */
const NewsSchema = z.object({
  attempt: AttemptSchema,
  /** Those that it may have changed. */
  answers: z.array(AnswerSchema),
  /** Events that it added. */
  added: z.int(),
});
export type AttemptNews = z.infer<typeof NewsSchema>;
const MessageSchema = z.object({ key: z.string(), news: z.unknown() });

/** Tells all processes what running attempts became, so that each knows them when their store is away. */
export class AttemptNewsWire {
  readonly #bus: Pick<Bus, "publish" | "subscribe">;

  /** @param bus Reaches other processes; this one hears itself too. */
  constructor(bus: Pick<Bus, "publish" | "subscribe">) {
    this.#bus = bus;
  }

  tell(key: string, news: AttemptNews): void {
    this.#bus.publish(TOPIC, { key, news });
  }

  /**
   * @param isKnown Whether news of this attempt are wanted; only then they are read.
   * @param listener Gets `null` when some were missed.
   */
  hear(isKnown: (key: string) => boolean, listener: (news: AttemptNews | null) => void): void {
    this.#bus.subscribe(TOPIC, (message) => {
      if (message === undefined) return listener(null);
      const said = MessageSchema.safeParse(message).data;
      if (!said || !isKnown(said.key)) return;
      const news = NewsSchema.safeParse(said.news).data;
      if (news) listener(news);
    });
  }
}

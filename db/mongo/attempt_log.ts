import type { Collection, Db } from "mongodb";
import { type AttemptEvent, AttemptEventSchema } from "../../lib/model/attempts/attempt_schema.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { type AttemptDocument, type EventDocument, eventId, TAIL_MAX } from "./attempt_document.ts";
import { unlessThere } from "./races.ts";
import { rowId } from "./row_document.ts";

/** The events of attempts: old ones a document each, the newest on the tail of their attempt. */
export class AttemptLog {
  readonly #attempts: Collection<AttemptDocument>;
  readonly #events: Collection<EventDocument>;

  constructor(db: Db) {
    this.#attempts = db.collection("attempts");
    this.#events = db.collection("attempt_events");
  }

  /** Events numbered above `after`, in order. */
  async read(ref: RowRef, after: number, limit: number): Promise<AttemptEvent[]> {
    // The tail first: what leaves it in between is found among the old ones, and what is in both counts once.
    const tail = await this.#tail(ref);
    const found = await this.#events.find({
      _id: { $gt: eventId(ref, after), $lte: eventId(ref, after + limit) },
    }, { sort: { _id: 1 }, batchSize: limit }).toArray();
    const old = found.map(({ event }) => AttemptEventSchema.parse(event));
    const next = (old.at(-1)?.seq ?? after) + 1;
    return [...old, ...tail.filter(({ seq }) => seq >= next)].slice(0, limit);
  }

  /**
   * Moves a tail that is too long to the old events: first copied, then taken off, so that stopped in between nothing is
   * lost, and done twice nothing is there twice. It changes neither head nor answers.
   */
  async shorten(ref: RowRef, { from, to }: { from: number; to: number }): Promise<void> {
    if (to - from + 1 < TAIL_MAX) return;
    const moved = (await this.#tail(ref)).filter(({ seq }) => seq <= to);
    if (moved.length === 0) return;
    const copies = moved.map((event) => ({ _id: eventId(ref, event.seq), event }));
    await this.#events.insertMany(copies, { ordered: false }).catch(unlessThere);
    await this.#attempts.updateOne({ _id: rowId(ref), tailFrom: from }, {
      $set: { tailFrom: to + 1 },
      $pull: { tail: { seq: { $lte: to } } },
    });
  }

  async #tail(ref: RowRef): Promise<AttemptEvent[]> {
    const found = await this.#attempts.findOne({ _id: rowId(ref) }, { projection: { tail: 1 } });
    return (found?.tail ?? []).map((event) => AttemptEventSchema.parse(event));
  }
}

import type { Collection, Db } from "mongodb";
import type { Leases } from "../../lib/sweeper.ts";
import type { CollectionLayout } from "./layout.ts";
import { isDuplicate } from "./races.ts";

interface LeaseDocument {
  _id: string;
  holder: string;
  untilAt: number;
}

export const LEASES: CollectionLayout = {
  name: "leases",
  indexes: [],
  schema: { bsonType: "object", required: ["_id", "holder", "untilAt"] },
};

/** Leases in MongoDB, a document each. */
export class MongoLeases implements Leases {
  readonly #leases: Collection<LeaseDocument>;

  constructor(db: Db) {
    this.#leases = db.collection("leases");
  }

  async take(
    name: string,
    holder: string,
    { now, untilAt }: { now: number; untilAt: number },
  ): Promise<boolean> {
    const mineOrOver = { _id: name, $or: [{ holder }, { untilAt: { $lte: now } }] };
    const { matchedCount } = await this.#leases.updateOne(mineOrOver, {
      $set: { holder, untilAt },
    });
    if (matchedCount === 1) return true;
    try {
      await this.#leases.insertOne({ _id: name, holder, untilAt });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }
}

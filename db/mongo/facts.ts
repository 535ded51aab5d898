import type { Collection, Db } from "mongodb";
import type { Facts } from "../../lib/store/contents.ts";
import type { CollectionLayout } from "./layout.ts";
import { isDuplicate } from "./races.ts";

interface FactDocument {
  _id: string;
  value: unknown;
}

export const META: CollectionLayout = {
  name: "meta",
  indexes: [],
  schema: { bsonType: "object", required: ["_id", "value"] },
};

/** Facts about the installation, one document each. */
export class MongoFacts implements Facts {
  readonly #meta: Collection<FactDocument>;

  constructor(db: Db) {
    this.#meta = db.collection("meta");
  }

  async get(name: string): Promise<unknown> {
    return (await this.#meta.findOne({ _id: name }))?.value ?? null;
  }

  async set(name: string, value: unknown): Promise<void> {
    if (value === null) await this.#meta.deleteOne({ _id: name });
    else await this.#meta.replaceOne({ _id: name }, { value }, { upsert: true });
  }

  async settle(name: string, value: unknown): Promise<unknown> {
    const found = await this.get(name);
    if (found !== null) return found;
    try {
      await this.#meta.insertOne({ _id: name, value });
      return value;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return await this.get(name);
    }
  }
}

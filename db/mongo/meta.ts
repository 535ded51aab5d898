import type { Collection, Db } from "mongodb";
import type { CollectionLayout } from "./layout.ts";

interface MetaDocument {
  _id: string;
  value: unknown;
}

export const META: CollectionLayout = {
  name: "meta",
  indexes: [],
  schema: { bsonType: "object", required: ["_id", "value"] },
};

/** Facts about the installation, one document each. */
export function metaOf(db: Db): Collection<MetaDocument> {
  return db.collection("meta");
}

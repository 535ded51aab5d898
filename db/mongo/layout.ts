import type { IndexDescription } from "mongodb";
import type { Row, TableSpec } from "../../lib/store/store.ts";

/** A collection as the product needs it, declared as data. */
export interface CollectionLayout {
  name: string;
  indexes: readonly (IndexDescription & { name: string })[];
  /** What every document must be, where the server checks it. */
  schema: Readonly<Record<string, unknown>>;
}

/** The collection of one table. Rows without a key or claim are in no index, hence sparse. */
export function tableLayout(spec: TableSpec<Row>): CollectionLayout {
  const unique = Object.keys(spec.unique).map((rule) => `u.${rule}`);
  const listed = Object.keys(spec.indexes).map((rule) => `i.${rule}`);
  const string = { bsonType: "string" };
  return {
    name: spec.name,
    indexes: [
      ...unique.map((name) => ({ name, key: { [name]: 1 }, unique: true, sparse: true } as const)),
      ...listed.map((name) => ({ name, key: { [name]: 1 }, sparse: true } as const)),
    ],
    schema: {
      bsonType: "object",
      required: ["_id", "v", "row", "u", "i"],
      properties: {
        _id: string,
        v: string,
        row: {
          bsonType: "object",
          required: ["id", "schoolId"],
          properties: { id: string, schoolId: string },
        },
        u: { bsonType: "object" },
        i: { bsonType: "object" },
      },
    },
  };
}

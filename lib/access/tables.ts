import { auditSides } from "./audit_sides.ts";
import { AuditSchema } from "../model/people/people_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** Who did what. */
export const ACCESS_TABLES = {
  audits: spec({
    name: "audits",
    schema: AuditSchema,
    unique: none,
    indexes: {
      all: { keys: (it) => one(it.createdAt) },
      installation: { keys: (it) => one(it.createdAt), scope: "installation" },
      /** By who acted, by group of kinds, by test, class and person. */
      bySide: {
        many: true,
        keys: (it) => auditSides(it).map(([sort, value]) => [sort, value, it.createdAt]),
      },
    },
  }),
};

import { NoticeSchema } from "../model/people/people_schema.ts";
import { none, one, spec } from "../store/table_spec.ts";

/** What people are told. */
export const NOTICE_TABLES = {
  notices: spec({
    name: "notices",
    schema: NoticeSchema,
    unique: none,
    indexes: {
      byPerson: { keys: (it) => one(it.personId, it.at) },
      unread: { keys: (it) => it.readAt === null ? one(it.personId, it.at) : [] },
    },
  }),
};

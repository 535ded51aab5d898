import { KvTable } from "../../db/kv/table.ts";
import { tableLayout } from "../../db/mongo/layout.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { JobTable } from "../../lib/jobs/claim.ts";
import { JOB_TABLES } from "../../lib/jobs/tables.ts";
import type { Row, TableSpec } from "../../lib/store/store.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";
import { testJobs } from "./jobs_contract.ts";

testJobs("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvTable(kv, JOB_TABLES.jobs) as JobTable);
});

const layouts = [tableLayout(JOB_TABLES.jobs as unknown as TableSpec<Row>)];
testJobs(
  "MongoDB",
  (use) => withMongo(layouts, (db) => use(new MongoTable(db, JOB_TABLES.jobs) as JobTable)),
  onMongo,
);

import { ACCESS_TABLES } from "../access/tables.ts";
import { ASSIGNMENT_TABLES } from "../assignments/tables.ts";
import { ATTEMPT_TABLES } from "../attempts/tables.ts";
import { EXAM_TABLES } from "../exams/tables.ts";
import { GRADE_TABLES } from "../grading/tables.ts";
import { JOB_TABLES } from "../jobs/tables.ts";
import { NOTICE_TABLES } from "../notices/tables.ts";
import { PEOPLE_TABLES } from "../people/tables.ts";
import { QUESTION_TABLES } from "../questions/tables.ts";
import type { Row, Table, TableSpec } from "./store.ts";

/** Every kind of row, its uniqueness rules and the keys it is listed by, as abilities declare them; copied in this order. */
export const TABLES = {
  ...PEOPLE_TABLES,
  ...ACCESS_TABLES,
  ...NOTICE_TABLES,
  ...QUESTION_TABLES,
  ...EXAM_TABLES,
  ...ASSIGNMENT_TABLES,
  ...ATTEMPT_TABLES,
  ...GRADE_TABLES,
  ...JOB_TABLES,
};

type TableOf<S> = S extends TableSpec<infer R, infer U, infer I, infer D> ? Table<R, U, I, D>
  : never;

/** One table per spec. Operations take the few they need: `Pick<Tables, "exams" | "examVersions">`. */
export type Tables = { readonly [K in keyof typeof TABLES]: TableOf<typeof TABLES[K]> };

/** Builds every table by one engine. */
export function buildTables(make: (it: TableSpec<Row>) => Table<Row>): Tables {
  const built = Object.entries(TABLES).map((
    [name, it],
  ) => [name, make(it as unknown as TableSpec<Row>)]);
  return Object.fromEntries(built);
}

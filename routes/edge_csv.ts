import type { Context } from "hono";
import { type CsvFormat, csvFormatOf } from "../lib/files/csv.ts";
import { CsvChoiceSchema } from "../lib/files/csv_schema.ts";
import { type SchoolDeps, schoolOf } from "../lib/people/schools.ts";
import { type AppEnv, readQuery, requireUser } from "./edge.tsx";

/** How the file asked for is written: as the address says, else as the reader's school has it. @throws {DomainError} `invalid`. */
export async function csvFormat(c: Context<AppEnv>, deps: SchoolDeps): Promise<CsvFormat> {
  const user = requireUser(c);
  const choice = readQuery(c, CsvChoiceSchema);
  const school = await schoolOf(deps, user);
  return csvFormatOf(school ?? { locale: "en", timeZone: "UTC" }, choice);
}

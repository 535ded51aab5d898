import type { Clock } from "../process/clock.ts";
import type { Tables } from "../store/tables.ts";

/** What writing tests and questions needs. */
export type AuthoringDeps = {
  tables: Pick<
    Tables,
    | "exams"
    | "examVersions"
    | "questions"
    | "questionVersions"
    | "questionBanks"
    | "questionDrafts"
    | "rubricVersions"
    | "assignments"
    | "people"
    | "subjects"
    | "schools"
  >;
} & Clock;

import type { AssignmentDeps } from "../assignments/assignments.ts";
import type { AttemptStore } from "../attempts/store.ts";
import type { SchoolHome, TeacherLoad } from "../model/home/school_home.ts";
import { SharedWork } from "../process/shared_work.ts";
import type { Tables } from "../store/tables.ts";
import { KeyedMutex } from "../process/keyed_mutex.ts";

/** What home pages read; they write nothing but notices. */
export type HomeDeps = AssignmentDeps & {
  tables: Pick<Tables, "grades" | "accommodations" | "schools" | "subjects" | "years">;
  attempts: AttemptStore;
  figures: SchoolFigures;
};

/** Figures of whole schools, which go through every grade of a year: one is made at a time. */
export interface SchoolFigures {
  home: SharedWork<SchoolHome>;
  load: SharedWork<TeacherLoad>;
}

/** One for a process. */
export function schoolFigures(): SchoolFigures {
  const turns = new KeyedMutex();
  return { home: new SharedWork(turns), load: new SharedWork(turns) };
}

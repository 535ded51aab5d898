import type { Person, SchoolClass, Subject, Teaching } from "./people_schema.ts";

export interface TaughtSubject {
  teaching: Teaching;
  schoolClass: SchoolClass;
  subject: Subject;
}

/** A person with whom and what they belong to. Lists that do not fit the role are empty. */
export interface PersonFile {
  person: Person;
  /** A student's classes now, or a teacher's. */
  classes: SchoolClass[];
  teachings: TaughtSubject[];
  guardians: Person[];
  children: Person[];
  /** Per cent of extra time now, 0 for none; `null` for who is no student. */
  extraTimePercent: number | null;
  /** Their one-time password, where they have not chosen their own yet; `null` otherwise. */
  oneTime: { untilAt: number; isRunOut: boolean } | null;
  /** Ids of those classes, guardians and children whose pages the reader may open. */
  opens: ReadonlySet<string>;
  mayChange: boolean;
  mayReset: boolean;
  mayGrant: boolean;
}

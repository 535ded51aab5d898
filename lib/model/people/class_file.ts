import type { Person, SchoolClass, Subject, Teaching } from "./people_schema.ts";

export interface ClassLine {
  schoolClass: SchoolClass;
  yearName: string;
  /** `null`: none is named. */
  classTeacher: Person | null;
  studentCount: number;
}

export interface TaughtBy {
  teaching: Teaching;
  teacher: Person;
  subject: Subject;
}

export interface ClassFile extends ClassLine {
  /** By register number and name. */
  students: Person[];
  /** By subject. */
  teachings: TaughtBy[];
  mayChange: boolean;
  /** The user teaches here, and may give pupils new passwords. */
  teachesHere: boolean;
}

import type { SetupStep } from "../model/home/setup_step.ts";
import type { User } from "../access/user.ts";
import type { Tables } from "../store/tables.ts";
import {
  CLASSES_PATH,
  NEW_CLASS_PATH,
  NEW_PERSON_PATH,
  SUBJECTS_PATH,
  YEARS_PATH,
} from "../model/process/paths.ts";

export type SetupDeps = {
  tables: Pick<
    Tables,
    "years" | "subjects" | "people" | "classes" | "enrolments" | "teachings"
  >;
};

/** What a new school still needs before its teachers can set a test, in order. */
export async function setupProgress(
  { tables }: SetupDeps,
  { schoolId }: Pick<User, "schoolId">,
): Promise<SetupStep[]> {
  const [years, subjects, teachers, classes, students, teachings] = await Promise.all([
    tables.years.count("all", schoolId, [], 1),
    tables.subjects.count("all", schoolId, [], 1),
    tables.people.count("byRole", schoolId, ["teacher"], 1),
    tables.classes.count("all", schoolId, [], 1),
    tables.enrolments.count("byClass", schoolId, [], 1),
    tables.teachings.count("byClass", schoolId, [], 1),
  ]);
  return [
    {
      id: "year",
      label: "Add the school year",
      detail: "Classes belong to a year",
      href: YEARS_PATH,
      done: years > 0,
    },
    {
      id: "subjects",
      label: "Add the subjects",
      detail: "Such as Mathematics or Science",
      href: SUBJECTS_PATH,
      done: subjects > 0,
    },
    {
      id: "people",
      label: "Add the teachers",
      detail: "Each gets a one-time password",
      href: `${NEW_PERSON_PATH}?role=teacher`,
      done: teachers > 0,
    },
    {
      id: "classes",
      label: "Add the classes",
      detail: "With year and class teacher",
      href: NEW_CLASS_PATH,
      done: classes > 0,
    },
    {
      id: "students",
      label: "Put students into their classes",
      detail: "And add their guardians",
      href: CLASSES_PATH,
      done: students > 0,
    },
    {
      id: "teachings",
      label: "Say who teaches what",
      detail: "On the page of each class",
      href: CLASSES_PATH,
      done: teachings > 0,
    },
  ];
}

import { sortKey } from "../model/names/sort_key.ts";
import {
  AccommodationSchema,
  EnrolmentSchema,
  GuardianLinkSchema,
  type Person,
  PersonSchema,
  SchoolClassSchema,
  SchoolSchema,
  SubjectSchema,
  TeachingSchema,
  YearSchema,
} from "../model/people/people_schema.ts";
import { beginnings, personWords } from "./search_words.ts";
import { none, one, sameName, spec } from "../store/table_spec.ts";

/** What the school that the set-up makes claims. */
export const SET_UP = "set-up";

/** E-mail addresses and usernames are one name space over the installation. */
function signInNames(person: Person): string[] {
  return [person.email, person.username].flatMap((name) =>
    name === null ? [] : [name.toLowerCase()]
  );
}

/** A school, its people, and how they belong together. */
export const PEOPLE_TABLES = {
  schools: spec({
    name: "schools",
    schema: SchoolSchema,
    unique: {
      code: { values: (it) => [it.code], scope: "installation" },
      /** One school of the installation is made by the set-up. */
      setUp: { values: (it) => it.setUpBy === undefined ? [] : [SET_UP], scope: "installation" },
    },
    indexes: { all: { keys: (it) => one(sortKey(it.name)), scope: "installation" } },
  }),
  people: spec({
    name: "people",
    schema: PersonSchema,
    unique: { signInName: { values: signInNames, scope: "installation" } },
    indexes: {
      byRole: { keys: (it) => one(it.role, sortKey(it.name)) },
      byName: { keys: (it) => one(sortKey(it.name)) },
      /** Not yet let in. */
      pending: { keys: (it) => it.status === "pending" ? one(sortKey(it.name)) : [] },
      /** By the beginnings of words they are found by, among all and within their role. */
      byWord: {
        many: true,
        keys: (it) => {
          const key = sortKey(it.name);
          return beginnings(personWords(it)).flatMap((word) => [
            ["", word, key],
            [it.role, word, key],
          ]);
        },
      },
    },
  }),
  years: spec({
    name: "years",
    schema: YearSchema,
    unique: none,
    indexes: { all: { keys: (it) => one(it.fromAt) } },
  }),
  classes: spec({
    name: "classes",
    schema: SchoolClassSchema,
    unique: { name: { values: (it) => [`${it.yearId}/${sameName(it.name)}`] } },
    indexes: {
      all: { keys: (it) => one(sortKey(it.name)) },
      byClassTeacher: { keys: (it) => it.classTeacherId === null ? [] : one(it.classTeacherId) },
    },
  }),
  subjects: spec({
    name: "subjects",
    schema: SubjectSchema,
    unique: { name: { values: (it) => [sameName(it.name)] } },
    indexes: { all: { keys: (it) => one(sortKey(it.name)) } },
  }),
  teachings: spec({
    name: "teachings",
    schema: TeachingSchema,
    unique: { triple: { values: (it) => [`${it.teacherId}/${it.classId}/${it.subjectId}`] } },
    indexes: {
      byTeacher: { keys: (it) => one(it.teacherId) },
      byClass: { keys: (it) => one(it.classId) },
    },
  }),
  enrolments: spec({
    name: "enrolments",
    schema: EnrolmentSchema,
    unique: {
      current: { values: (it) => it.untilAt === null ? [`${it.studentId}/${it.classId}`] : [] },
    },
    indexes: {
      byStudent: { keys: (it) => one(it.studentId) },
      byClass: { keys: (it) => one(it.classId) },
    },
  }),
  guardianLinks: spec({
    name: "guardian_links",
    schema: GuardianLinkSchema,
    unique: { pair: { values: (it) => [`${it.guardianId}/${it.studentId}`] } },
    indexes: {
      byGuardian: { keys: (it) => one(it.guardianId) },
      byStudent: { keys: (it) => one(it.studentId) },
    },
  }),
  accommodations: spec({
    name: "accommodations",
    schema: AccommodationSchema,
    unique: none,
    indexes: { all: { keys: (it) => one(it.personId) } },
  }),
};

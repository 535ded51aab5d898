import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type {
  Accommodation,
  Enrolment,
  Person,
  SchoolClass,
} from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { isCurrent, taughtClasses } from "../access/relations.ts";
import { listAll } from "../store/store.ts";
import type { HomeDeps } from "./home_deps.ts";

/** Who a teacher's tests are for, read once for a whole page. */
export interface Audiences {
  /** Classes taught and classes that were given a test, by id. */
  classes: ReadonlyMap<string, SchoolClass>;
  /** Enrolled now, by class; suspended ones left out. */
  members: ReadonlyMap<string, readonly Enrolment[]>;
  people: ReadonlyMap<string, Person>;
  accommodations: ReadonlyMap<string, Accommodation>;
  /** A class's name, or "3 students". */
  label: (assignment: Assignment) => string;
  /** As short as a table needs it: "10 B". */
  short: (assignment: Assignment) => string;
  studentIds: (assignment: Assignment) => string[];
}

/** Reads the classes, members and rights behind `assignments` and of the classes the teacher has. */
export async function audiencesOf(
  deps: HomeDeps,
  user: User,
  assignments: readonly Assignment[],
): Promise<Audiences> {
  const { tables, now } = deps;
  const { schoolId } = user;
  const taught = await taughtClasses(deps, user);
  const given = assignments.flatMap(({ audience }) =>
    audience.kind === "class" ? audience.classId : []
  );
  const others = new Set(given).difference(new Set(taught.map(({ id }) => id)));
  const all = [...taught, ...await tables.classes.findMany(schoolId, [...others])];
  const lists = await Promise.all(
    all.map(({ id }) => listAll(tables.enrolments, "byClass", schoolId, [id])),
  );
  const current = lists.map((list) => list.filter((it) => isCurrent(it, now())));
  const ids = [...new Set(current.flat().map(({ studentId }) => studentId))];
  const [people, accommodations] = await Promise.all([
    tables.people.findMany(schoolId, ids),
    tables.accommodations.findMany(schoolId, [...new Set([...ids, ...named(assignments)])]),
  ]);
  const active = new Map(
    people.filter(({ status }) => status !== "suspended").map((it) => [it.id, it]),
  );
  const classes = new Map(all.map((it) => [it.id, it]));
  const members = new Map(
    all.map(({ id }, i) => [id, current[i]!.filter(({ studentId }) => active.has(studentId))]),
  );
  return {
    classes,
    members,
    people: active,
    accommodations: new Map(accommodations.map((it) => [it.id, it])),
    label: (it) => labelOf(it, classes),
    short: (it) => labelOf(it, classes, shortName),
    studentIds: ({ audience }) =>
      audience.kind === "people"
        ? audience.studentIds
        : members.get(audience.classId)?.map(({ studentId }) => studentId) ?? [],
  };
}

function named(assignments: readonly Assignment[]): string[] {
  return assignments.flatMap(({ audience }) =>
    audience.kind === "people" ? audience.studentIds : []
  );
}

/** A class's name, or "3 students". */
function labelOf(
  { audience }: Pick<Assignment, "audience">,
  classes: ReadonlyMap<string, SchoolClass>,
  nameOf = ({ name }: SchoolClass) => name,
): string {
  if (audience.kind === "class") {
    const it = classes.get(audience.classId);
    return it === undefined ? "A class" : nameOf(it);
  }
  const n = audience.studentIds.length;
  return n === 1 ? "1 student" : `${n} students`;
}

/** "10 B", where grade and section say it all. */
export function shortName({ name, grade, section }: SchoolClass): string {
  const short = `${grade} ${section}`.trim();
  return short !== "" && name === `Class ${short}` ? short : name;
}

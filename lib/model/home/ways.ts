import type { Audience } from "../assignments/assignment_schema.ts";
import type { Role } from "../people/people_schema.ts";
import type { NavId } from "./navigation.ts";
import {
  ACCOUNT_PATH,
  assignmentPath,
  childPath,
  CLASSES_PATH,
  classPath,
  PEOPLE_PATH,
  personPath,
  TESTS_PATH,
} from "../process/paths.ts";

/** A page that leads to others. */
export interface Way {
  href: string;
  label: string;
}

/** Where a page stands for its reader: what is current in the navigation, and what the page goes back to. */
export interface Place {
  current: NavId;
  back: Way;
}

const PEOPLE: Place = { current: "people", back: { href: PEOPLE_PATH, label: "People" } };
/** Teachers come to their pupils from a class. */
const CLASSES: Place = { current: "classes", back: { href: CLASSES_PATH, label: "Classes" } };

const PERSON_PLACES: Readonly<Record<Role, Place>> = {
  student: PEOPLE,
  teacher: CLASSES,
  parent: PEOPLE,
  principal: PEOPLE,
  "school_admin": PEOPLE,
  admin: PEOPLE,
};

/** Of the page of a person. */
export function personPlace(role: Role): Place {
  return PERSON_PLACES[role];
}

/** Of a student's lasting rights. */
export function rightsPlace(role: Role, { id, name }: { id: string; name: string }): Place {
  const places: Partial<Record<Role, Place>> = {
    student: { current: "account", back: { href: ACCOUNT_PATH, label: "Your account" } },
    parent: { current: "home", back: { href: childPath(id), label: name } },
  };
  const { current } = personPlace(role);
  return places[role] ?? { current, back: { href: personPath(id), label: name } };
}

/** Of a handed-in test as its student sees it, and whose it is in the reader's words. */
export function reviewPlace(
  role: Role,
  it: { assignmentId: string; studentId: string | null; studentName: string },
): Place & { who: string } {
  const { assignmentId, studentId, studentName } = it;
  const child = { href: childPath(studentId ?? ""), label: studentName };
  const places: Partial<Record<Role, Place & { who: string }>> = {
    student: { current: "tests", back: { href: TESTS_PATH, label: "Tests" }, who: "You" },
    parent: { current: "results", back: child, who: studentName },
  };
  const back = { href: assignmentPath(assignmentId, "results"), label: "Results" };
  return places[role] ?? { current: "tests", back, who: studentName };
}

/** Of a given test: a teacher's tests, for all others those of the class. */
export function testsPlace(role: Role, { audience }: { audience: Audience }): Place {
  const tests: Place = { current: "tests", back: { href: TESTS_PATH, label: "Tests" } };
  const places: Partial<Record<Role, Place>> = { teacher: tests };
  return places[role] ?? { ...CLASSES, back: classWay(audience) };
}

function classWay(audience: Audience): Way {
  if (audience.kind !== "class") return CLASSES.back;
  return { href: classPath(audience.classId, "tests"), label: "Tests of the class" };
}

/** Where staff go on from the address of a test; `null` for those who have no page of it. */
export function testWay(role: Role, assignmentId: string): string | null {
  const page = TEST_PAGES[role];
  return page === null ? null : assignmentPath(assignmentId, page);
}

const TEST_PAGES: Readonly<Record<Role, "room" | "results" | null>> = {
  student: null,
  teacher: "room",
  parent: null,
  principal: "results",
  "school_admin": "room",
  admin: null,
};

/** What is current in the log of who did what, which the office finds in its settings. */
export function auditNav(role: Role): NavId {
  return ({ admin: "audit" } as Partial<Record<Role, NavId>>)[role] ?? "settings";
}

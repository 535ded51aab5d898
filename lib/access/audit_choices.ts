import type { AuditChoices, Choice } from "../model/access/audit_choices.ts";
import { byName, inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";
import type { Role } from "../model/people/people_schema.ts";
import { isolated } from "../model/text/text_signs.ts";
import type { User } from "./user.ts";
import { INSTALLATION, listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export type AuditChoicesDeps = {
  tables: Pick<Tables, "people" | "classes" | "years" | "assignments">;
};

const STAFF: readonly Role[] = ["school_admin", "principal", "teacher", "admin"];
/** Of one role, and tests of one class. */
const MOST = 1_000;
const MOST_TESTS = 100;

export async function auditChoices(
  deps: AuditChoicesDeps,
  user: User,
  asked: {
    actorId?: string | undefined;
    classId?: string | undefined;
    assignmentId?: string | undefined;
  },
): Promise<AuditChoices> {
  const { schoolId } = user;
  const [actors, classes, tests] = await Promise.all([
    actorsOf(deps, schoolId, asked.actorId),
    schoolId === INSTALLATION ? [] : classesOf(deps, schoolId),
    testsOf(deps, schoolId, asked),
  ]);
  return { actors, classes, tests };
}

async function actorsOf(
  { tables }: AuditChoicesDeps,
  schoolId: string,
  asked: string | undefined,
): Promise<Choice[]> {
  const pages = await Promise.all([
    ...STAFF.map((role) => tables.people.list("byRole", schoolId, [role], { limit: MOST })),
    tables.people.findMany(schoolId, asked === undefined ? [] : [asked]).then((items) => ({
      items,
    })),
  ]);
  const people = new Map(pages.flatMap(({ items }) => items).map((it) => [it.id, it]));
  return byName([...people.values()], ({ name }) => name)
    .map(({ id, name }) => ({ value: id, label: name }));
}

async function classesOf({ tables }: AuditChoicesDeps, schoolId: string): Promise<Choice[]> {
  const [years, classes] = await Promise.all([
    listAll(tables.years, "all", schoolId, [], { reverse: true }),
    listAll(tables.classes, "all", schoolId, []),
  ]);
  const place = new Map(years.map(({ id }, i) => [id, i]));
  const sorted = inOrder(
    classes,
    ({ yearId, name }) => [place.get(yearId) ?? years.length, sortKey(name)],
  );
  return sorted.map(({ id, name, yearId }) => {
    const year = years[place.get(yearId) ?? years.length];
    return { value: id, label: [name, ...year ? [year.name] : []].map(isolated).join(", ") };
  });
}

async function testsOf(
  { tables }: AuditChoicesDeps,
  schoolId: string,
  { classId, assignmentId }: { classId?: string | undefined; assignmentId?: string | undefined },
): Promise<Choice[]> {
  const [listed, found] = await Promise.all([
    classId === undefined
      ? { items: [] }
      : tables.assignments.list("byClass", schoolId, [classId], {
        reverse: true,
        limit: MOST_TESTS,
      }),
    tables.assignments.findMany(schoolId, assignmentId === undefined ? [] : [assignmentId]),
  ]);
  const tests = new Map([...found, ...listed.items].map((it) => [it.id, it]));
  return [...tests.values()].map(({ id, title }) => ({ value: id, label: title }));
}

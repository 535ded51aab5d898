import type { OfficeHome } from "../model/home/office_home.ts";
import { ROLE_NAMES } from "../model/home/navigation.ts";
import type { User } from "../access/user.ts";
import { type SetupDeps, setupProgress } from "../people/setup_progress.ts";
import { CLASSES_PATH, PEOPLE_PATH } from "../model/process/paths.ts";

/** How many people the page names. */
const NAMED = 10;
/** Above this nobody counts. */
const MANY = 100_000;

/** What a school still needs, and who was added and not yet let in. */
export async function officeHome(deps: SetupDeps, user: User): Promise<OfficeHome> {
  const { people } = deps.tables;
  const [steps, counts, { items }, pendingCount] = await Promise.all([
    setupProgress(deps, user),
    countsOf(deps, user),
    people.list("pending", user.schoolId, [], { limit: NAMED }),
    people.count("pending", user.schoolId, []),
  ]);
  return {
    steps,
    pending: items.map(({ id, name, role }) => ({ id, name, role: ROLE_NAMES[role] })),
    pendingCount,
    counts,
  };
}

const COUNTED = [["student", "Students"], ["parent", "Guardians"], [
  "teacher",
  "Teachers",
]] as const;

async function countsOf({ tables }: SetupDeps, { schoolId }: User): Promise<OfficeHome["counts"]> {
  const people = COUNTED.map(([role]) => tables.people.count("byRole", schoolId, [role], MANY));
  const classes = tables.classes.count("all", schoolId, [], MANY);
  const counts = await Promise.all([...people, classes]);
  const shown = [
    ...COUNTED.map(([role, label]) => ({ label, href: `${PEOPLE_PATH}?role=${role}` })),
    { label: "Classes", href: CLASSES_PATH },
  ];
  return shown.map((it, i) => ({ ...it, count: counts[i]! }));
}

import type { Clock } from "../process/clock.ts";
import type { User } from "../access/user.ts";
import type { TimeStyle } from "../model/text/format.ts";
import { unreadCount } from "../notices/notices.ts";
import { INSTALLATION } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export type ShellDeps = { tables: Pick<Tables, "schools" | "notices" | "guardianLinks"> } & Clock;

/** What the frame around every page of a signed-in person says. */
export interface ShellFacts {
  schoolName: string;
  timeZone: string;
  /** The school was made by the demo seed. */
  demo: boolean;
  /** Unread notices, counted up to 99. */
  unread: number;
}

const PRODUCT = "PersonalLearningPro";

export async function shellFacts(deps: ShellDeps, user: User): Promise<ShellFacts> {
  if (user.schoolId === INSTALLATION) return { ...await schoolFacts(deps, user), unread: 0 };
  const [school, unread] = await Promise.all([
    schoolFacts(deps, user),
    unreadCount(deps, user),
  ]);
  return { ...school, unread };
}

/** The same without what has to be counted. */
export async function schoolFacts(
  { tables }: Pick<ShellDeps, "tables">,
  { schoolId }: Pick<User, "schoolId">,
): Promise<Omit<ShellFacts, "unread">> {
  const school = schoolId === INSTALLATION
    ? null
    : await tables.schools.find({ schoolId, id: schoolId });
  return {
    schoolName: school?.name ?? PRODUCT,
    timeZone: school?.timeZone ?? "UTC",
    demo: school?.demo ?? false,
  };
}

/** How dates and figures read for this person: own language, the school's zone. */
export async function styleOf(
  { tables }: Pick<ShellDeps, "tables">,
  user: User,
): Promise<TimeStyle> {
  const school = await tables.schools.find({ schoolId: user.schoolId, id: user.schoolId });
  return { locale: user.locale, timeZone: school?.timeZone ?? "UTC" };
}

import { formatTime } from "../model/text/format.ts";
import { DomainError } from "../model/process/errors.ts";
import type { User } from "../access/user.ts";
import type { Tables } from "../store/tables.ts";

type NameDeps = { tables: Pick<Tables, "people" | "schools"> };

/** A save that would have written over someone's newer one. `detail` is what stands now: `by`, `at` and the rest. */
export async function staleError(
  { tables }: NameDeps,
  user: User,
  { byId, at, now }: { byId: string; at: number; now: Readonly<Record<string, unknown>> },
): Promise<DomainError> {
  const [person, school] = await Promise.all([
    tables.people.find({ schoolId: user.schoolId, id: byId }),
    tables.schools.find({ schoolId: user.schoolId, id: user.schoolId }),
  ]);
  const by = byId === user.id ? "You" : person?.name ?? "Somebody";
  const clock = formatTime(at, { locale: user.locale, timeZone: school?.timeZone ?? "UTC" });
  const message = `${by} changed this at ${clock}${byId === user.id ? " in another window" : ""}`;
  return new DomainError("conflict", message, { reason: "stale", detail: { by, at, ...now } });
}

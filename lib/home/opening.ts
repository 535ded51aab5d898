import { z } from "zod";
import { jobKind } from "../jobs/kinds.ts";
import type { Every } from "../jobs/schedules.ts";
import { audienceOf, overridesOf } from "../assignments/assignments.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { windowOf } from "../attempts/deadline.ts";
import type { Person, School } from "../model/people/people_schema.ts";
import { notify } from "../notices/notices.ts";
import { pastFailures } from "../process/past_failures.ts";
import { INSTALLATION, listAll } from "../store/store.ts";
import type { HomeDeps } from "./home_deps.ts";

/** How long before its opening a test is told. */
export const OPENING_MS = 24 * 3_600_000;

/**
 * Tells every student of every school once which tests open for them within 24 hours. Called again it changes nothing.
 *
 * @returns How many notices stand after it, old and new.
 */
export async function tellOpening(deps: HomeDeps): Promise<number> {
  const { tables, now } = deps;
  let told = 0;
  for (const school of await listAll(tables.schools, "all", INSTALLATION, [])) {
    const coming = await listAll(tables.assignments, "all", school.id, [], {
      from: now() + 1,
      before: now() + OPENING_MS + 1,
    });
    await pastFailures(deps, coming.filter(({ cancelledAt }) => cancelledAt === null), {
      where: "opening notices",
      nameOf: ({ id }) => id,
      work: async (assignment) => {
        told += await tellOne(deps, school, assignment);
      },
    });
  }
  return told;
}

async function tellOne(deps: HomeDeps, school: School, assignment: Assignment): Promise<number> {
  const students = await audienceOf(deps, assignment);
  const overrides = await overridesOf(deps, assignment);
  let told = 0;
  const tell = async ({ id }: Person) => {
    const override = overrides.get(id) ?? null;
    const { opensAt } = windowOf({ assignment, override, accommodation: null }, deps.now());
    if (override?.excused || opensAt > deps.now() + OPENING_MS) return;
    await notify(deps, {
      schoolId: school.id,
      personId: id,
      kind: "opening",
      cause: assignment.id,
      about: { assignmentId: assignment.id },
    });
    told++;
  };
  await pastFailures(deps, students, {
    where: "opening notices",
    nameOf: ({ name }) => name,
    work: tell,
  });
  return told;
}

/** A round of {@linkcode tellOpening}. */
export const TELL_OPENING = jobKind({ name: "notices.opening", input: z.object({}) });
export const TELL_OPENING_EVERY: Every = { everyMs: 5 * 60_000, atStart: true };

/** A demo student's sitting as the student's page plays it: start, saves, hand-in. */
import { submit } from "../../lib/attempts/hand_in.ts";
import { claimWriter, readPush, saveEvents } from "../../lib/attempts/save.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { ACCOMMODATIONS } from "../content/people.ts";
import { diceFrom } from "../content/seeded.ts";
import type { Sitting } from "../content/sittings.ts";
import { MINUTE } from "../content/test_shapes.ts";
import { eventsOf, submissionOf, writerIdOf } from "./page.ts";
import type { SeededAssignment } from "./tests.ts";
import { requireIn, type SeedDeps, type Step, type World } from "./world.ts";

/** A sitting with its attempt's id, there once it was started. */
export interface Sat {
  sitting: Sitting;
  attemptId: string;
}

/** Answers that a page saves at a time. */
const BATCH = 9;

/** @param now When the seed runs: whoever still writes was just seen. */
export function sittingSteps(world: World, it: SeededAssignment, sat: Sat, now: number): Step[] {
  const { student, startedAt, handedInAt, answers, flagged } = sat.sitting;
  const dice = diceFrom(`nilgiri/page/${it.of.test.key}/${student.username}`);
  const label = dice.next() < 0.3 ? "phone" as const : "computer" as const;
  const writerId = writerIdOf(it.of.test, student);
  const user = requireIn(world.users, student.username);
  const lastAt = handedInAt ?? now - Math.round((2 + 50 * dice.next()) * 1_000);
  const batches = Math.ceil((answers.length + flagged.length) / BATCH);
  return [
    {
      at: startedAt,
      run: async (deps) => {
        const { attempt } = await startAttempt(deps, { user, assignmentId: it.id });
        sat.attemptId = attempt.id;
        await claimWriter(deps, { user, attemptId: attempt.id, writerId, label });
      },
    },
    ...Array.from({ length: batches }, (_, i) => ({
      at: Math.round(startedAt + (lastAt - startedAt) * (i + 1) / batches),
      run: (deps: SeedDeps) => {
        const events = eventsOf(it.of.test, sat.sitting).slice(i * BATCH, (i + 1) * BATCH);
        const batch = { writerId, follows: [], events };
        return saveEvents(deps, { user, attemptId: sat.attemptId, batch });
      },
    })),
    ending(world, it, sat, now),
  ];
}

/** A hand-in; a page still open; or, where the student forgot to hand in, the product's hand-in at the end of time. */
function ending(world: World, it: SeededAssignment, sat: Sat, now: number): Step {
  const { student, startedAt, handedInAt } = sat.sitting;
  const user = requireIn(world.users, student.username);
  if (handedInAt === null) {
    return { at: now - 1_000, run: (deps) => readPush(deps, user, sat.attemptId) };
  }
  if (forgot(it, sat)) {
    const { closesAt, demo: { limitMs } } = it;
    const endAt = Math.min(startedAt + (limitMs ?? Infinity), closesAt ?? Infinity);
    return { at: endAt + MINUTE + 2_000, run: (deps) => readPush(deps, user, sat.attemptId) };
  }
  return {
    at: handedInAt + 1_000,
    run: (deps) => {
      const submission = submissionOf(it.of.test, sat.sitting);
      return submit(deps, { user, attemptId: sat.attemptId, submission });
    },
  };
}

/** In a test that waits for its release, one student in twelve relies on the clock. */
function forgot({ of: { test } }: SeededAssignment, { sitting: { student } }: Sat): boolean {
  if (test.stage !== "closed" || Number(student.rollNumber) % 12 !== 5) return false;
  return !ACCOMMODATIONS.some((it) => it.student === student.username);
}

/** A demo student's sitting as the student's page plays it: start, saves, hand-in. */
import { headOf, submit } from "../../lib/attempts/hand_in.ts";
import { claimWriter, readPush, saveEvents } from "../../lib/attempts/save.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { shortId } from "../../lib/ids.ts";
import type { ClientEvent } from "../../lib/model/attempt_wire_schema.ts";
import { ACCOMMODATIONS } from "../demo/people.ts";
import { diceFrom } from "../demo/seeded.ts";
import type { Sitting } from "../demo/sittings.ts";
import { MINUTE } from "../demo/test_shapes.ts";
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
  const writerId = shortId() + shortId();
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
        const events = eventsOf(it, sat.sitting).slice(i * BATCH, (i + 1) * BATCH);
        const batch = { writerId, follows: [], events };
        return saveEvents(deps, { user, attemptId: sat.attemptId, batch });
      },
    })),
    ending(world, it, sat, { writerId, now }),
  ];
}

/** Answers and flags in the order of the test, each over nothing before. */
function eventsOf({ of: { slotIds } }: SeededAssignment, sitting: Sitting): ClientEvent[] {
  const responses = new Map(sitting.answers.map(([key, { response }]) => [key, response]));
  const events = [...slotIds].flatMap(([key, slotId]) => {
    const response = responses.get(key) ?? null;
    return [
      ...(response === null ? [] : [{ type: "answered" as const, slotId, response, base: 0 }]),
      ...(sitting.flagged.includes(key) ? [{ type: "flagged" as const, slotId, on: true }] : []),
    ];
  });
  return events.map((event, i) => ({ ...event, n: i + 1 }));
}

/** A hand-in; a page still open; or, where the student forgot to hand in, the product's hand-in at the end of time. */
function ending(
  world: World,
  it: SeededAssignment,
  sat: Sat,
  { writerId, now }: { writerId: string; now: number },
): Step {
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
      const events = eventsOf(it, sat.sitting);
      const heads = Object.fromEntries(
        events.flatMap((event) =>
          event.type === "answered" ? [[event.slotId, headOf(event.response)]] : []
        ),
      );
      const submission = { writerId, n: events.length, heads };
      return submit(deps, { user, attemptId: sat.attemptId, submission });
    },
  };
}

/** In a test that waits for its release, one student in twelve relies on the clock. */
function forgot({ of: { test } }: SeededAssignment, { sitting: { student } }: Sat): boolean {
  if (test.stage !== "closed" || Number(student.rollNumber) % 12 !== 5) return false;
  return !ACCOMMODATIONS.some((it) => it.student === student.username);
}

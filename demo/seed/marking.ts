/** What teachers of the demo school marked by hand. */
import { markAnswer } from "../../lib/marking/mark_answer.ts";
import { requireQuestion } from "../content/questions/all.ts";
import { levelsFor, RUBRICS } from "../content/rubrics.ts";
import { MINUTE } from "../content/test_shapes.ts";
import { questionsOf, slotIdOf } from "./page.ts";
import type { Sat } from "./sittings.ts";
import type { SeededAssignment } from "./tests.ts";
import { requireIn, type SeedDeps, type Step, type World } from "./world.ts";

/** A teacher begins so long after the end of the test, and takes so long for one answer. */
const AFTER_MS = 180 * MINUTE;
const EACH_MS = 40_000;

/** Marks of the sittings that the demo has marked, one after another. */
export function markingSteps(world: World, it: SeededAssignment, sittings: readonly Sat[]): Step[] {
  const { closesAt, of: { test } } = it;
  const essays = questionsOf(test).filter((key) => requireQuestion(key).content.kind === "essay");
  if (closesAt === null) return [];
  return sittings.filter(({ sitting }) => sitting.marked).flatMap((sat) =>
    sat.sitting.answers.filter(([key]) => essays.includes(key))
      .map(([key, { quality }]) => ({ sat, key, quality: quality ?? 0 }))
  ).map((answer, i) => ({
    at: closesAt + AFTER_MS + i * EACH_MS,
    run: (deps) => mark(deps, world, { it, ...answer }),
  }));
}

interface EssayAnswer {
  sat: Sat;
  key: string;
  quality: number;
}

async function mark(
  deps: SeedDeps,
  { users }: World,
  { it: { of, demo }, sat, key, quality }: EssayAnswer & { it: SeededAssignment },
): Promise<void> {
  const { rubric } = requireQuestion(key);
  const items = rubric === null ? undefined : RUBRICS[rubric];
  if (items === undefined) throw new Error(`Cannot mark "${key}": it has no rubric`);
  await markAnswer(deps, {
    user: requireIn(users, demo.teacher),
    attemptId: sat.attemptId,
    slotId: slotIdOf(of.test, key),
    rev: 0,
    mark: null,
    rubric: levelsFor(items, quality),
    comment: commentOn(quality),
  });
}

/** Teachers write to the best and to those who need help. */
function commentOn(quality: number): string {
  if (quality >= 0.9) return "Clear and complete. Well done.";
  return quality <= 0.3
    ? "Read the question again and tell me what it asks for. Then write it once more."
    : "";
}

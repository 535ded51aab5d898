/** The demo school's tests, from the first draft to the release. */
import { assign } from "../../lib/assignments/assignments.ts";
import { changeExam, type SectionInput, setEditors } from "../../lib/exams/change.ts";
import { createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { release } from "../../lib/marking/release.ts";
import type { AssignmentRules } from "../../lib/model/assignments/assignment_schema.ts";
import { PRACTICE_REVIEW, TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { fixedId } from "../content/seeded.ts";
import { sittingsOf } from "../content/sittings.ts";
import {
  DAY,
  type DemoAssignment,
  type DemoTest,
  instantOf,
  MINUTE,
} from "../content/test_shapes.ts";
import { markingSteps } from "./marking.ts";
import { slotIdOf } from "./page.ts";
import { exceptionSteps, messageSteps } from "./room.ts";
import { sittingSteps } from "./sittings.ts";
import { play, requireIn, type SeedDeps, type Step, type World } from "./world.ts";

/** A test; `examId` is there once it is written. */
export interface SeededTest {
  test: DemoTest;
  examId: string;
}

/** One assignment of a test; `id` is there once it happened. */
export interface SeededAssignment {
  of: SeededTest;
  demo: DemoAssignment;
  id: string;
  opensAt: number;
  closesAt: number | null;
}

/** Everything that happened to a test until `now`. What belongs to one assignment touches no other. */
export async function seedTest(world: World, test: DemoTest, now: number): Promise<void> {
  const seeded: SeededTest = { test, examId: "" };
  const given = test.assignments.map((demo) => ({
    of: seeded,
    demo,
    id: "",
    opensAt: instantOf(demo.opens, now),
    closesAt: demo.closes === null ? null : instantOf(demo.closes, now),
  }));
  const publish = given.length > 0;
  const firstOpensAt = Math.min(now, ...given.map(({ opensAt }) => opensAt));
  await writeTest(world.at(firstOpensAt - (publish ? 9 : 2) * DAY), world, { seeded, publish });
  await Promise.all(given.map((it) => play(world, assignmentSteps(world, it, now), now)));
}

async function writeTest(
  deps: SeedDeps,
  world: World,
  { seeded, publish }: { seeded: SeededTest; publish: boolean },
): Promise<void> {
  const { title, description, subject, owner, editors, instructions } = seeded.test;
  const user = requireIn(world.users, owner);
  const subjectId = requireIn(world.subjectIds, subject);
  const { id: examId } = await createExam(deps, { user, title, description, subjectId });
  const change = { instructions, sections: sectionsOf(world, seeded) };
  const { draftRev } = await changeExam(deps, { user, examId, draftRev: 0, change });
  const editorIds = editors.map((it) => requireIn(world.users, it).id);
  if (editorIds.length > 0) await setEditors(deps, { user, examId, editorIds });
  if (publish) await publishExam(deps, { user, examId, draftRev });
  seeded.examId = examId;
}

function sectionsOf({ questionIds }: World, { test }: SeededTest): SectionInput[] {
  return test.sections.map(({ title, intro, shuffle, slots }, i) => ({
    id: fixedId(`${test.key}/section ${i}`),
    title,
    intro,
    shuffle,
    slots: slots.map(({ question, maxMark }) => ({
      slotId: slotIdOf(test, question),
      questionId: requireIn(questionIds, question),
      maxMark,
    })),
  }));
}

function assignmentSteps(world: World, it: SeededAssignment, now: number): Step[] {
  const { demo, opensAt } = it;
  const user = requireIn(world.users, demo.teacher);
  const sittings = sittingsOf(it.of.test, demo, now).map((sitting) => ({ sitting, attemptId: "" }));
  const steps: Step[] = [
    {
      at: opensAt - (demo.practice ? 30 * MINUTE : 4 * DAY),
      run: async (deps) => {
        const classId = requireIn(world.classIds, demo.classKey);
        const { id } = await assign(deps, {
          user,
          examId: it.of.examId,
          audience: { kind: "class", classId },
          rules: rulesOf(it),
        });
        it.id = id;
      },
    },
    ...sittings.flatMap((sat) => sittingSteps(world, it, sat, now)),
    ...exceptionSteps(world, it, now),
    ...messageSteps(world, it, { sittings, now }),
    ...markingSteps(world, it, sittings),
  ];
  if (demo.released === null) return steps;
  const at = instantOf(demo.released, now);
  const run = (deps: SeedDeps) => release(deps, { user, assignmentId: it.id, partial: false });
  return [...steps, { at, run }];
}

function rulesOf({ demo, opensAt, closesAt }: SeededAssignment): AssignmentRules {
  const { limitMs, attemptsAllowed, practice, anonymous } = demo;
  return {
    opensAt,
    closesAt,
    limitMs,
    graceMs: MINUTE,
    lateStart: "cut",
    attemptsAllowed,
    counts: "best",
    onExpiry: "submit",
    negative: false,
    anonymous,
    practice,
    review: practice ? PRACTICE_REVIEW : TEST_REVIEW,
  };
}

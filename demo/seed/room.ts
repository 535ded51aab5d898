/** What teachers of the demo school did beside the test: make-ups, excuses, more time, words to the room. */
import { setException } from "../../lib/assignments/exceptions.ts";
import { markSeen } from "../../lib/attempts/save.ts";
import { newId } from "../../lib/process/ids.ts";
import { runRoomCommand } from "../../lib/assignments/room_commands.ts";
import { EXCEPTIONS, MESSAGES } from "../content/exceptions.ts";
import { instantOf } from "../content/test_shapes.ts";
import type { Sat } from "./sittings.ts";
import type { SeededAssignment } from "./tests.ts";
import { requireIn, type SeedDeps, type Step, type World } from "./world.ts";

export function exceptionSteps(world: World, it: SeededAssignment, now: number): Step[] {
  const { demo, of: { test } } = it;
  return EXCEPTIONS.filter(({ of, classKey }) => of === test.key && classKey === demo.classKey)
    .map(({ student, given, opens, closes, extraMs, excused, makeUp, reason }) => ({
      at: instantOf(given, now),
      run: (deps) =>
        setException(deps, {
          user: requireIn(world.users, demo.teacher),
          assignmentId: it.id,
          studentId: requireIn(world.users, student(test, demo).username).id,
          exception: {
            opensAt: opens === null ? null : instantOf(opens, now),
            closesAt: closes === null ? null : instantOf(closes, now),
            limitMs: null,
            attemptsAllowed: null,
            extraMs,
            excused,
            makeUp,
            reason,
          },
          rev: null,
        }),
    }));
}

export function messageSteps(
  world: World,
  it: SeededAssignment,
  { sittings, now }: { sittings: readonly Sat[]; now: number },
): Step[] {
  const { demo, of: { test } } = it;
  return MESSAGES.filter(({ of, classKey }) => of === test.key && classKey === demo.classKey)
    .flatMap(({ sent, text, unseen }) => {
      const commandId = newId();
      const command = { kind: "message" as const, commandId, studentIds: null, text };
      const user = requireIn(world.users, demo.teacher);
      const at = instantOf(sent, now);
      const readers = sittings.filter(({ sitting }) => sitting.handedInAt === null).slice(unseen);
      return [
        {
          at,
          run: (deps: SeedDeps) => runRoomCommand(deps, { user, assignmentId: it.id, command }),
        },
        ...readers.map((sat, i) => ({
          at: at + 3_000 + i * 700,
          run: (deps: SeedDeps) => markSeen(deps, seenBy(world, sat, commandId)),
        })),
      ];
    });
}

function seenBy({ users }: World, { sitting, attemptId }: Sat, entryId: string) {
  return { user: requireIn(users, sitting.student.username), attemptId, entryId };
}

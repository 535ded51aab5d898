import assert from "node:assert/strict";
import { anOverride, aRight } from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  write,
} from "../../tests/worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import type { Attention } from "../model/home/teacher_home.ts";
import { teacherHome } from "./teacher_home.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `as1` and `as2` closed within 14 days; everyone but `st3` to `st7` handed in both. */
async function withMissed(check: (test: TestApp, world: MarkingWorld) => Promise<void>) {
  using test = await testApp();
  const world = await markingWorld(test);
  await test.deps.tables.assignments.insert(anAssignment({ id: "as2" }));
  for (const assignmentId of ["as1", "as2"]) {
    for (const id of CLASS_OF.filter((it) => !/^st[3-7]$/.test(it))) {
      await world.handIn(id, { sc: choose("a") }, { assignmentId });
    }
  }
  test.setNow(T0 + 13 * DAY);
  await check(test, world);
}

const missed = (rows: readonly Attention[]) =>
  rows.filter(({ reason }) => reason.kind === "missed").map(({ studentId }) => studentId).sort();

Deno.test("teacherHome() names who missed two tests, but not the excused, the late joiner, or who began", async () => {
  await withMissed(async ({ deps }, world) => {
    const { overrides, enrolments } = deps.tables;
    await overrides.insert(
      anOverride({ id: "as2-st4", assignmentId: "as2", studentId: "st4", excused: true }),
    );
    const makeUp = { opensAt: T0 + 12 * DAY, closesAt: T0 + 14 * DAY };
    await overrides.insert(anOverride({ id: "as1-st5", studentId: "st5", ...makeUp }));
    await enrolments.update(
      { schoolId: "s1", id: "en-st6" },
      (it) => ({ ...it, fromAt: T0 + HOUR }),
    );
    await world.handIn("st7", {}, { assignmentId: "as2", open: true });
    const { attention } = await teacherHome(deps, world.user("t1"));
    assert.deepEqual(missed(attention), ["st3"]);
    assert.deepEqual(attention[0], {
      studentId: "st3",
      name: "Person st3",
      className: "10 A",
      reason: { kind: "missed", count: 2 },
    });
  });
});

Deno.test("teacherHome() forgets missed tests after 14 days", async () => {
  await withMissed(async (test, world) => {
    assert.equal(missed((await teacherHome(test.deps, world.user("t1"))).attention).length, 5);
    test.setNow(T0 + HOUR + 14 * DAY + 1);
    assert.deepEqual((await teacherHome(test.deps, world.user("t1"))).attention, []);
  });
});

Deno.test("teacherHome() tells an end of extra time, of larger print nothing", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const { accommodations } = test.deps.tables;
  const validToAt = T0 + 5 * DAY;
  await accommodations.insert(aRight({ validToAt }));
  await accommodations.insert(aRight({ id: "st2", personId: "st2", timeFactor: 1, validToAt }));
  const { attention } = await teacherHome(test.deps, world.user("t1"));
  assert.deepEqual(attention.map(({ studentId, reason }) => [studentId, reason]), [
    ["st1", { kind: "extra_time", endsAt: validToAt }],
  ]);
});

Deno.test("teacherHome() is about the teacher's own tests alone", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Because") });
  const own = await teacherHome(test.deps, world.user("t1"));
  assert.deepEqual(own.marking.map(({ toMark, audience }) => [toMark, audience]), [[1, "10 A"]]);
  assert.equal(own.running.length, 1);
  assert.equal(own.running[0]!.handedIn, 1);
  const other = await teacherHome(test.deps, world.user("t4"));
  assert.deepEqual(other, {
    running: [],
    marking: [],
    next: [],
    released: [],
    attention: [],
    hasExams: false,
  });
});

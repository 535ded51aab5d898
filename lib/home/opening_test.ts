import assert from "node:assert/strict";
import { anOverride } from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { CLASS_OF, markingWorld } from "../../tests/worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { shownNotices } from "../notices/shown_notices.ts";
import { OPENING_MS, tellOpening } from "./opening.ts";

const STYLE = { locale: "en-IN", timeZone: "Asia/Kolkata" };

/** Titles of the opening notices of each student of class `c1` who has any. */
async function notices({ deps }: TestApp): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const id of CLASS_OF) {
    const user = { id, schoolId: "s1", role: "student" as const, name: "", locale: "en-IN" };
    const { items } = await shownNotices(deps, user, { after: undefined, style: STYLE });
    const titles = items.filter(({ kind }) => kind === "opening").map(({ title }) => title);
    if (titles.length > 0) found.set(id, titles);
  }
  return found;
}

async function withExam(
  overrides: Partial<Assignment>,
  check: (test: TestApp) => Promise<void>,
): Promise<void> {
  using test = await testApp();
  await markingWorld(test);
  const opensAt = T0 + OPENING_MS;
  await test.deps.tables.assignments.insert(
    anAssignment({ id: "as2", opensAt, closesAt: opensAt + 3_600_000, ...overrides }),
  );
  await check(test);
}

Deno.test("tellOpening() tells every student of the audience once", async () => {
  await withExam({}, async (test) => {
    assert.equal(await tellOpening(test.deps), CLASS_OF.length);
    assert.equal(await tellOpening(test.deps), CLASS_OF.length);
    const told = await notices(test);
    assert.equal(told.size, CLASS_OF.length);
    assert.deepEqual(told.get("st1"), ["Opens Tue 24 Nov, 11:00: Light"]);
  });
});

Deno.test("tellOpening() leaves a read notice read", async () => {
  await withExam({}, async (test) => {
    await tellOpening(test.deps);
    const { tables } = test.deps;
    const { items: [notice] } = await tables.notices.list("byPerson", "s1", ["st1"]);
    await tables.notices.update(notice!, (it) => ({ ...it, readAt: T0 }));
    await tellOpening(test.deps);
    assert.equal((await tables.notices.find(notice!))?.readAt, T0);
    assert.deepEqual(notice!.about, { assignmentId: "as2" });
  });
});

Deno.test("tellOpening() is silent a moment too early, after the opening, and about cancelled tests", async () => {
  const opensAt = T0 + OPENING_MS + 1;
  const silent: Partial<Assignment>[] = [{ opensAt }, { opensAt: T0 }, { cancelledAt: T0 }];
  assert.equal(silent.length, 3);
  for (const overrides of silent) {
    await withExam({ ...overrides, closesAt: null }, async (test) => {
      assert.equal(await tellOpening(test.deps), 0);
    });
  }
});

Deno.test("tellOpening() minds exceptions: the excused and those who sit it later hear nothing", async () => {
  await withExam({}, async (test) => {
    const { overrides } = test.deps.tables;
    const later = { opensAt: T0 + 2 * OPENING_MS, closesAt: T0 + 3 * OPENING_MS };
    const row = (studentId: string) => ({ id: `as2-${studentId}`, assignmentId: "as2", studentId });
    await overrides.insert(anOverride({ ...row("st1"), excused: true }));
    await overrides.insert(anOverride({ ...row("st2"), ...later }));
    await tellOpening(test.deps);
    const told = await notices(test);
    assert.equal(told.size, CLASS_OF.length - 2);
    assert.ok(!told.has("st1") && !told.has("st2"));
  });
});

Deno.test("openings are told when the server starts", async () => {
  await withExam({}, async (test) => {
    test.deps.jobs.start();
    await test.deps.jobs.idle();
    await test.deps.jobs.stop();
    assert.equal((await notices(test)).size, CLASS_OF.length);
  });
});

import assert from "node:assert/strict";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { choose, markingWorld } from "../../tests/worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import { TEST_REVIEW } from "../review/review_fields.ts";
import { ownExams } from "./own_exams.ts";

const HOUR = 3_600_000;

async function kinds({ deps }: TestApp, id: string): Promise<[string, string][]> {
  const exams = await ownExams(deps, { id, schoolId: "s1" });
  return exams.map(({ assignmentId, state }) => [assignmentId, state.kind]);
}

Deno.test("ownExams() lists by opening, and leaves cancelled tests and those of others out", async () => {
  using test = await testApp();
  await markingWorld(test);
  const { assignments } = test.deps.tables;
  const people = (studentIds: string[]) => ({ kind: "people" as const, studentIds });
  await assignments.insert(anAssignment({ id: "later", opensAt: T0 + 9 * HOUR, closesAt: null }));
  await assignments.insert(
    anAssignment({ id: "mine", opensAt: T0 - 1, audience: people(["st1"]) }),
  );
  await assignments.insert(anAssignment({ id: "yours", audience: people(["st2"]) }));
  await assignments.insert(anAssignment({ id: "cancelled", cancelledAt: T0 }));
  assert.deepEqual(await kinds(test, "st1"), [
    ["mine", "open"],
    ["as1", "open"],
    ["later", "scheduled"],
  ]);
  assert.deepEqual(await kinds(test, "stx"), []);
});

Deno.test("ownExams() keeps what a leaver handed in, and reproaches a joiner with nothing", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a") });
  const { enrolments } = test.deps.tables;
  const at = (id: string) => ({ schoolId: "s1", id: `en-${id}` });
  await enrolments.update(at("st1"), (it) => ({ ...it, untilAt: T0 + 1 }));
  await enrolments.update(at("st2"), (it) => ({ ...it, fromAt: T0 + HOUR }));
  test.setNow(T0 + 2 * HOUR);
  assert.deepEqual(await kinds(test, "st1"), [["as1", "handed_in"]]);
  assert.deepEqual(await kinds(test, "st2"), []);
  assert.deepEqual(await kinds(test, "st3"), [["as1", "missed"]]);
});

Deno.test("ownExams() shows marks at the close only once nobody can sit the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await test.deps.tables.assignments.update(
    await world.assignment(),
    (it) => ({ ...it, review: { ...TEST_REVIEW, mark: "closed" as const } }),
  );
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("st2", {}, { open: true });
  test.setNow(T0 + HOUR - 1);
  assert.deepEqual(await kinds(test, "st1"), [["as1", "handed_in"]]);
  test.setNow(T0 + HOUR);
  assert.deepEqual(await kinds(test, "st1"), [["as1", "handed_in"]]);
  const { attempts } = test.deps;
  await attempts.append({ schoolId: "s1", id: "at-st2" }, [], () => ({
    events: [{
      at: T0 + HOUR,
      actor: { kind: "clock", id: null },
      writerId: null,
      n: null,
      late: false,
      data: { type: "submitted", by: "clock" },
    }],
    result: undefined,
  }));
  assert.deepEqual(await kinds(test, "st1"), [["as1", "result"]]);
});

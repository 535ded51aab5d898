import assert from "node:assert/strict";
import {
  choose,
  type MarkingWorld,
  markingWorld,
  write,
} from "../../tests/worlds/marking_world.ts";
import { SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { testStores } from "../../tests/worlds/test_stores.ts";
import type { DomainError } from "../model/process/errors.ts";
import { listAll } from "../store/store.ts";
import { release, releasePlan, unrelease } from "./release.ts";

const CLOSED = T0 + 3_700_000;
const notices = (world: MarkingWorld, personId: string) =>
  listAll(world.deps.tables.notices, "byPerson", SCHOOL, [personId]);

Deno.test("release() refuses while answers wait, with their number, unless it is partial", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  await world.handIn("st2", { sc: choose("a") });
  const command = { user: world.user("t1"), assignmentId: "as1", partial: false };
  await assert.rejects(release(world.deps, command), {
    code: "conflict",
    reason: "ungraded",
    message: "1 answer waits for marks",
    detail: { answers: 1 },
  });
  assert.equal((await world.assignment()).releasedAt, null);
  const { assignment: released } = await release(world.deps, { ...command, partial: true });
  assert.deepEqual([released.releasedAt, released.releasedBy, released.releaseNo], [T0, "t1", 1]);
});

Deno.test("release() tells each student and guardian once; unrelease() takes it back; again tells again", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a") });
  const command = { user: world.user("t1"), assignmentId: "as1", partial: false };
  await Promise.all([release(world.deps, command), release(world.deps, command)]);
  await release(world.deps, command);
  const [mine, ...more] = await notices(world, "st1");
  assert.deepEqual([mine?.kind, mine?.about, more.length], [
    "released",
    { assignmentId: "as1" },
    0,
  ]);
  assert.deepEqual((await notices(world, "p1")).map(({ about }) => about), [
    { assignmentId: "as1", studentId: "st1" },
  ]);
  assert.equal((await notices(world, "st2")).length, 0);
  assert.equal((await notices(world, "p2")).length, 0);
  assert.equal((await world.assignment()).releaseNo, 1);

  const back = await unrelease(world.deps, command);
  assert.deepEqual([back.releasedAt, back.releasedBy, back.releaseNo], [null, null, 1]);
  assert.deepEqual(await unrelease(world.deps, command), back);
  assert.deepEqual([...await notices(world, "st1"), ...await notices(world, "p1")], []);

  assert.equal((await release(world.deps, command)).assignment.releaseNo, 2);
  assert.equal((await notices(world, "st1")).length, 1);
  const actions = (await listAll(world.deps.tables.audits, "all", SCHOOL, [])).map((it) =>
    it.action
  );
  assert.deepEqual(actions.sort(), [
    "assignment.release",
    "assignment.release",
    "assignment.unrelease",
  ]);
});

Deno.test("releasePlan() says who sees it, what waits and who can still sit it", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  await world.handIn("st2", { sc: choose("a") });
  await world.handIn("st3", {}, { open: true });
  const plan = () => releasePlan(world.deps, { user: world.user("t1"), assignmentId: "as1" });
  const open = await plan();
  assert.deepEqual([open.students, open.guardians, open.unmarkedAnswers, open.unmarkedStudents], [
    2,
    2,
    1,
    1,
  ]);
  assert.equal(open.holders.length, 10);
  assert.equal(open.holders.find(({ studentId }) => studentId === "st3")?.state, "writing");
  test.setNow(CLOSED);
  assert.deepEqual((await plan()).holders.map(({ studentId }) => studentId), ["st3"]);
});

Deno.test("release() is for those who run the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of ["t3", "t4", "head", "st1", "p1"]) {
    const command = { user: world.user(id), assignmentId: "as1", partial: true };
    await assert.rejects(release(world.deps, command), { code: "not_found" }, id);
    await assert.rejects(unrelease(world.deps, command), { code: "not_found" }, id);
  }
  const office = { user: world.user("office"), assignmentId: "as1", partial: true };
  assert.equal((await release(world.deps, office)).assignment.releasedBy, "office");
});

Deno.test("release() goes on past a student who cannot be told, and names them; again tells them", async () => {
  const full = new Set<string>();
  const kept = await testStores(() => T0);
  // A disk that refuses one student's notices.
  const disk = new Proxy(kept.stores.tables.notices, {
    get(table, name) {
      const member = Reflect.get(table, name);
      if (typeof member !== "function") return member;
      return (first: { personId?: string }, ...rest: unknown[]) =>
        name === "ensure" && full.has(first.personId ?? "")
          ? Promise.reject(new Error("disk full"))
          : member.call(table, first, ...rest);
    },
  });
  const tables = { ...kept.stores.tables, notices: disk };
  using test = await testApp({ kept: { ...kept, stores: { ...kept.stores, tables } } });
  const world = await markingWorld(test);
  const { deps } = world;
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("st2", { sc: choose("a") });
  full.add("st1");
  const command = { user: world.user("t1"), assignmentId: "as1", partial: false };
  await assert.rejects(release(deps, command), (error: DomainError) => {
    assert.equal(error.code, "unavailable");
    assert.match(error.message, /The results are released, but these could not be told: .+/);
    assert.equal((error.detail?.["failed"] as string[]).length, 1);
    return true;
  });
  assert.notEqual((await world.assignment()).releasedAt, null);
  assert.equal((await notices(world, "st2")).length, 1);
  full.clear();
  await release(deps, command);
  assert.equal((await notices(world, "st1")).length, 1);
  assert.equal((await notices(world, "st2")).length, 1);
});

import assert from "node:assert/strict";
import { attemptRef } from "../../lib/attempts/attempt_ref.ts";
import { anAssignment, SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { choose, markingWorld, type, write } from "../../tests/worlds/marking_world.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";

const MINUTE = 60_000;

async function hiddenWorld() {
  const test = await testApp();
  const world = await markingWorld(test);
  const ask = async (who: string, path: string, body?: Record<string, unknown>) => {
    const headers: Record<string, string> = {
      ...await test.as(world.people.get(who)!),
      accept: path.startsWith("/api") ? "application/json" : "text/html",
      ...(path.startsWith("/api") && body !== undefined && { "content-type": "application/json" }),
    };
    const sent = path.startsWith("/api")
      ? JSON.stringify(body)
      : new URLSearchParams(body as Record<string, string>);
    const init = body === undefined ? {} : { method: "POST", body: sent };
    const response = await test.app.request(path, { headers, ...init });
    return { status: response.status, text: await response.text() };
  };
  return { test, world, ask, [Symbol.dispose]: () => test[Symbol.dispose]() };
}

const GIVEN = [
  { sc: choose("a"), sn: type("2.5"), se: write("First essay") },
  { sc: choose("b"), sn: type("2.5"), se: write("Second essay") },
  { sc: choose("a"), sn: type("1"), se: write("Third essay") },
  { sc: choose("c"), sn: type("3"), se: write("Fourth essay") },
];

Deno.test("the CSV of hidden names is the same whoever handed in what, and when", async () => {
  const files = [];
  for (const who of [["st1", "st2", "st3", "st4"], ["st9", "st4", "st1", "st12"]]) {
    using it = await hiddenWorld();
    for (const [at, id] of who.entries()) {
      it.test.setNow(T0 + (who[0] === "st9" ? 7 * at : at) * MINUTE);
      await it.world.handIn(id, GIVEN[at]!);
    }
    files.push((await it.ask("t1", "/assignments/as1/results.csv")).text);
  }
  assert.equal(files[0], files[1]);
  assert.equal(files[0]!.split("\r\n").length, 14);
  assert.doesNotMatch(files[0]!, /Person|2026-11/);
  assert.match(files[0]!, /"","","Waits for marks","3","6","50","","1","2",""/);
});

Deno.test("a student whose id is as long as any is called by a hash of it in the room", async () => {
  using it = await hiddenWorld();
  const { people, enrolments } = it.world.deps.tables;
  const id = "long-".repeat(20);
  await people.insert({ ...it.world.people.get("st1")!, id, username: "long", name: "Long Id" });
  const row = { id: "e-long", schoolId: SCHOOL, createdAt: 0, studentId: id, classId: "c1" };
  await enrolments.insert({ ...row, fromAt: 0, untilAt: null });
  await it.world.handIn("st1", { sc: choose("a") });
  const attempt = await it.world.handIn(id, { sc: choose("a") }, { grade: false });
  const ref = attemptRef(await it.world.assignment(), attempt);
  assert.match(ref, /^of-[0-9a-f]{40}$/);
  const { status, text } = await it.ask("t1", `/assignments/as1/attempts/${ref}`);
  assert.deepEqual([status, text.includes("Long Id")], [200, true]);
});

Deno.test("names hidden in one test stay so in a file of several", async () => {
  using it = await hiddenWorld();
  const audience = { kind: "people" as const, studentIds: ["stx"] };
  await it.world.deps.tables.assignments.insert(anAssignment({ id: "as2", audience }));
  await it.world.handIn("stx", { sc: choose("a") }, { assignmentId: "as2" });
  await it.world.handIn("st1", GIVEN[0]!);
  const alone = await it.ask("t1", "/assignments/as2/results.csv");
  assert.match(alone.text, /Person stx/);
  for (const path of ["results.csv", "results"]) {
    const { status, text } = await it.ask("t1", `/assignments/as2/${path}?pool=1`);
    assert.deepEqual([status, /Person st/.test(text)], [200, false], path);
  }
});

Deno.test("names stay hidden while an attempt that does not count waits for marks", async () => {
  using it = await hiddenWorld();
  await it.world.deps.tables.assignments.update(
    { schoolId: SCHOOL, id: "as1" },
    (old) => ({ ...old, counts: "first", attemptsAllowed: 2 }),
  );
  await it.world.handIn("st1", { sc: choose("a") });
  await it.world.handIn("st1", GIVEN[1]!, { number: 2 });
  const { text } = await it.ask("t1", "/assignments/as1/results");
  assert.doesNotMatch(text, /Person st1/);
  assert.match(text, /Marking 1</);
});

Deno.test("names stay hidden while somebody who has not started still can", async () => {
  using it = await hiddenWorld();
  const closesAt = T0 + 60 * MINUTE;
  await it.world.deps.tables.assignments.update(
    { schoolId: SCHOOL, id: "as1" },
    (old) => ({ ...old, closesAt }),
  );
  it.test.setNow(T0 + MINUTE);
  await it.world.handIn("st1", { sc: choose("a") });
  const named = async () => {
    const paths = ["/assignments/as1/results", "/assignments/as1/results.csv"];
    const read = await Promise.all(paths.map((path) => it.ask("t1", path)));
    return read.map(({ text }) => text.includes("Person st1"));
  };
  assert.deepEqual(await named(), [false, false]);
  it.test.setNow(closesAt);
  assert.deepEqual(await named(), [true, true]);
});

Deno.test("while names are hidden no page and no answer of the API leads from a name to an answer", async (t) => {
  using it = await hiddenWorld();
  const { world, ask } = it;
  it.test.setNow(T0 + MINUTE);
  await world.handIn("st1", GIVEN[0]!);
  await world.handIn("st2", GIVEN[1]!);

  await t.step("the room names students and calls no attempt by its id", async () => {
    const { text } = await ask("t1", "/api/assignments/as1/room");
    const items: { name: string; attemptId: string | null }[] = JSON.parse(text).items;
    const mine = items.find(({ name }) => name === "Person st1");
    assert.equal(mine?.attemptId, "of-st1");
    assert.doesNotMatch(text, /at-st/);
    assert.doesNotMatch((await ask("t1", "/assignments/as1/room")).text, /at-st/);
  });

  await t.step("what the room leads to has the name and no answer", async () => {
    const { status, text } = await ask("t1", "/assignments/as1/attempts/of-st1");
    assert.equal(status, 200);
    assert.match(text, /Person st1/);
    assert.match(text, /Open it again/);
    assert.doesNotMatch(text, /First essay|Right answer|at-st1|of 6 marks/);
    const marked = await ask("t1", "/assignments/as1/attempts/of-st1/marks", {
      ...{ slotId: "sc", rev: "1", mark: "0", comment: "" },
    });
    assert.equal(marked.status, 404);
  });

  await t.step("an answer has neither name nor time", async () => {
    const { text } = await ask("t1", "/assignments/as1/attempts/at-st1");
    assert.match(text, /First essay/);
    assert.match(text, /Handed in\. 3 of 6 marks/);
    assert.doesNotMatch(text, /Person st1|11:0\d/);
    const query = "assignmentId=as1&slotId=se";
    const next = JSON.parse((await ask("t1", `/api/grading/next?${query}`)).text).answer;
    assert.deepEqual([next.name, next.submittedAt], [null, null]);
    const review = JSON.parse((await ask("t1", "/api/test-attempts/at-st1/review")).text);
    assert.deepEqual(
      [review.studentId, review.studentName, review.submittedAt],
      [null, "The student", null],
    );
    const own = JSON.parse((await ask("st1", "/api/test-attempts/at-st1/review")).text);
    assert.deepEqual([own.studentId, own.submittedAt], ["st1", T0 + MINUTE]);
  });

  await t.step("the attempt of a named student can be changed all the same", async () => {
    const path = "/api/assignments/as1/attempts/of-st1/acts";
    const done = await ask("t1", path, { kind: "void", reason: "Left" });
    assert.deepEqual([done.status, JSON.parse(done.text)], [200, {
      attemptId: "of-st1",
      state: "voided",
    }]);
    assert.equal((await world.grade("at-st1"))?.voided, true);
    const back = await ask("t1", path, { kind: "unvoid", reason: "Back" });
    assert.equal(back.status, 200);
    for (const ref of ["of-st9", "of-", "of-stx", "at-st9"]) {
      assert.equal((await ask("t1", `/assignments/as1/attempts/${ref}`)).status, 404, ref);
    }
  });

  await t.step("what came too late has its words there, and its time here", async () => {
    await world.attempts.append({ schoolId: SCHOOL, id: "at-st1" }, [], () => ({
      events: [{
        ...{ at: T0 + 2 * MINUTE, actor: { kind: "student", id: "st1" }, writerId: null, n: null },
        ...{
          late: false,
          data: { type: "late_refused", slotId: "se", response: write("Late one") },
        },
      }],
      result: undefined,
    }));
    const kept = async (ref: string) => {
      const { text } = await ask("t1", `/api/assignments/as1/attempts/${ref}/kept`);
      const [{ at, response }] = JSON.parse(text).items;
      return [at, response?.text ?? null];
    };
    assert.deepEqual(await kept("of-st1"), [T0 + 2 * MINUTE, null]);
    assert.deepEqual(await kept("at-st1"), [null, "Late one"]);
    const [named, unnamed] = await Promise.all(
      ["of-st1", "at-st1"].map((ref) => ask("t1", `/assignments/as1/attempts/${ref}`)),
    );
    assert.match(named!.text, /Came too late/);
    assert.doesNotMatch(named!.text, /Late one/);
    assert.match(unnamed!.text, /Late one/);
    assert.doesNotMatch(unnamed!.text, /11:02/);
  });

  await t.step("after the release both are one", async () => {
    await ask("t1", "/api/assignments/as1/release", { partial: true });
    const { text } = await ask("t1", "/api/assignments/as1/room");
    assert.match(text, /"attemptId":"at-st1"/);
    for (const ref of ["at-st1", "of-st1"]) {
      const page = await ask("t1", `/assignments/as1/attempts/${ref}`);
      assert.match(page.text, /Person st1/);
      assert.match(page.text, /First essay/);
    }
  });
});

import assert from "node:assert/strict";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  write,
} from "../../tests/worlds/marking_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

async function call(
  test: TestApp,
  world: MarkingWorld,
  who: string | null,
  [method, path, body]: [string, string, unknown?],
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers: Record<string, string> = who === null
    ? { origin: "http://localhost" }
    : { ...await test.as(world.people.get(who)!) };
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await test.app.request(`/api/grading/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
}

const ids = { attemptId: "at-st1", slotId: "se" };
const MARK = { ...ids, rev: 0, mark: null, rubric: { ra: "ra2", rb: "rb1" }, comment: "Good" };
const NEXT = "next?assignmentId=as1&slotId=se";

Deno.test("/api/grading", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of ["st1", "st2", "st3"]) {
    await world.handIn(id, { sc: choose("a"), se: write(`Because ${id}`) });
  }
  const ask = (who: string | null, ...request: [string, string, unknown?]) =>
    call(test, world, who, request);
  let first = "";

  await t.step("lists what waits", async () => {
    const { status, body } = await ask("t1", "GET", "queue");
    assert.equal(status, 200);
    assert.deepEqual((body["items"] as { total: number }[]).map(({ total }) => total), [3]);
  });

  await t.step("gives the next answer without a name, in an order of its own", async () => {
    const { status, body } = await ask("t1", "GET", NEXT);
    const answer = body["answer"] as Record<string, unknown>;
    assert.equal(status, 200);
    assert.deepEqual([answer["number"], answer["name"], answer["words"]], [1, null, 2]);
    assert.deepEqual([body["marked"], body["total"]], [0, 3]);
    assert.doesNotMatch(JSON.stringify(body), /Person st/);
    first = String(answer["attemptId"]);
  });

  await t.step("goes on after an answer and passes over what is left for later", async () => {
    const second = (await ask("t1", "GET", `${NEXT}&after=${first}`)).body["answer"];
    const secondId = (second as { attemptId: string }).attemptId;
    assert.notEqual(secondId, first);
    const third = (await ask("t1", "GET", `${NEXT}&after=${first}&skip=${secondId}`))
      .body["answer"] as { attemptId: string };
    assert.ok(![first, secondId].includes(third.attemptId));
  });

  await t.step("keeps a claimed answer from a colleague", async () => {
    assert.equal(
      (await ask("t1", "POST", "claims", { attemptId: first, slotId: "se" })).status,
      200,
    );
    const refused = await ask("t2", "POST", "claims", { attemptId: first, slotId: "se" });
    assert.deepEqual([refused.status, refused.body["code"]], [409, "conflict/claimed"]);
    const next = (await ask("t2", "GET", NEXT)).body["answer"] as { attemptId: string };
    assert.notEqual(next.attemptId, first);
    assert.equal(
      (await ask("t1", "DELETE", "claims", { attemptId: first, slotId: "se" })).status,
      204,
    );
  });

  await t.step("takes a mark, refuses an old number with the mark that is there", async () => {
    const saved = await ask("t1", "PUT", "marks", MARK);
    assert.deepEqual([saved.status, saved.body], [200, { rev: 1, mark: 3, total: 4 }]);
    const stale = await ask("t2", "PUT", "marks", { ...MARK, comment: "Other" });
    assert.deepEqual([stale.status, stale.body["code"]], [409, "conflict/stale"]);
    const { name, mark, rev } = stale.body["detail"] as Record<string, unknown>;
    assert.deepEqual([name, mark, rev], ["Person t1", 3, 1]);
  });

  await t.step("takes it back", async () => {
    const undone = await ask("t1", "POST", "marks/undo", { ...ids, rev: 1 });
    assert.deepEqual([undone.status, undone.body], [200, { rev: 2, mark: null, total: 1 }]);
  });

  await t.step("refuses bad bodies and keeps what is stored", async () => {
    const bad: unknown[] = [
      { ...MARK, score: 3 },
      { ...MARK, rev: "0" },
      { ...MARK, mark: 1.005, rubric: null },
      { ...MARK, mark: 0.001, rubric: null },
      { ...MARK, mark: 1e-9, rubric: null },
      { ...MARK, comment: "x".repeat(2_001) },
      { attemptId: "at-st1" },
      "{",
      "null",
    ];
    assert.ok(bad.length > 0);
    for (const body of bad) {
      assert.equal((await ask("t1", "PUT", "marks", body)).status, 400, JSON.stringify(body));
    }
    const over = await ask("t1", "PUT", "marks", { ...MARK, rev: 2, mark: 3.5, rubric: null });
    assert.deepEqual([over.status, over.body["code"]], [400, "invalid/mark_range"]);
    assert.equal((await ask("t1", "PUT", "marks")).status, 400);
    assert.equal((await ask("t1", "GET", `${NEXT}&seed=1`)).status, 400);
    assert.equal((await ask("t1", "GET", "next?assignmentId=as1")).status, 400);
    assert.deepEqual((await world.grade("at-st1"))?.waiting, ["se"]);
  });

  await t.step("is for markers of that test", async () => {
    for (const who of ["st1", "p1", "head"]) {
      for (
        const [method, path, body] of [["GET", "queue"], ["GET", NEXT], ["PUT", "marks", MARK]]
      ) {
        assert.equal((await ask(who, method as string, path as string, body)).status, 403, who);
      }
    }
    for (const who of ["t3", "t4"]) {
      assert.equal((await ask(who, "GET", NEXT)).status, 404, who);
      assert.equal(
        (await ask(who, "GET", "answers/at-st1?assignmentId=as1&slotId=se")).status,
        404,
      );
      assert.equal((await ask(who, "PUT", "marks", { ...MARK, rev: 2 })).status, 404, who);
    }
    assert.equal((await ask(null, "GET", "queue")).status, 401);
    assert.equal((await ask(null, "PUT", "marks", {})).status, 401);
  });

  await t.step("shows names where the test does not hide them", async () => {
    await world.deps.tables.assignments.update(
      { schoolId: "s1", id: "as1" },
      (it) => ({ ...it, anonymous: false }),
    );
    const { body } = await ask("t1", "GET", "answers/at-st1?assignmentId=as1&slotId=se");
    assert.deepEqual([body["name"], body["text"]], ["Person st1", "Because st1"]);
  });
});

/** The queue of the essay as a marker goes through it, answer after answer. */
async function orderOfQueue(): Promise<string[]> {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of CLASS_OF) await world.handIn(id, { se: write(`Because ${id}`) });
  const walk = async (who: string): Promise<string[]> => {
    const order: string[] = [];
    for (let after = ""; order.length < CLASS_OF.length;) {
      const { body } = await call(test, world, who, ["GET", `${NEXT}${after}`]);
      const { attemptId } = body["answer"] as { attemptId: string };
      order.push(attemptId);
      after = `&after=${attemptId}`;
    }
    return order;
  };
  const order = await walk("t1");
  assert.equal(new Set(order).size, CLASS_OF.length);
  assert.deepEqual(await walk("t2"), order, "another marker's is the same");
  return order;
}

Deno.test("the order of a queue does not follow from ids: two schools that share all of them have another", async () => {
  // The same by chance once in 479 million runs.
  assert.notDeepEqual(await orderOfQueue(), await orderOfQueue());
});

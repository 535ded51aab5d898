import assert from "node:assert/strict";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { formPost, jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";

const MINUTE = 60_000;
const RULES = {
  opensAt: T0,
  closesAt: T0 + 60 * MINUTE,
  limitMs: 30 * MINUTE,
  graceMs: MINUTE,
  lateStart: "cut",
  attemptsAllowed: 1,
  counts: "best",
  onExpiry: "submit",
  negative: false,
  anonymous: true,
  practice: false,
  review: TEST_REVIEW,
};

/** The world of a taken test with its test as the teacher's own. */
async function withExam(test: TestApp): Promise<World> {
  const made = await takingWorld(test.deps.tables, T0);
  const { examId, examVersion, title } = made.assignment;
  const version = await test.deps.tables.examVersions.find({
    schoolId: "s1",
    id: `${examId}-${examVersion}`,
  });
  await test.deps.tables.exams.insert({
    id: examId,
    schoolId: "s1",
    createdAt: T0,
    title,
    description: "",
    subjectId: null,
    ownerId: made.teacher.id,
    editorIds: [],
    state: "published",
    draft: { sections: version!.sections, instructions: "" },
    draftRev: 1,
    publishedVersion: examVersion,
    publishedRev: 1,
    updatedAt: T0,
  });
  return made;
}

async function world(
  test: TestApp,
): Promise<
  World & {
    send: (
      who: Person,
      method: "POST" | "PATCH" | "PUT",
      path: string,
      body: unknown,
    ) => Promise<Response>;
  }
> {
  const made = await withExam(test);
  const send = async (who: Person, method: "POST" | "PATCH" | "PUT", path: string, body: unknown) =>
    await test.app.request(`/api/assignments${path}`, jsonSend(method, body, await test.as(who)));
  return { ...made, send };
}

Deno.test("POST /api/assignments", async (t) => {
  using test = await testApp();
  const it = await world(test);
  const body = {
    examId: it.assignment.examId,
    audience: { kind: "class", classId: "class1" },
    rules: RULES,
  };

  await t.step("assigns to a class and tells each student once", async () => {
    const response = await it.send(it.teacher, "POST", "", body);
    assert.equal(response.status, 201, await response.clone().text());
    const { id } = await response.json();
    assert.equal(
      (await test.deps.tables.assignments.find({ schoolId: "s1", id }))?.totalMarks,
      it.assignment.totalMarks,
    );
    for (const who of [it.student, ...it.others]) {
      assert.equal(await test.deps.tables.notices.count("unread", "s1", [who.id]), 1);
    }
    assert.equal(await test.deps.tables.notices.count("unread", "s1", [it.stranger.id]), 0);
  });

  await t.step("names the bad field, or refuses who may not", async () => {
    const bad: [unknown, number, RegExp][] = [
      [{ ...body, rules: { ...RULES, closesAt: T0 } }, 400, /closesAt/],
      [{ ...body, rules: { ...RULES, limitMs: 1 } }, 400, /limitMs/],
      [{ ...body, rules: { ...RULES, attemptsAllowed: 0 } }, 400, /attemptsAllowed/],
      [{ ...body, rules: { ...RULES, score: 1 } }, 400, /score/],
      [{ ...body, teacherId: "x" }, 400, /teacherId/],
      [{ ...body, audience: { kind: "class", classId: "class9" } }, 404, /not_found/],
      [{ ...body, audience: { kind: "people", studentIds: [it.stranger.id] } }, 404, /not_found/],
      [{ ...body, examId: "nope" }, 404, /not_found/],
    ];
    for (const [sent, status, words] of bad) {
      const response = await it.send(it.teacher, "POST", "", sent);
      assert.equal(response.status, status);
      assert.match(await response.text(), words);
    }
    assert.equal((await it.send(it.student, "POST", "", body)).status, 404);
  });

  await t.step("a student's list shows own tests and nothing of the room or others", async () => {
    const response = await test.app.request("/api/assignments", {
      headers: await test.as(it.student),
    });
    const { items } = await response.json();
    assert.equal(items.length, 2);
    for (const item of items) {
      for (const key of ["room", "audience", "teacherId", "review"]) {
        assert.ok(!(key in item), key);
      }
    }
    const other = await test.app.request("/api/assignments", {
      headers: await test.as(it.stranger),
    });
    assert.deepEqual(await other.json(), { items: [] });
  });
});

Deno.test("PATCH /api/assignments/:id refuses a stale change", async () => {
  using test = await testApp();
  const it = await world(test);
  const path = `/${it.assignment.id}`;
  const moved = { opensAt: T0, closesAt: T0 + 90 * MINUTE, limitMs: null, rev: it.assignment.rev };
  assert.equal((await it.send(it.teacher, "PATCH", path, moved)).status, 200);
  const stale = await it.send(it.teacher, "PATCH", path, { ...moved, closesAt: T0 + 10 * MINUTE });
  assert.deepEqual([stale.status, (await stale.json()).code], [409, "conflict/stale"]);
  assert.equal((await it.send(it.student, "PATCH", path, moved)).status, 404);
  assert.equal(
    (await test.deps.tables.assignments.find(it.assignment))?.closesAt,
    T0 + 90 * MINUTE,
  );
});

Deno.test("an exception gives one student other times, and reaches a running attempt", async (t) => {
  using test = await testApp();
  const it = await world(test);
  await it.send(it.teacher, "PATCH", `/${it.assignment.id}`, {
    opensAt: T0,
    closesAt: T0 + 60 * MINUTE,
    limitMs: 30 * MINUTE,
    rev: it.assignment.rev,
  });
  const start = await test.app.request(
    "/api/test-attempts",
    jsonSend("POST", { assignmentId: it.assignment.id }, await test.as(it.student)),
  );
  const { id } = await start.json();
  const deadline = async () =>
    (await (await test.app.request(`/api/test-attempts/${id}/clock`, {
      headers: await test.as(it.student),
    })).json()).clock;
  const exception = {
    opensAt: null,
    closesAt: null,
    limitMs: null,
    extraMs: 0,
    attemptsAllowed: null,
    excused: false,
    makeUp: false,
    reason: "fire drill",
  };
  const path = `/${it.assignment.id}/overrides/${it.student.id}`;
  const before = await deadline();
  assert.equal(before.deadlineAt, T0 + 30 * MINUTE);

  await t.step("more time moves the deadline and raises the clock's rev", async () => {
    const response = await it.send(it.teacher, "PUT", path, {
      ...exception,
      extraMs: 10 * MINUTE,
      rev: null,
    });
    assert.equal(response.status, 200, await response.clone().text());
    const after = await deadline();
    assert.equal(after.deadlineAt, T0 + 40 * MINUTE);
    assert.ok(after.rev > before.rev);
  });

  await t.step("a second editor with the old rev is told so", async () => {
    const response = await it.send(it.teacher, "PUT", path, { ...exception, rev: null });
    assert.equal((await response.json()).code, "conflict/stale");
    assert.equal((await deadline()).deadlineAt, T0 + 40 * MINUTE);
  });

  await t.step("taking it away moves the deadline back, with a higher rev still", async () => {
    const high = (await deadline()).rev;
    const response = await test.app.request(`/api/assignments${path}`, {
      method: "DELETE",
      headers: await test.as(it.teacher),
    });
    assert.equal(response.status, 204);
    const after = await deadline();
    assert.equal(after.deadlineAt, T0 + 30 * MINUTE);
    assert.ok(after.rev > high);
  });

  await t.step("nobody else may, and a stranger gets none", async () => {
    assert.equal(
      (await it.send(it.student, "PUT", path, { ...exception, extraMs: 60 * MINUTE, rev: null }))
        .status,
      404,
    );
    const stranger = `/${it.assignment.id}/overrides/${it.stranger.id}`;
    assert.equal(
      (await it.send(it.teacher, "PUT", stranger, { ...exception, rev: null })).status,
      404,
    );
  });
});

Deno.test("an excused student and a make-up sitting", async () => {
  using test = await testApp();
  const it = await world(test);
  const [other] = it.others;
  const exception = {
    opensAt: null,
    closesAt: null,
    limitMs: null,
    extraMs: 0,
    attemptsAllowed: null,
    excused: false,
    makeUp: false,
    reason: "ill",
  };
  await it.send(it.teacher, "PUT", `/${it.assignment.id}/overrides/${it.student.id}`, {
    ...exception,
    excused: true,
    rev: null,
  });
  const makeUp = {
    ...exception,
    makeUp: true,
    opensAt: T0 + 1_000 * MINUTE,
    closesAt: T0 + 1_060 * MINUTE,
    rev: null,
  };
  await it.send(it.teacher, "PUT", `/${it.assignment.id}/overrides/${other!.id}`, makeUp);
  const start = async (who: Person) =>
    await test.app.request(
      "/api/test-attempts",
      jsonSend("POST", { assignmentId: it.assignment.id }, await test.as(who)),
    );
  assert.equal((await (await start(it.student)).json()).code, "closed/excused");
  assert.equal((await (await start(other!)).json()).code, "closed/not_open_yet");
  test.setNow(T0 + 1_001 * MINUTE);
  assert.equal((await start(other!)).status, 201);
});

Deno.test("/tests/:id/assign", async (t) => {
  using test = await testApp();
  const it = await withExam(test);
  const path = `/tests/${it.assignment.examId}/assign`;
  const headers = await test.as(it.teacher);

  await t.step("shows the classes and their students", async () => {
    const html = await (await test.app.request(path, { headers })).text();
    assert.match(html, /Class 8 A/);
    assert.match(html, /student1/);
    assert.doesNotMatch(html, /stranger/);
  });

  await t.step("gives a bad form back whole, with the errors", async () => {
    const form = {
      audience: "class:class1",
      opensAt: "2026-11-25T09:05",
      closesAt: "2026-11-25T09:00",
      limitMinutes: "abc",
      purpose: "test",
    };
    const response = await test.app.request(path, formPost(form, headers));
    const html = await response.text();
    assert.equal(response.status, 400);
    assert.match(html, /value="abc"/);
    assert.match(html, /2026-11-25T09:00/);
    const second = await test.app.request(path, formPost({ ...form, limitMinutes: "30" }, headers));
    assert.match(await second.text(), /Choose an end after the beginning/);
  });

  await t.step("assigns in the school's zone and leads to the room", async () => {
    const form = {
      audience: "class:class1",
      opensAt: "2026-11-25T09:05",
      closesAt: "2026-11-25T10:00",
      limitMinutes: "30",
      purpose: "test",
      anonymous: "on",
    };
    const response = await test.app.request(path, formPost(form, headers));
    assert.equal(response.status, 303);
    const id = /\/assignments\/(.+)\/room/.exec(response.headers.get("location") ?? "")?.[1] ?? "";
    const made = await test.deps.tables.assignments.find({ schoolId: "s1", id });
    assert.deepEqual([made?.opensAt, made?.limitMs, made?.anonymous, made?.attemptsAllowed], [
      Date.UTC(2026, 10, 25, 3, 35),
      30 * MINUTE,
      true,
      1,
    ]);
    const room = await test.app.request(response.headers.get("location")!, { headers });
    assert.equal(room.status, 200);
  });

  await t.step("is for its teacher", async () => {
    assert.equal(
      (await test.app.request(path, { headers: await test.as(it.student) })).status,
      403,
    );
  });
});

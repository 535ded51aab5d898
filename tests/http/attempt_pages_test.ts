import assert from "node:assert/strict";
import { startAttempt } from "../../lib/attempts/start.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { PLANTED, takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

interface Visit extends Disposable {
  test: TestApp;
  world: World;
  get(path: string, who?: string): Promise<Response>;
  post(path: string, fields: Record<string, string>, who?: string): Promise<Response>;
  begin(): Promise<string>;
}

async function visit(options: WorldOptions = {}): Promise<Visit> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, options);
  const people = [world.student, ...world.others, world.teacher, world.stranger];
  const headers = async (who: string) => ({
    ...await test.as(people.find(({ id }) => id === who)!),
    accept: "text/html",
  });
  return {
    test,
    world,
    get: async (path, who = "student0") =>
      await test.app.request(path, { headers: await headers(who) }),
    post: async (path, fields, who = "student0") =>
      await test.app.request(path, {
        method: "POST",
        headers: await headers(who),
        body: new URLSearchParams(fields),
      }),
    begin: async () => {
      const user = { ...world.student, locale: "en-IN" };
      const { attempt } = await startAttempt(test.deps, {
        user,
        assignmentId: world.assignment.id,
      });
      return attempt.id;
    },
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

Deno.test("GET /assignments/:id says what awaits a student", async (t) => {
  await t.step("own time, with the right to more", async () => {
    using it = await visit();
    await it.test.deps.tables.accommodations.insert({
      id: "student0",
      schoolId: "s1",
      createdAt: T0,
      personId: "student0",
      timeFactor: 1.25,
      display: { scale: 1.5, contrast: "high", font: "legible" },
      hideTimer: true,
      validFromAt: 0,
      validToAt: null,
      grantedBy: "teacher",
      note: "secret note",
      rev: 0,
    });
    const text = await (await it.get("/assignments/assign1")).text();
    assert.match(text, /37 min 30 s|38 min|37\.5 min/);
    assert.match(text, /25% extra time/);
    assert.match(text, /Start the test/);
    assert.doesNotMatch(text, /secret note/);
    const page = await (await it.get(`/attempts/${await it.begin()}`)).text();
    assert.match(page, /data-scale="1.5"/);
    assert.match(page, /data-contrast="high"/);
    assert.match(page, /Time hidden/);
  });

  await t.step("when it opens", async () => {
    using it = await visit({ assignment: { opensAt: T0 + 86_400_000 } });
    const text = await (await it.get("/assignments/assign1")).text();
    assert.match(text, /Opens Tue 24 Nov, 11:00\./);
    const early = await it.post("/assignments/assign1/start", {});
    assert.equal(early.status, 410);
    assert.match(await early.text(), /Opens Tue 24 Nov, 11:00\./);
  });

  await t.step("why it cannot be started", async () => {
    using it = await visit();
    const { overrides } = it.test.deps.tables;
    await overrides.insert({
      id: "assign1-student0",
      schoolId: "s1",
      createdAt: T0,
      assignmentId: "assign1",
      studentId: "student0",
      opensAt: null,
      closesAt: null,
      limitMs: null,
      extraMs: 0,
      attemptsAllowed: null,
      excused: true,
      makeUp: false,
      reason: "",
      byId: "teacher",
      rev: 0,
    });
    assert.match(await (await it.get("/assignments/assign1")).text(), /You are excused/);
    assert.equal((await it.post("/assignments/assign1/start", {})).status, 410);
    await overrides.update({ schoolId: "s1", id: "assign1-student0" }, (row) => ({
      ...row,
      excused: false,
      attemptsAllowed: 2,
    }));
    const started = await it.post("/assignments/assign1/start", {});
    assert.equal(started.status, 303);
    assert.match(await (await it.get("/assignments/assign1")).text(), /Go on/);
  });

  await t.step("nothing to other people", async () => {
    using it = await visit();
    assert.equal((await it.get("/assignments/assign1", "stranger")).status, 404);
    assert.equal((await it.post("/assignments/assign1/start", {}, "stranger")).status, 404);
    const teacher = await it.get("/assignments/assign1", "teacher");
    assert.equal(teacher.headers.get("location"), "/assignments/assign1/room");
  });
});

Deno.test("GET /attempts/:id shows the owner the questions and no key", async () => {
  using it = await visit();
  const id = await it.begin();
  const page = await it.get(`/attempts/${id}`);
  const text = await page.text();
  assert.equal(page.status, 200);
  for (let n = 1; n <= 6; n++) assert.match(text, new RegExp(`Question ${n}<`));
  assert.doesNotMatch(text, new RegExp(PLANTED));
  for (const who of ["student1", "stranger", "teacher"]) {
    for (const path of ["", "/receipt"]) {
      assert.equal((await it.get(`/attempts/${id}${path}`, who)).status, 404);
    }
    assert.equal((await it.post(`/attempts/${id}`, { seq: "1", act: "save" }, who)).status, 404);
  }
});

Deno.test("POST /attempts/:id is the page without script", async (t) => {
  using it = await visit();
  const id = await it.begin();
  const ref = { schoolId: "s1", id };
  const response = async (slotId: string) =>
    (await it.test.deps.attempts.answers(ref)).get(slotId)?.response ?? null;

  await t.step("saves what changed", async () => {
    const fields = { seq: "1", "a-slot0": "opt1", "a-slot5": "one\r\ntwo", act: "save" };
    const saved = await it.post(`/attempts/${id}`, fields);
    assert.equal(saved.headers.get("location"), `/attempts/${id}?done=saved`);
    assert.deepEqual(await response("slot0"), { kind: "choice_one", optionId: "opt1" });
    assert.deepEqual(await response("slot5"), { kind: "essay", text: "one\ntwo" });
    assert.equal((await it.test.deps.attempts.find(ref))?.seq, 3);
    await it.post(`/attempts/${id}`, fields);
    assert.equal((await it.test.deps.attempts.find(ref))?.seq, 3, "a repeat changes nothing");
  });

  await t.step("refuses what does not fit, and keeps the rest as it was", async () => {
    for (const bad of [{ seq: "1", "a-slot0": "elsewhere" }, { seq: "x" }, { seq: "-1" }]) {
      assert.equal((await it.post(`/attempts/${id}`, bad)).status, 400);
    }
    assert.deepEqual(await response("slot0"), { kind: "choice_one", optionId: "opt1" });
  });

  await t.step("says that it is saved, how much, and when the test ends", async () => {
    const first = await noScript(await it.get(`/attempts/${id}`));
    assert.doesNotMatch(first, /banner--good/);
    it.test.setNow(T0 + 5 * 60_000);
    const fields = { seq: "3", "a-slot0": "opt0", "a-slot5": "one\r\ntwo", act: "save" };
    const saved = await it.post(`/attempts/${id}`, fields);
    it.test.setNow(T0 + 9 * 60_000);
    const text = await noScript(await it.get(saved.headers.get("location")!));
    assert.match(text, /banner--good.*Saved at <time[^>]*>11:05<\/time>\. 2 of 6 answered\./);
    assert.match(text, /The test ends at <strong><time [^>]*>11:30<\/time><\/strong>\./);
  });

  await t.step("asks before it hands in, and says what is not answered", async () => {
    const fields = { seq: "5", "a-slot0": "opt2", "a-slot5": "one\r\ntwo", act: "hand_in" };
    const asked = await it.post(`/attempts/${id}`, fields);
    assert.equal(asked.status, 303);
    assert.equal(asked.headers.get("location"), `/attempts/${id}/hand-in`);
    assert.deepEqual(await response("slot0"), { kind: "choice_one", optionId: "opt2" });
    assert.equal((await it.test.deps.attempts.find(ref))?.submittedAt, null, "only asked");
    const question = await (await it.get(`/attempts/${id}/hand-in`)).text();
    assert.match(question, /4 of 6 are not answered yet: questions 2, 3, 4 and 5\./);
    assert.match(question, /The test ends at .*11:30/);
    assert.match(question, new RegExp(`<a[^>]*href="/attempts/${id}"[^>]*>Keep writing`));
    assert.match(question, new RegExp(`action="/attempts/${id}/hand-in" method="post"`));
    for (const who of ["student1", "stranger", "teacher"]) {
      assert.equal((await it.get(`/attempts/${id}/hand-in`, who)).status, 404);
      assert.equal((await it.post(`/attempts/${id}/hand-in`, {}, who)).status, 404);
    }
  });

  await t.step("hands in", async () => {
    for (let n = 0; n < 2; n++) {
      const done = await it.post(`/attempts/${id}/hand-in`, {});
      assert.equal(done.headers.get("location"), `/attempts/${id}/receipt`);
    }
    const receipt = await (await it.get(`/attempts/${id}/receipt`)).text();
    assert.match(receipt, /Handed in at 11:09\./);
    assert.match(receipt, /All 2 answers arrived\./);
    for (const path of ["", "/hand-in"]) {
      const gone = await it.get(`/attempts/${id}${path}`);
      assert.match(gone.headers.get("location") ?? "", new RegExp(`^/attempts/${id}(/receipt)?$`));
    }
    assert.equal((await it.post(`/attempts/${id}`, { seq: "5", act: "save" })).status, 410);
  });
});

/** What of a page only a browser without script shows. */
async function noScript(response: Response): Promise<string> {
  assert.equal(response.status, 200);
  const parts = (await response.text()).matchAll(/<noscript>(.*?)<\/noscript>/gs);
  return [...parts].map(([, part]) => part).join("\n");
}

Deno.test("without script the end is told with its day, without one, and behind a press where time is hidden", async () => {
  const DAY = 86_400_000;
  const shown = async (assignment: WorldOptions["assignment"], isHidden = false) => {
    using it = await visit({ assignment: assignment ?? {} });
    if (isHidden) await hideTimer(it.test);
    return await noScript(await it.get(`/attempts/${await it.begin()}`));
  };
  const tomorrow = { limitMs: null, closesAt: T0 + DAY };
  assert.match(await shown(tomorrow), /The test ends on <strong><time[^>]*>Tue 24 Nov, 11:00</);
  assert.match(await shown({ limitMs: null, closesAt: null }), /The test has no end time\./);
  assert.match(await shown({}, true), /<details[^>]*><summary>Show when .*The test ends at/);
});

async function hideTimer({ deps: { tables } }: TestApp): Promise<void> {
  await tables.accommodations.insert({
    ...{ id: "student0", schoolId: "s1", createdAt: T0, personId: "student0", timeFactor: 1 },
    display: { scale: 1, contrast: "normal", font: "system" },
    ...{ hideTimer: true, validFromAt: 0, validToAt: null, grantedBy: "teacher", note: "", rev: 0 },
  });
}

Deno.test("an attempt that was not handed in says so", async () => {
  using it = await visit({ assignment: { onExpiry: "abandon" } });
  const id = await it.begin();
  it.test.setNow(T0 + 32 * 60_000);
  assert.match(await (await it.get(`/attempts/${id}`)).text(), /not handed in in time/);
  assert.equal((await it.get(`/attempts/${id}/receipt`)).status, 302);
  assert.match(await (await it.get("/assignments/assign1")).text(), /Not handed in/);
});

Deno.test("a leaver keeps what was begun, and begins nothing more", async () => {
  using it = await visit({ assignment: { attemptsAllowed: 3 } });
  const id = await it.begin();
  await it.test.deps.tables.enrolments.update({ schoolId: "s1", id: "en-student0" }, (row) => ({
    ...row,
    untilAt: T0,
  }));
  assert.equal((await it.get(`/attempts/${id}`)).status, 200);
  const user = { ...it.world.student, locale: "en" };
  await submit(it.test.deps, {
    user,
    attemptId: id,
    submission: { writerId: "writer0001", n: 0, heads: {} },
  });
  const again = startAttempt(it.test.deps, { user, assignmentId: "assign1" });
  await assert.rejects(again, { code: "not_found" });
});

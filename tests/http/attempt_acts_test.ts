import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MINUTE = 60_000;
const LATER = T0 + 120 * MINUTE;
const WRITER = "writer0001";

interface Ended extends Disposable {
  test: TestApp;
  world: World;
  /** Page of the attempt. */
  path: string;
  id: string;
  save(n: number, optionId: string): Promise<Response>;
  post(act: string, form: Record<string, string>, who?: Person): Promise<Response>;
  read(path?: string, who?: Person): Promise<string>;
  clock(): Promise<{ deadlineAt: number | null; state: string }>;
}

/** An attempt with one answer whose time ran out. The clock stands at {@linkcode LATER}. */
async function ended(assignment: WorldOptions["assignment"] = {}): Promise<Ended> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, { assignment });
  const { student, teacher } = world;
  const api = async (path: string, body: unknown) =>
    await test.app.request(
      `/api/test-attempts${path}`,
      jsonSend("POST", body, await test.as(student)),
    );
  const { id } = await (await api("", { assignmentId: world.assignment.id })).json();
  const save = (n: number, optionId: string) => {
    const response = { kind: "choice_one", optionId };
    const event = { n, type: "answered", slotId: "slot0", base: 0, response };
    return api(`/${id}/events`, { writerId: WRITER, follows: [], events: [event] });
  };
  await save(1, "opt0");
  test.setNow(LATER);
  const path = `/assignments/${world.assignment.id}/attempts/${id}`;
  const request = async (where: string, who: Person, init: RequestInit = {}) => {
    const headers = { ...await test.as(who), accept: "text/html" };
    return await test.app.request(where, { headers, ...init });
  };
  return {
    test,
    world,
    path,
    id,
    save,
    post: (act, form, who = teacher) =>
      request(`${path}/${act}`, who, { method: "POST", body: new URLSearchParams(form) }),
    read: async (where = path, who = teacher) => await (await request(where, who)).text(),
    async clock() {
      const headers = await test.as(student);
      const response = await test.app.request(`/api/test-attempts/${id}/clock`, { headers });
      return (await response.json()).clock;
    },
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

const AGAIN = { commandId: "open0001", minutes: "10", reason: "Power cut" };

Deno.test("an attempt that ended is opened again for some minutes", async (t) => {
  using it = await ended();
  assert.equal((await it.save(2, "opt1")).status, 410);

  await t.step("what came too late stands on its page, and does not count", async () => {
    const text = await it.read();
    assert.match(text, /Came too late/);
    assert.match(text, /late-answer">0\.375</);
  });

  await t.step("with minutes from now and a reason, each with its own words", async () => {
    const refusals: [Record<string, string>, RegExp][] = [
      [{ ...AGAIN, minutes: " " }, /Enter whole minutes/],
      [{ ...AGAIN, minutes: "ten" }, /Enter whole minutes/],
      [{ ...AGAIN, minutes: "1.5" }, /Enter whole minutes/],
      [{ ...AGAIN, minutes: "0" }, /Give at least 1 minute/],
      [{ ...AGAIN, minutes: "241" }, /Give at most 240 minutes/],
      [{ ...AGAIN, reason: " " }, /Give the reason/],
    ];
    for (const [form, words] of refusals) {
      const response = await it.post("reopen", form);
      assert.equal(response.status, 400);
      const text = await response.text();
      assert.match(text, words);
      assert.ok(text.includes(`value="${form.minutes}"`), form.minutes);
    }
    assert.equal((await it.clock()).state, "submitted");
  });

  await t.step("a form sent twice opens once", async () => {
    for (let i = 0; i < 2; i++) {
      const response = await it.post("reopen", AGAIN);
      assert.deepEqual([response.status, response.headers.get("location")], [303, it.path]);
    }
    const { state, deadlineAt } = await it.clock();
    assert.deepEqual([state, deadlineAt], ["in_progress", LATER + 10 * MINUTE]);
    assert.match(await it.read("/", it.world.student), /Go on/);
  });

  await t.step("writes and is marked anew at its end", async () => {
    assert.equal((await it.save(3, "opt1")).status, 200);
    it.test.setNow(LATER + 12 * MINUTE);
    assert.equal((await it.clock()).state, "submitted");
    const grade = await it.test.deps.tables.grades.find({ schoolId: "s1", id: it.id });
    assert.deepEqual([grade?.mark, grade?.voided], [1, false]);
  });
});

Deno.test("an attempt is voided and counts again, with a reason", async () => {
  using it = await ended();
  await it.clock();
  assert.equal((await it.post("void", { reason: "" })).status, 400);
  assert.equal((await it.post("void", { reason: "Wrong paper" })).status, 303);
  const grade = () => it.test.deps.tables.grades.find({ schoolId: "s1", id: it.id });
  assert.equal((await grade())?.voided, true);
  assert.match(await it.read(), /Voided: Wrong paper/);
  const twice = await it.post("void", { reason: "Again" });
  assert.equal(twice.status, 400);
  assert.match(await twice.text(), /not in that state any more/);
  assert.equal((await it.post("void", { reason: "Wrong paper" })).status, 303, "the same again");
  assert.equal((await it.post("unvoid", { reason: "It was the right one" })).status, 303);
  assert.equal((await grade())?.voided, false);
  const audits = await it.test.deps.tables.audits.list("all", "s1", []);
  assert.deepEqual(audits.items.map(({ action }) => action).sort(), [
    "attempt.unvoid",
    "attempt.void",
  ]);
});

Deno.test("an abandoned attempt is handed in for the student", async () => {
  using it = await ended({ onExpiry: "abandon" });
  assert.equal((await it.clock()).state, "abandoned");
  assert.match(await it.read(), /Not handed in\. 1 answer saved\./);
  assert.equal((await it.post("hand-in", {})).status, 303);
  const attempt = await it.test.deps.attempts.find({ schoolId: "s1", id: it.id });
  assert.deepEqual([attempt?.state, attempt?.submittedBy], ["submitted", "teacher"]);
  assert.ok(attempt?.receipt);
  assert.equal((await it.post("hand-in", {})).status, 303);
  const again = await it.test.deps.attempts.find({ schoolId: "s1", id: it.id });
  assert.deepEqual(again, attempt, "the same again");
  // The student's page is open still.
  await it.test.deps.attempts.append(again!, [], () => ({
    events: [{
      at: again!.submittedAt! + 1,
      actor: { kind: "student", id: again!.studentId },
      writerId: null,
      n: null,
      late: true,
      data: { type: "notice_seen", entryId: "entry1" },
    }],
    result: undefined,
  }));
  assert.equal((await it.post("hand-in", {})).status, 303);
  const audits = await it.test.deps.tables.audits.list("all", "s1", []);
  assert.deepEqual(audits.items.map(({ action }) => action), ["attempt.hand_in"]);
});

Deno.test("an attempt is changed by who runs the test, before its results are out", async (t) => {
  using it = await ended();
  await it.clock();
  const { teacher, student, assignment } = it.world;
  const api = async (body: unknown, who: Person) =>
    await it.test.app.request(
      `/api/assignments/${assignment.id}/attempts/${it.id}/acts`,
      jsonSend("POST", body, await it.test.as(who)),
    );

  await t.step("by nobody else", async () => {
    const colleague = { ...teacher, id: "colleague", email: null, username: null };
    await it.test.deps.tables.people.insert(colleague);
    assert.equal((await it.post("void", { reason: "No" }, colleague)).status, 404);
    assert.equal((await it.post("void", { reason: "No" }, student)).status, 403);
    assert.equal((await api({ kind: "void", reason: "No" }, colleague)).status, 404);
    assert.equal((await api({ kind: "void", reason: "No" }, student)).status, 404);
  });

  await t.step("the API refuses what it does not know", async () => {
    for (const body of [{}, { kind: "erase" }, { kind: "hand_in", reason: "x" }]) {
      assert.equal((await api(body, teacher)).status, 400);
    }
    const minutes = await api({ ...AGAIN, kind: "reopen", minutes: "10" }, teacher);
    assert.equal(minutes.status, 400);
  });

  await t.step("not after the release", async () => {
    await it.test.deps.tables.assignments.update(
      assignment,
      (old) => ({ ...old, releasedAt: LATER }),
    );
    const refused = await api({ kind: "void", reason: "Too late" }, teacher);
    assert.equal(refused.status, 409);
    assert.equal((await refused.json()).code, "conflict/released");
    const page = await it.post("reopen", AGAIN);
    assert.equal(page.status, 400);
    assert.match(await page.text(), /Take the results back/);
  });
});

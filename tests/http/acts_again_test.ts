import assert from "node:assert/strict";
import { createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { addQuestion, appendQuestion } from "../../lib/exams/slots.ts";
import { createQuestion } from "../../lib/questions/write.ts";
import { aChoice, anEssay, RUBRIC } from "../worlds/authoring_world.ts";
import { canonicalJson } from "../../lib/model/process/canonical_json.ts";
import { KINDS } from "../../lib/store/contents.ts";
import { sweep } from "../../lib/attempts/sweeper.ts";
import { type CutApp, cutApp } from "../worlds/cut_link.ts";
import { choose, type MarkingWorld, markingWorld, write } from "../worlds/marking_world.ts";
import { formPost, jsonSend } from "../worlds/people_world.ts";
import { T0, type TestApp } from "../worlds/test_app.ts";

/** What may differ between two runs that did the same. */
const RANDOM = new Set(["passwordHash", "rev", "draftRev", "receipt", "rulesHash"]);

/** Of rows, and of parts of rows. */
const MADE_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[a-km-z2-9]{8}\b/g;

interface Stage extends CutApp {
  world: MarkingWorld;
}

/** `st1` and `st3` have handed in, of `st1` another answer came late, `st2` writes. */
async function stage(): Promise<Stage> {
  const cut = await cutApp();
  const { test } = cut;
  const world = await markingWorld(test);
  const first = await world.handIn("st1", { sc: choose("a"), se: write("Because") });
  await world.attempts.append(first, [], () => ({
    events: [{
      at: T0,
      actor: { kind: "student", id: "st1" },
      writerId: "writer0001",
      n: 1,
      late: false,
      data: { type: "late_refused", slotId: "sc", response: choose("b") },
    }],
    result: undefined,
  }));
  await world.handIn("st3", { sc: choose("b"), se: write("Why not") });
  await world.handIn("st2", { sc: choose("a") }, { open: true });
  await add(test, world);
  return { ...cut, world };
}

/** Class `c2` without students, `px` who may not sign in yet, `t4` signed in, test `e2` with versions and drafts, question `q2`. */
async function add(test: TestApp, world: MarkingWorld): Promise<void> {
  const { deps } = test;
  const { tables } = deps;
  const user = world.user("t1");
  const { id: _, ...room } = (await tables.classes.find({ schoolId: "s1", id: "c1" }))!;
  await tables.classes.insert({ ...room, id: "c2", name: "Class 10 B", section: "B" });
  await tables.people.insert({
    ...world.people.get("t4")!,
    id: "px",
    status: "pending",
    username: "px",
  });
  const exam = await createExam(deps, { user, id: "e2", title: "Sound" });
  const { question } = await createQuestion(deps, { user, content: aChoice() });
  const full = await appendQuestion(deps, { user, examId: "e2", question });
  await publishExam(deps, { user, examId: "e2", draftRev: full.draftRev });
  const sectionId = exam.draft.sections[0]!.id;
  await addQuestion(deps, { user, examId: "e2", sectionId, kind: "short" });
  await createQuestion(deps, { user, id: "q2", content: anEssay(), rubric: RUBRIC });
  await test.as(world.people.get("t4")!);
}

interface Act {
  name: string;
  who: string;
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  form?: Record<string, string>;
  json?: unknown;
  /** Done first, uncut. */
  after?: Act;
  /** What it is about is gone then: asked again, it is not found. */
  goes?: true;
}

const room = (kind: string, more: Record<string, unknown> = {}): Act => ({
  name: `room: ${kind}${more["studentIds"] ? " for one" : ""}`,
  who: "t1",
  method: "POST",
  path: "/api/assignments/as1/room/commands",
  json: { kind, commandId: `command-${kind}`, studentIds: null, ...more },
});
const one = { studentIds: ["st2"] };
const attempt = (kind: string, id: string, more: Record<string, unknown> = {}): Act => ({
  name: `attempt: ${kind}`,
  who: "t1",
  method: "POST",
  path: `/api/assignments/as1/attempts/${id}/acts`,
  json: { kind, ...more },
});
const reason = "It was so";
const form = (path: string, fields: Record<string, string> = {}, who = "t1"): Act => ({
  name: path,
  who,
  method: "POST",
  path,
  form: fields,
});
const RELEASE = form("/assignments/as1/release", { partial: "1" });
const EXCEPTION = {
  ...{ opensAt: null, closesAt: T0 + 7_200_000, limitMs: null, extraMs: 600_000 },
  ...{ attemptsAllowed: null, excused: false, makeUp: false, reason, rev: null },
};
const except = (method: "PUT" | "DELETE", more: Partial<Act>): Act => ({
  name: method === "PUT" ? "an exception" : "an exception taken away",
  who: "t1",
  method,
  path: "/api/assignments/as1/overrides/st2",
  ...more,
});
const person = (name: string, id: string, json: unknown): Act => ({
  name,
  who: "office",
  method: "PATCH",
  path: `/api/people/${id}`,
  json,
});
const MARK = {
  ...{ attemptId: "at-st1", slotId: "se", rev: 0, mark: null },
  ...{ rubric: { ra: "ra2", rb: "rb1" }, comment: "Good" },
};
const mark = (name: string, json: unknown, after?: Act): Act => ({
  name,
  who: "t1",
  method: name === "an undone mark" ? "POST" : "PUT",
  path: name === "an undone mark" ? "/api/grading/marks/undo" : "/api/grading/marks",
  json,
  ...(after && { after }),
});

const ACTS: Act[] = [
  RELEASE,
  { ...form("/assignments/as1/unrelease"), after: RELEASE },
  form("/assignments/as1/cancel"),
  room("pause"),
  { ...room("resume"), after: room("pause") },
  room("add_time", { ms: 600_000 }),
  room("message", { text: "Read the last question again" }),
  room("end"),
  room("pause", one),
  room("add_time", { ms: 600_000, ...one }),
  room("end", one),
  attempt("reopen", "at-st1", { commandId: "command-1", minutes: 10, reason }),
  attempt("void", "at-st1", { reason }),
  { ...attempt("unvoid", "at-st1", { reason }), after: attempt("void", "at-st1", { reason }) },
  attempt("hand_in", "at-st2"),
  attempt("take_late", "at-st1", { commandId: "command-2", slotIds: null }),
  except("PUT", { json: EXCEPTION }),
  except("DELETE", { after: except("PUT", { json: EXCEPTION }) }),
  {
    name: "other times",
    who: "t1",
    method: "PATCH",
    path: "/api/assignments/as1",
    json: { opensAt: T0, closesAt: T0 + 9_000_000, limitMs: null, rev: 0 },
  },
  mark("a mark", MARK),
  mark("a mark after the release", MARK, RELEASE),
  mark("an undone mark", { attemptId: "at-st1", slotId: "se", rev: 1 }, mark("a mark", MARK)),
  person("a person suspended", "t4", { status: "suspended", rev: 0 }),
  person("a person of another name", "t4", { name: "Tom Rao", rev: 0 }),
  person("a person of another role", "t4", { role: "principal", rev: 0 }),
  {
    name: "rights",
    who: "office",
    method: "PUT",
    path: "/api/people/st2/accommodation",
    json: {
      ...{ timeFactor: 1.25, hideTimer: false, validFromAt: T0, validToAt: null, note: "Slow" },
      ...{ display: { scale: 1.5, contrast: "normal", font: "legible" }, rev: null },
    },
  },
  form("/classes/c1/students/st1/end", {}, "office"),
  form("/people/st1/guardians/p1/remove", {}, "office"),
  form("/classes/c1/teachings/te1/remove", {}, "office"),
  form("/classes/c2/remove", {}, "office"),
  form("/classes/c1/students", { studentId: "stx" }, "office"),
  form("/people/stx/guardians", { guardianId: "p1" }, "office"),
  form("/classes/c1/teachings", { teacherId: "t4", subjectId: "sub1" }, "office"),
  form("/people/px/let-in", { rev: "0" }, "office"),
  form("/people/t4/suspend", {}, "office"),
  form("/people/t4/edit", { rev: "0", name: "Tom", role: "principal", username: "t4" }, "office"),
  form("/people/t4/edit", { rev: "0", name: "Tom", role: "teacher", username: "t4" }, "office"),
  { ...form("/tests/e2", { act: "delete" }), goes: true },
  { ...form("/questions/q2", { act: "delete" }), goes: true },
];

async function send({ test, world }: Stage, act: Act): Promise<[number, string]> {
  const headers = await test.as(world.people.get(act.who)!);
  const request = act.form
    ? formPost(act.form, headers)
    : act.json === undefined
    ? { method: act.method, headers }
    : { ...jsonSend("POST", act.json, headers), method: act.method };
  const response = await test.app.request(act.path, request);
  return [response.status, await response.text()];
}

async function succeeds(stage: Stage, act: Act, when: string): Promise<void> {
  const [status, text] = await send(stage, act);
  assert.ok(status < 400, `${act.name}, ${when}: ${status} ${text.slice(0, 300)}`);
}

async function again(stage: Stage, act: Act, when: string): Promise<void> {
  const [status, text] = await send(stage, act);
  const isGone = act.goes === true && status === 404;
  assert.ok(status < 400 || isGone, `${act.name}, ${when}: ${status} ${text.slice(0, 300)}`);
}

/** Everything that is kept once the sweeper has come by, by kind, without what is random. */
async function kept({ test }: Stage): Promise<Record<string, string[]>> {
  await sweep(test.deps);
  const found: Record<string, string[]> = {};
  const sessions = await test.deps.sessions.ofPerson({ schoolId: "s1", id: "t4" });
  found["sessions of t4"] = sessions.map(({ personId }) => personId);
  for (const kind of KINDS.filter((it) => it !== "sessions" && it !== "receipt_keys")) {
    found[kind] = [];
    for await (const { value } of test.contents.of(kind).read()) {
      found[kind].push(canonicalJson(plain(kind, value)).replaceAll(MADE_ID, "#"));
    }
    found[kind].sort();
  }
  return found;
}

function plain(kind: string, value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, it) => {
    if (RANDOM.has(name) || (name === "id" && kind === "audits")) return undefined;
    // A job that is begun again says what it found left to do.
    if (kind === "jobs" && (name === "result" || name === "progress")) return undefined;
    return it;
  }));
}

Deno.test("what staff do is done whole when it is cut off at any write and sent again", async (t) => {
  for (const act of ACTS) {
    await t.step(act.name, async () => {
      using whole = await stage();
      if (act.after) await succeeds(whole, act.after, "before");
      const before = await kept(whole);
      const many = 10_000;
      whole.link.writesLeft = many;
      await succeeds(whole, act, "uncut");
      const writes = many - whole.link.writesLeft;
      const after = await kept(whole);
      assert.notDeepEqual(after, before);
      for (let n = 1; n <= writes; n++) {
        for (const cut of ["before", "after"] as const) {
          using stopped = await stage();
          if (act.after) await succeeds(stopped, act.after, "before");
          Object.assign(stopped.link, { writesLeft: n, cut });
          const [first] = await send(stopped, act);
          assert.equal(first, 503, `${act.name} cut ${cut} write ${n}`);
          stopped.link.writesLeft = Infinity;
          await again(stopped, act, `cut ${cut} write ${n} of ${writes}`);
          assert.deepEqual(await kept(stopped), after, `${act.name} cut ${cut} write ${n}`);
        }
      }
    });
  }
});

Deno.test("a clock is never newer on the way than after an exception was taken away", async () => {
  const removal = ACTS.find(({ name }) => name === "an exception taken away")!;
  const revs = async ({ test: { deps }, world }: Stage) => {
    const { rev } = await world.assignment();
    const override = await deps.tables.overrides.find({ schoolId: "s1", id: "as1-st2" });
    return rev + (override?.rev ?? 0);
  };
  using whole = await stage();
  await succeeds(whole, removal.after!, "before");
  const before = await revs(whole);
  await succeeds(whole, removal, "uncut");
  const after = await revs(whole);
  assert.ok(after > before);
  for (let n = 1; n <= 4; n++) {
    using stopped = await stage();
    await succeeds(stopped, removal.after!, "before");
    Object.assign(stopped.link, { writesLeft: n, cut: "after" });
    await send(stopped, removal);
    assert.ok(await revs(stopped) <= after, `after write ${n}`);
    stopped.link.writesLeft = Infinity;
    await succeeds(stopped, removal, "again");
    assert.ok(await revs(stopped) >= after);
  }
});

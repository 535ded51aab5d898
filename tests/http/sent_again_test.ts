import assert from "node:assert/strict";
import { createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { addQuestion, appendQuestion } from "../../lib/exams/slots.ts";
import { newId } from "../../lib/process/ids.ts";
import { AssignmentRulesSchema } from "../../lib/model/assignments/assignment_schema.ts";
import { createQuestion, saveVersion } from "../../lib/questions/write.ts";
import { aChoice, anEssay, asUser, RUBRIC } from "../worlds/authoring_world.ts";
import { anAssignment } from "../worlds/marking_builders.ts";
import { type CutApp, cutApp } from "../worlds/cut_link.ts";
import { aWorld, formPost, jsonSend, type World } from "../worlds/people_world.ts";
import type { TestApp } from "../worlds/test_app.ts";

interface Scene extends World {
  examId: string;
  questionId: string;
  /** Of a colleague, in a slot of the test. */
  theirsId: string;
  theirSlotId: string;
  sectionId: string;
}

/** A published test of the teacher's, with a question that is not finished and one of a colleague's. */
async function sceneOf({ deps }: TestApp, world: World): Promise<Scene> {
  const user = asUser(world.teacher);
  const content = aChoice();
  const { question } = await createQuestion(deps, { user, content });
  const theirs = await createQuestion(deps, {
    user: asUser(world.idleTeacher),
    content: anEssay(),
    rubric: RUBRIC,
  });
  const exam = await createExam(deps, { user, title: "Unit test" });
  await appendQuestion(deps, { user, examId: exam.id, question });
  const full = await appendQuestion(deps, { user, examId: exam.id, question: theirs.question });
  const theirSlotId = full.draft.sections[0]!.slots[1]!.slotId;
  await publishExam(deps, { user, examId: exam.id, draftRev: full.draftRev });
  const sectionId = full.draft.sections[0]!.id;
  await addQuestion(deps, { user, examId: exam.id, sectionId, kind: "numerical" });
  return {
    ...world,
    examId: exam.id,
    questionId: question.id,
    theirsId: theirs.question.id,
    theirSlotId,
    sectionId,
  };
}

interface Act {
  name: string;
  who: "teacher" | "office";
  path: (scene: Scene) => string;
  body: (scene: Scene) => Record<string, unknown>;
  isForm: boolean;
}

type Fields = Record<string, string>;

const form = (
  name: string,
  who: Act["who"],
  path: string | Act["path"],
  fields: Fields | ((scene: Scene) => Fields),
): Act => ({
  ...{ name, who, isForm: true },
  path: typeof path === "string" ? () => path : path,
  body: typeof fields === "function" ? fields : () => fields,
});

const json = (name: string, path: Act["path"], body: Act["body"]): Act => ({
  ...{ name, path, body, who: "teacher", isForm: false },
});

const RULES = AssignmentRulesSchema.strip().parse(anAssignment());
const PERSON = { name: "Asha Rao", status: "active" };

const ACTS: readonly Act[] = [
  form("a test", "teacher", "/tests/new", { title: "Fractions", subjectId: "" }),
  form("a copy of a test", "teacher", ({ examId }) => `/tests/${examId}`, { act: "copy" }),
  form("a question", "teacher", "/questions/new", { kind: "essay", bankId: "" }),
  form("a copy of a colleague's question", "teacher", ({ theirsId }) => `/questions/${theirsId}`, {
    act: "copy",
  }),
  form(
    "an assignment",
    "teacher",
    ({ examId }) => `/tests/${examId}/assign`,
    ({ classId }) => ({ audience: `class:${classId}`, opensAt: "2026-11-23T11:00" }),
  ),
  form("a bank", "teacher", "/questions/banks", {
    ...{ name: "Algebra", subjectId: "", sharing: "school" },
  }),
  form("a class", "office", "/classes/new", ({ yearId }) => ({
    ...{ name: "10 B", yearId, grade: "10", section: "B", classTeacherId: "" },
  })),
  form("a year", "office", "/settings/years", {
    ...{ id: "", name: "2030-31", from: "2030-06-01", until: "2031-05-31" },
  }),
  form("a subject", "office", "/settings/subjects", { id: "", name: "Biology" }),
  form("a student in a class", "office", "/people/new", ({ classId }) => ({
    ...{ ...PERSON, role: "student", classId },
  })),
  form("a guardian of a child", "office", "/people/new", ({ student }) => ({
    ...{ ...PERSON, role: "parent", childId: student.id },
  })),
  json("a question by the API", () => "/api/questions", ({ examId }) => ({
    ...{ question: anEssay(), rubric: RUBRIC, examId },
  })),
  json("an assignment by the API", () => "/api/assignments", ({ examId, classId }) => ({
    ...{ examId, audience: { kind: "class", classId }, rules: RULES },
  })),
  json(
    "a question in a test",
    ({ examId }) => `/api/tests/${examId}/questions`,
    ({ sectionId }) => ({ sectionId, kind: "short" }),
  ),
  json(
    "an own copy in a slot",
    ({ examId, theirSlotId }) => `/api/tests/${examId}/slots/${theirSlotId}/copy`,
    () => ({}),
  ),
];

interface Stage extends CutApp {
  scene: Scene;
}

async function stage(): Promise<Stage> {
  const cut = await cutApp();
  return { ...cut, scene: await sceneOf(cut.test, await aWorld(cut.test)) };
}

/** Sends one request, the same whenever it is given the same key. @returns Status, and where to go on. */
async function send({ test, scene }: Stage, act: Act, key: string): Promise<[number, string]> {
  const headers = await test.as(scene[act.who]);
  const body = act.body(scene);
  const request = act.isForm
    ? formPost({ ...body as Fields, once: key }, headers)
    : jsonSend("POST", body, { ...headers, "idempotency-key": key });
  const response = await test.app.request(act.path(scene), request);
  await response.body?.cancel();
  return [response.status, response.headers.get("location") ?? ""];
}

/** How many rows of each kind there are. */
async function counts({ test }: Stage): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of Object.values(test.deps.tables).map(({ spec }) => spec.name)) {
    let n = 0;
    for await (const _ of test.contents.of(name).read()) n++;
    found[name] = n;
  }
  return found;
}

Deno.test("what is cut off at any write and sent again is made once and whole", async (t) => {
  for (const act of ACTS) {
    await t.step(act.name, async () => {
      using whole = await stage();
      const before = await counts(whole);
      const writes = await writesOf(whole, act);
      const after = await counts(whole);
      assert.notDeepEqual(after, before);
      for (let n = 1; n <= writes; n++) {
        for (const cut of ["before", "after"] as const) {
          using cutOff = await stage();
          const when = `${act.name} cut ${cut} write ${n}`;
          const key = newId();
          Object.assign(cutOff.link, { writesLeft: n, cut });
          assert.equal((await send(cutOff, act, key))[0], 503, when);
          cutOff.link.writesLeft = Infinity;
          const [status] = await send(cutOff, act, key);
          assert.ok(status < 400, `${when}: ${status}`);
          assert.deepEqual(await counts(cutOff), after, when);
        }
      }
    });
  }
});

/** Carries it out, and once more. @returns How often it wrote the first time. */
async function writesOf(stage: Stage, act: Act): Promise<number> {
  const key = newId();
  const many = 1_000;
  stage.link.writesLeft = many;
  const [status, place] = await send(stage, act, key);
  assert.ok(status < 400, `${act.name}: ${status}`);
  const writes = many - stage.link.writesLeft;
  stage.link.writesLeft = Infinity;
  const first = await counts(stage);
  assert.deepEqual(await send(stage, act, key), [status, place], "the answer is the same");
  assert.deepEqual(await counts(stage), first, "and nothing is made");
  return writes;
}

Deno.test("another key, other words or another person make another thing", async () => {
  using it = await stage();
  const [act] = ACTS;
  const key = newId();
  const count = async () => (await counts(it))["exams"]!;
  const before = await count();
  await send(it, act!, key);
  await send(it, { ...act!, body: () => ({ title: "Decimals", subjectId: "" }) }, key);
  await send(it, act!, newId());
  const other = { ...it, scene: { ...it.scene, teacher: it.scene.idleTeacher } };
  await send(other, act!, key);
  assert.equal(await count(), before + 4);
});

Deno.test("a form's key is told to be used up once the thing is made, and not before", async () => {
  using it = await stage();
  const headers = await it.test.as(it.scene.teacher);
  const key = newId();
  const post = async (title: string) => {
    const request = formPost({ title, subjectId: "", once: key }, headers);
    const response = await it.test.app.request("/tests/new", request);
    await response.body?.cancel();
    return [response.status, response.headers.get("set-cookie")?.split(";")[0]];
  };
  assert.deepEqual(await post(""), [400, undefined]);
  Object.assign(it.link, { writesLeft: 1, cut: "after" });
  assert.deepEqual(await post("Fractions"), [503, undefined]);
  it.link.writesLeft = Infinity;
  assert.deepEqual(await post("Fractions"), [303, `made=${key}`]);
});

Deno.test("what was made and changed since is left as it is", async () => {
  using it = await stage();
  const copy = ACTS.find(({ name }) => name === "a copy of a colleague's question")!;
  const { deps } = it.test;
  const user = asUser(it.scene.teacher);
  const key = newId();
  const [, place] = await send(it, copy, key);
  const questionId = place.split("/")[2]!;
  await saveVersion(deps, {
    ...{ user, questionId, baseVersion: 1, rubric: [] },
    content: anEssay("Changed?"),
  });
  assert.deepEqual(await send(it, copy, key), [303, place]);
  const found = await deps.tables.questions.find({ schoolId: "school-a", id: questionId });
  assert.deepEqual([found?.headVersion, found?.title], [2, "Changed?"]);
});

Deno.test("a key of another form is refused by name", async () => {
  using it = await stage();
  const headers = { ...await it.test.as(it.scene.teacher), "idempotency-key": "no key!" };
  const request = jsonSend("POST", { title: "Fractions" }, headers);
  const response = await it.test.app.request("/api/tests", request);
  assert.equal(response.status, 400);
  assert.equal((await response.json()).fields[0].path, "Idempotency-Key");
});

import assert from "node:assert/strict";
import { createExam } from "../../lib/exams/create.ts";
import { addQuestion } from "../../lib/exams/slots.ts";
import { blankContent } from "../../lib/grading/blank_content.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { QuestionDraftSchema } from "../../lib/model/questions/question_draft_schema.ts";
import { createQuestion } from "../../lib/questions/write.ts";
import {
  aChoice,
  anEssay,
  asUser,
  type AuthoringWorld,
  authoringWorld,
} from "../worlds/authoring_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";

interface Asked {
  status: number;
  code: string | undefined;
  // deno-lint-ignore no-explicit-any -- a test reads fields of many shapes
  body: any;
}

interface Case {
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
}

/** A school with a test of Ms Rao's, a question in it and one in her bank. */
async function setUp(test: TestApp): Promise<AuthoringWorld & { cases: Case[]; examId: string }> {
  const world = await authoringWorld(test.deps);
  const user = asUser(world.rao);
  const { question } = await createQuestion(test.deps, { user, content: aChoice() });
  const exam = await createExam(test.deps, { user, title: "Unit test" });
  const sectionId = exam.draft.sections[0]!.id;
  const { slotId } = await addQuestion(test.deps, {
    user,
    examId: exam.id,
    sectionId,
    kind: "short",
  });
  const ids = { bank: question.bankId, question: question.id, exam: exam.id, slotId, sectionId };
  return { ...world, examId: exam.id, cases: casesOf(ids) };
}

function casesOf(
  { bank, question, exam, slotId, sectionId }: Record<
    "bank" | "question" | "exam" | "slotId" | "sectionId",
    string
  >,
): Case[] {
  const questionPath = `/api/questions/${question}`;
  const testPath = `/api/tests/${exam}`;
  const draft = { rev: 0, content: aChoice("Typed?"), rubric: [] };
  const section = { id: sectionId, title: "", intro: "", shuffle: false, slots: [] };
  return [
    { name: "list banks", method: "GET", path: "/api/question-banks" },
    {
      name: "create a bank",
      method: "POST",
      path: "/api/question-banks",
      body: { name: "New bank" },
    },
    {
      name: "change a bank",
      method: "PATCH",
      path: `/api/question-banks/${bank}`,
      body: { name: "Mine" },
    },
    { name: "list questions", method: "GET", path: "/api/questions?kind=choice_one&q=what" },
    {
      name: "create a question",
      method: "POST",
      path: "/api/questions",
      body: { question: anEssay() },
    },
    {
      name: "convert a question",
      method: "POST",
      path: "/api/questions/convert",
      body: { content: aChoice(), kind: "essay" },
    },
    { name: "read a question", method: "GET", path: questionPath },
    {
      name: "save a version",
      method: "PUT",
      path: questionPath,
      body: { baseVersion: 1, question: aChoice("What is 1 + 1?") },
    },
    { name: "tag a question", method: "PATCH", path: questionPath, body: { tags: ["sums"] } },
    { name: "read its versions", method: "GET", path: `${questionPath}/versions` },
    { name: "copy it", method: "POST", path: `${questionPath}/copy` },
    {
      name: "try it",
      method: "POST",
      path: `${questionPath}/try`,
      body: { version: 1, response: { kind: "choice_one", optionId: "aaaa" } },
    },
    { name: "keep what is typed", method: "PUT", path: `${questionPath}/draft`, body: draft },
    { name: "read what is typed", method: "GET", path: `${questionPath}/draft` },
    {
      name: "choose a text",
      method: "POST",
      path: `${questionPath}/choose`,
      body: { keep: "mine" },
    },
    { name: "finish it", method: "POST", path: `${questionPath}/finish` },
    {
      name: "preview a question",
      method: "POST",
      path: "/api/tests/preview",
      body: { content: aChoice("What is $2 + 2$?"), number: 3, maxMark: 2 },
    },
    { name: "list tests", method: "GET", path: "/api/tests?archived=false" },
    { name: "create a test", method: "POST", path: "/api/tests", body: { title: "Second" } },
    { name: "read a test", method: "GET", path: testPath },
    {
      name: "rename a test",
      method: "PATCH",
      path: testPath,
      body: { draftRev: 1, title: "Renamed" },
    },
    { name: "read its questions", method: "GET", path: `${testPath}/questions` },
    {
      name: "add a question",
      method: "POST",
      path: `${testPath}/questions`,
      body: { sectionId, kind: "essay" },
    },
    { name: "read a slot", method: "GET", path: `${testPath}/slots/${slotId}` },
    {
      name: "type in a slot",
      method: "PUT",
      path: `${testPath}/slots/${slotId}`,
      body: { ...draft, rev: 1 },
    },
    {
      name: "choose a slot's text",
      method: "POST",
      path: `${testPath}/slots/${slotId}/choose`,
      body: { keep: "mine" },
    },
    {
      name: "order its sections",
      method: "PUT",
      path: `${testPath}/slots`,
      body: { draftRev: 3, sections: [section] },
    },
    { name: "name editors", method: "PUT", path: `${testPath}/editors`, body: { editorIds: [] } },
    { name: "copy a test", method: "POST", path: `${testPath}/copy` },
    { name: "read its versions", method: "GET", path: `${testPath}/versions` },
    { name: "archive it", method: "POST", path: `${testPath}/archive` },
    { name: "restore it", method: "POST", path: `${testPath}/restore` },
    { name: "withdraw it", method: "POST", path: `${testPath}/withdraw` },
    { name: "delete it", method: "DELETE", path: testPath },
  ];
}

async function ask(test: TestApp, person: Person | null, it: Case): Promise<Asked> {
  const headers = person === null ? {} : await test.as(person);
  const body = it.body === undefined
    ? {}
    : { body: typeof it.body === "string" ? it.body : JSON.stringify(it.body) };
  const response = await test.app.request(`http://localhost${it.path}`, {
    method: it.method,
    headers: {
      ...headers,
      ...(it.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...body,
  });
  const text = await response.text();
  const read = text === "" ? null : JSON.parse(text);
  return { status: response.status, code: read?.code, body: read };
}

Deno.test("everything a teacher does with questions and tests works over /api", async () => {
  using test = await testApp();
  const { rao, cases } = await setUp(test);
  assert.equal(cases.length, 34);
  for (const it of cases) {
    const { status, body } = await ask(test, rao, it);
    assert.ok(status < 300, `${it.name}: ${status} ${JSON.stringify(body)}`);
  }
});

Deno.test("only teachers write, and a stranger finds nothing", async () => {
  using test = await testApp();
  const { student, sen, stranger, cases, examId } = await setUp(test);
  assert.ok(cases.length > 0);
  for (const it of cases) {
    assert.equal((await ask(test, null, it)).status, 401, it.name);
    assert.equal((await ask(test, student, it)).status, 403, it.name);
    if (!/\/api\/[\w-]+\/[\w-]{36}/.test(it.path)) continue;
    assert.equal((await ask(test, stranger, it)).code, "not_found", it.name);
    if (!it.path.includes(examId)) continue;
    assert.equal((await ask(test, sen, it)).code, "not_found", it.name);
  }
  const list = await ask(test, stranger, { name: "", method: "GET", path: "/api/questions" });
  assert.deepEqual(list.body, { items: [], next: null });
});

Deno.test("a body with an unknown field, no body and broken JSON are refused, and change nothing", async () => {
  using test = await testApp();
  const { rao, cases } = await setUp(test);
  const withBody = cases.filter(({ body }) => body !== undefined);
  assert.equal(withBody.length, 17);
  for (const it of withBody) {
    const strange = { ...(it.body as object), ownerId: "me" };
    const { status, code } = await ask(test, rao, { ...it, body: strange });
    assert.deepEqual([status, code], [400, "invalid/fields"], it.name);
    for (const body of ["", "{", "[]", "null"]) {
      assert.equal((await ask(test, rao, { ...it, body })).status, 400, `${it.name}: ${body}`);
    }
  }
  const left = await ask(test, rao, { name: "", method: "GET", path: "/api/tests" });
  assert.equal(left.body.items.length, 1);
});

Deno.test("a body of another type than JSON is refused by the name of what is read", async () => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = await test.as(rao);
  for (const type of [null, "text/plain", "application/x-www-form-urlencoded", "json"]) {
    const body = new TextEncoder().encode('{"title":"Waves"}');
    const sent = { ...headers, ...(type !== null && { "content-type": type }) };
    const answer = await test.app.request("/api/tests", { method: "POST", headers: sent, body });
    assert.equal(answer.status, 400, `${type}`);
    assert.match((await answer.json()).title, /content type application\/json/);
  }
});

Deno.test("bad values are refused with the field and what to do", async (t) => {
  using test = await testApp();
  const { rao, examId, cases } = await setUp(test);
  const path = (name: string) => cases.find((it) => it.name === name)!;
  const option = { id: "aaaa", text: "" };
  const bad: [name: string, from: Case, body: unknown, field: string][] = [
    ["an empty title", path("create a test"), { title: "  " }, "title"],
    ["a title too long", path("create a test"), { title: "x".repeat(201) }, "title"],
    ["another's status", path("rename a test"), { draftRev: 1, state: "published" }, ""],
    ["a mark of 101", path("order its sections"), {
      draftRev: 1,
      sections: [{
        ...{ id: "a", title: "", intro: "", shuffle: false },
        slots: [{ slotId: "b", questionId: "c", maxMark: 101 }],
      }],
    }, "sections.0.slots.0.maxMark"],
    ["no section", path("order its sections"), { draftRev: 1, sections: [] }, "sections"],
    ["an unknown kind", path("add a question"), { sectionId: "a", kind: "poem" }, "kind"],
    ["an empty option", path("create a question"), {
      question: { ...aChoice(), body: { options: [option, option], shuffle: true } },
    }, "question.body.options.0.text"],
    ["a draft with another kind's key", path("keep what is typed"), {
      rev: 0,
      rubric: [],
      content: { ...aChoice(), key: { answer: true, feedback: {} } },
    }, "content.key.credit"],
  ];
  assert.equal(bad.length, 8);
  for (const [name, from, body, field] of bad) {
    await t.step(name, async () => {
      const { status, code, body: problem } = await ask(test, rao, { ...from, body });
      assert.deepEqual([status, code, problem.fields[0].path], [400, "invalid/fields", field]);
    });
  }
  const query = await ask(test, rao, {
    name: "",
    method: "GET",
    path: "/api/questions?level=9",
  });
  assert.deepEqual([query.status, query.body.fields[0].path], [400, "level"]);
  const stale = await ask(test, rao, {
    name: "",
    method: "PATCH",
    path: `/api/tests/${examId}`,
    body: { draftRev: 0, title: "Late" },
  });
  assert.deepEqual([stale.status, stale.code, stale.body.detail.title], [
    409,
    "conflict/stale",
    "Unit test",
  ]);
});

const MARKS = ["defaultMark", "maxMark", "points"];

/** The body once for every number in it, that one replaced. */
function withNumber(body: unknown, number: number): { name: string; body: unknown }[] {
  if (Array.isArray(body)) {
    return body.flatMap((it, i) =>
      withNumber(it, number).map((found) => ({ ...found, body: body.with(i, found.body) }))
    );
  }
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, it]) =>
    typeof it === "number"
      ? [{ name, body: { ...body, [name]: number } }]
      : withNumber(it, number).map((found) => ({ ...found, body: { ...body, [name]: found.body } }))
  );
}

Deno.test("a number with too many places is refused as a mark, and a fault nowhere", async (t) => {
  using test = await testApp();
  const { rao, cases, examId } = await setUp(test);
  const rubric = [{
    ...{ id: "row", title: "Reasons" },
    levels: [{ id: "l1", points: 0, text: "No" }, { id: "l2", points: 1, text: "Yes" }],
  }];
  const numerical = {
    ...{ kind: "numerical", prompt: "How long?", explanation: "", defaultMark: 1, locale: null },
    body: { units: [{ id: "cm", label: "cm" }] },
    key: {
      accept: [{ value: "4", tolerance: { rule: "absolute", size: "0" }, credit: 1 }],
      ...{ unitFactors: { cm: "1" }, unitPenalty: 0.5, percent: "refuse" },
    },
  };
  const of = (name: string) => cases.find((it) => it.name === name)!;
  const { body: { sections: [section] } } = await ask(test, rao, of("read a test"));
  const { slotId, questionId } = section.slots[0];
  const sections = [{
    ...{ id: section.id, title: "", intro: "", shuffle: false },
    slots: [{ slotId, questionId, maxMark: 1 }],
  }];
  const bodies: Case[] = [
    { ...of("create a question"), body: { question: anEssay(), rubric } },
    { ...of("create a question"), body: { question: numerical } },
    { ...of("convert a question"), body: { content: numerical, kind: "short" } },
    { ...of("save a version"), body: { baseVersion: 1, question: numerical } },
    { ...of("save a version"), body: { baseVersion: 1, question: anEssay(), rubric } },
    { ...of("keep what is typed"), body: { rev: 0, content: anEssay(), rubric } },
    { ...of("type in a slot"), body: { rev: 1, content: anEssay(), rubric } },
    { ...of("preview a question"), body: { content: numerical, number: 1, maxMark: 1 } },
    { ...of("rename a test"), body: { draftRev: 2, sections } },
    { ...of("order its sections"), body: { draftRev: 2, sections } },
  ];
  let tried = 0;
  for (const it of bodies) {
    await t.step(`${it.name} ${it.method} ${it.path.replace(examId, ":id")}`, async () => {
      for (const number of [60.55333, 0.001, 0.009, 1e-9, 1.0000001]) {
        for (const { name, body } of withNumber(it.body, number)) {
          const answer = await ask(test, rao, { ...it, body });
          const said = `${name}: ${number} ${JSON.stringify(answer.body)}`;
          assert.ok(answer.status < 500, said);
          if (!MARKS.includes(name)) continue;
          tried++;
          assert.equal(answer.status, 400, said);
          assert.match(answer.body.fields[0].path, new RegExp(`${name}$`), said);
          assert.match(answer.body.fields[0].message, /^Enter /, said);
        }
      }
    });
  }
  assert.ok(tried >= 5 * bodies.length, `${tried}`);
  for (const mark of [0, 0.01, 0.29, 60.55, 100]) {
    const body = { content: numerical, number: 1, maxMark: mark };
    const answer = await ask(test, rao, { ...of("preview a question"), body });
    assert.equal(answer.status, 200, `${mark} ${JSON.stringify(answer.body)}`);
  }
});

Deno.test("no list goes on from what no page of it gave", async () => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = await test.as(rao);
  for (const after of ["garbage", "", "1.", ".x", "1.a b", "99999999999999999.a"]) {
    const path = `/api/questions?${new URLSearchParams({ after })}`;
    const answer = await test.app.request(path, { headers });
    assert.equal(answer.status, 400, after);
    assert.match(await answer.text(), /cannot go on from there/);
  }
});

Deno.test("a preview shows a question that is half written", async () => {
  using test = await testApp();
  const { rao, cases } = await setUp(test);
  const content = {
    ...{ kind: "numerical", prompt: "", explanation: "", defaultMark: 1, locale: null },
    body: { units: [{ id: "cm", label: "" }] },
    key: { accept: [], unitFactors: {}, unitPenalty: 0, percent: "refuse" },
  };
  const it = cases.find(({ name }) => name === "preview a question")!;
  const answer = await ask(test, rao, { ...it, body: { content, number: 1, maxMark: 1 } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
});

Deno.test("PUT /api/questions/:id/draft keeps what was written as another kind until it is saved", async (t) => {
  using test = await testApp();
  const world = await authoringWorld(test.deps);
  const user = asUser(world.rao);
  const { question } = await createQuestion(test.deps, { user, content: aChoice() });
  const headers = { ...await test.as(world.rao), "content-type": "application/json" };
  const path = `/api/questions/${question.id}`;
  const ask = async (method: string, end: string, body?: unknown) => {
    const response = await test.app.request(`${path}/${end}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const setAside = [{ ...aChoice("Typed?"), prompt: "" }];
  const essay = anEssay();

  await t.step("and says it to whoever opens it", async () => {
    const sent = { rev: 0, content: essay, rubric: [], setAside };
    const saved = await ask("PUT", "draft", sent);
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    assert.deepEqual((await ask("GET", "draft")).body.setAside, setAside);
  });
  await t.step("also when a save does not name it, and tells it to a late one", async () => {
    const prompt = "Longer?";
    const sent = { rev: 1, content: { ...essay, prompt }, rubric: [] };
    assert.equal((await ask("PUT", "draft", sent)).status, 200);
    const late = await ask("PUT", "draft", { ...sent, content: essay });
    assert.deepEqual([late.status, late.body.detail.setAside], [409, setAside]);
  });
  await t.step("and takes what a later save sets aside", async () => {
    const number = blankContent("numerical", null);
    const sent = { rev: 2, content: essay, rubric: [], setAside: [...setAside, number] };
    assert.equal((await ask("PUT", "draft", sent)).status, 200);
    assert.deepEqual((await ask("GET", "draft")).body.setAside, [...setAside, number]);
  });
  await t.step("and no longer, once it is a version", async () => {
    assert.equal((await ask("POST", "finish")).status, 200);
    assert.deepEqual((await ask("GET", "draft")).body.setAside, []);
    const again = { rev: 3, content: { ...essay, prompt: "Again?" }, rubric: [] };
    assert.equal((await ask("PUT", "draft", again)).status, 200);
    assert.deepEqual((await ask("GET", "draft")).body.setAside, []);
  });
});

Deno.test("GET /api/questions/:id/draft reads a draft that was kept before kinds were set aside", async () => {
  using test = await testApp();
  const world = await authoringWorld(test.deps);
  const user = asUser(world.rao);
  const { question } = await createQuestion(test.deps, { user, content: aChoice() });
  const headers = { ...await test.as(world.rao), "content-type": "application/json" };
  const url = `/api/questions/${question.id}/draft`;
  const body = JSON.stringify({ rev: 0, content: aChoice("Typed?"), rubric: [] });
  assert.equal((await test.app.request(url, { method: "PUT", headers, body })).status, 200);
  const ref = { schoolId: user.schoolId, id: question.id };
  const { setAside: _, ...old } = (await test.deps.tables.questionDrafts.find(ref))!;
  assert.deepEqual(QuestionDraftSchema.parse(old).setAside, []);
});

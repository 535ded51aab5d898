import assert from "node:assert/strict";
import { createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { appendQuestion } from "../../lib/exams/slots.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { createQuestion } from "../../lib/questions/write.ts";
import {
  aChoice,
  anEssay,
  asUser,
  type AuthoringWorld,
  authoringWorld,
  RUBRIC,
} from "../../tests/worlds/authoring_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

interface Set extends AuthoringWorld {
  examId: string;
  questionId: string;
}

/** Ms Rao has a test with two questions, one of them with a rubric. */
async function setUp(test: TestApp): Promise<Set> {
  const world = await authoringWorld(test.deps);
  const user = asUser(world.rao);
  const choice = await createQuestion(test.deps, {
    user,
    content: aChoice("What is **2 + 2**?"),
    tags: ["sums"],
  });
  const essay = await createQuestion(test.deps, { user, content: anEssay(), rubric: RUBRIC });
  const exam = await createExam(test.deps, { user, title: "Unit test", subjectId: world.mathsId });
  for (const { question } of [choice, essay]) {
    await appendQuestion(test.deps, { user, examId: exam.id, question });
  }
  return { ...world, examId: exam.id, questionId: choice.question.id };
}

interface Got {
  status: number;
  html: string;
  location: string | null;
}

async function get(test: TestApp, person: Person, path: string): Promise<Got> {
  const headers = { ...await test.as(person), accept: "text/html" };
  return await read(await test.app.request(`http://localhost${path}`, { headers }));
}

async function post(
  test: TestApp,
  person: Person,
  path: string,
  form: Record<string, string>,
): Promise<Got> {
  const headers = { ...await test.as(person), accept: "text/html" };
  const body = new URLSearchParams(form);
  const request = { method: "POST", headers, body };
  return await read(await test.app.request(`http://localhost${path}`, request));
}

async function read(response: Response): Promise<Got> {
  const { status, headers } = response;
  return { status, location: headers.get("location"), html: await response.text() };
}

Deno.test("pages of tests and questions show their matter to the teacher, and to nobody else", async () => {
  using test = await testApp();
  const { rao, sen, stranger, student, examId, questionId } = await setUp(test);
  const pages: [path: string, words: RegExp, shared: boolean][] = [
    ["/tests", /Unit test/, true],
    ["/tests/new", /Write the questions/, true],
    [`/tests/${examId}`, /What is \*\*2 \+ 2\*\*/, false],
    [`/tests/${examId}/preview`, /<strong>2 \+ 2<\/strong>/, false],
    [`/tests/${examId}/print`, /\(a\)/, false],
    [`/tests/${examId}/print?answers=true`, /Answers/, false],
    [`/tests/${examId}/delete`, /Delete the test/, false],
    ["/questions", /sums/, true],
    ["/questions?q=what", /What is 2 \+ 2/, true],
    ["/questions/new", /Choose several/, true],
    ["/questions/banks", /My questions/, true],
    [`/questions/${questionId}`, /Version 1/, true],
    [`/questions/${questionId}/edit`, /Save version 2/, false],
    [`/questions/${questionId}/delete`, /cannot be deleted/, false],
  ];
  assert.equal(pages.length, 14);
  for (const [path, words, shared] of pages) {
    const { status, html } = await get(test, rao, path);
    assert.equal(status, 200, path);
    assert.match(html, words, path);
    if (!shared) assert.equal((await get(test, sen, path)).status, 404, path);
    if (/[0-9a-f]{8}-/.test(path)) {
      assert.equal((await get(test, stranger, path)).status, 404, path);
    }
    const asStudent = await get(test, student, path);
    assert.ok([403, 404].includes(asStudent.status) || path === "/tests", path);
    assert.ok(!asStudent.html.includes("2 + 2"), path);
  }
});

Deno.test("a test is created by a form that keeps what was typed", async () => {
  using test = await testApp();
  const { rao, mathsId } = await setUp(test);
  const refused = await post(test, rao, "/tests/new", { title: " ", subjectId: mathsId });
  assert.equal(refused.status, 400);
  assert.match(refused.html, /Enter a title/);
  assert.match(refused.html, new RegExp(`value="${mathsId}" selected`));
  const strange = await post(test, rao, "/tests/new", { title: "A", ownerId: "x" });
  assert.equal(strange.status, 400);
  const made = await post(test, rao, "/tests/new", { title: "Optics", subjectId: "" });
  assert.equal(made.status, 303);
  assert.match((await get(test, rao, made.location!)).html, /Optics/);
});

Deno.test("a test is copied, archived, taken back and deleted by forms", async () => {
  using test = await testApp();
  const { rao, examId } = await setUp(test);
  const path = `/tests/${examId}`;
  const copied = await post(test, rao, path, { act: "copy" });
  assert.match((await get(test, rao, copied.location!)).html, /Copy of Unit test/);
  assert.equal((await post(test, rao, path, { act: "archive" })).location, "/tests");
  assert.doesNotMatch((await get(test, rao, "/tests")).html, />Unit test</);
  assert.match((await get(test, rao, "/tests?archived=true")).html, />Unit test</);
  await post(test, rao, path, { act: "restore" });
  assert.equal((await post(test, rao, path, { act: "delete" })).status, 303);
  assert.equal((await get(test, rao, path)).status, 404);
  assert.equal((await post(test, rao, copied.location!, { act: "explode" })).status, 400);
});

Deno.test("a published test offers Assign in the list", async () => {
  using test = await testApp();
  const { rao, examId } = await setUp(test);
  const link = new RegExp(`/tests/${examId}/assign`);
  assert.doesNotMatch((await get(test, rao, "/tests")).html, link);
  const user = asUser(rao);
  const exam = await test.deps.tables.exams.find({ schoolId: "s1", id: examId });
  await publishExam(test.deps, { user, examId, draftRev: exam!.draftRev });
  assert.match((await get(test, rao, "/tests")).html, link);
});

Deno.test("a question is begun, retired, copied and deleted by forms", async () => {
  using test = await testApp();
  const { rao, sen, questionId } = await setUp(test);
  const begun = await post(test, rao, "/questions/new", { kind: "essay", bankId: "" });
  assert.match(begun.location ?? "", /^\/questions\/.+\/edit$/);
  assert.match((await get(test, rao, begun.location!)).html, /New question/);
  assert.equal((await post(test, rao, "/questions/new", { kind: "poem" })).status, 400);
  const path = `/questions/${questionId}`;
  await post(test, rao, path, { act: "retire" });
  assert.match((await get(test, rao, path)).html, /Retired/);
  assert.doesNotMatch((await get(test, rao, "/questions")).html, /What is 2/);
  await post(test, rao, path, { act: "activate" });
  assert.equal((await post(test, rao, path, { act: "delete" })).status, 409);
  assert.equal((await post(test, sen, path, { act: "retire" })).status, 403);
  const copy = await post(test, sen, path, { act: "copy" });
  assert.equal((await get(test, sen, copy.location!)).status, 200);
  const own = copy.location!.replace("/edit", "");
  assert.equal((await post(test, sen, own, { act: "delete" })).location, "/questions");
});

Deno.test("banks are made and renamed by a form that says what is taken", async () => {
  using test = await testApp();
  const { rao } = await setUp(test);
  const form = { name: "Algebra", subjectId: "", sharing: "private" };
  assert.equal((await post(test, rao, "/questions/banks", form)).status, 303);
  const again = await post(test, rao, "/questions/banks", { ...form, name: "ALGEBRA" });
  assert.equal(again.status, 400);
  assert.match(again.html, /You have a bank of this name/);
  assert.match(again.html, /value="ALGEBRA"/);
  const nameless = await post(test, rao, "/questions/banks", { ...form, name: "" });
  assert.match(nameless.html, /Enter a name/);
  assert.equal((await get(test, rao, "/questions?level=9")).status, 400);
  const empty = await get(test, rao, "/questions?q=&kind=&level=");
  assert.equal(empty.status, 200);
});

import assert from "node:assert/strict";
import {
  aChoice,
  anEssay,
  asUser,
  authoringWorld,
  RUBRIC,
} from "../../tests/worlds/authoring_world.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { rubricMax } from "../model/marking/rubric.ts";
import { createBank, defaultBank, listBanks, updateBank } from "./banks.ts";
import { listQuestions } from "./list.ts";
import { deleteQuestion } from "./remove.ts";
import { questionVersions, teacherQuestion } from "./view.ts";
import { createQuestion, duplicateQuestion, saveVersion, updateQuestion } from "./write.ts";

Deno.test("defaultBank() is made once, also when ten pages need it at once", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const banks = await Promise.all(Array.from({ length: 10 }, () => defaultBank(test.deps, user)));
  assert.equal(new Set(banks.map(({ id }) => id)).size, 1);
  assert.equal(banks[0]?.name, "My questions");
  assert.equal((await listBanks(test.deps, user)).length, 1);
});

Deno.test("createBank() refuses a name the teacher has, in any case, and leaves it to others", async () => {
  using test = await testApp();
  const { rao, sen } = await authoringWorld(test.deps);
  const bank = { name: "Algebra", subjectId: null, sharing: "private" as const };
  await createBank(test.deps, { user: asUser(rao), ...bank });
  const again = createBank(test.deps, { user: asUser(rao), ...bank, name: "ALGEBRA" });
  await assert.rejects(again, { code: "conflict", reason: "name_taken" });
  await createBank(test.deps, { user: asUser(sen), ...bank });
  assert.deepEqual((await listBanks(test.deps, asUser(sen))).map(({ ownerId }) => ownerId), [
    sen.id,
  ]);
});

Deno.test("saveVersion() keeps every version, and makes none for the same content", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const { question, version } = await createQuestion(test.deps, { user, content: aChoice() });
  assert.deepEqual([question.headVersion, version.version, question.title], [
    1,
    1,
    "What is 2 + 2?",
  ]);
  const save = { user, questionId: question.id, rubric: [] };
  const same = await saveVersion(test.deps, { ...save, baseVersion: 1, content: aChoice() });
  assert.equal(same.version.version, 1);
  const content = aChoice("What is 3 + 1?");
  const next = await saveVersion(test.deps, { ...save, baseVersion: 1, content });
  assert.deepEqual([next.version.version, next.question.title], [2, "What is 3 + 1?"]);
  const versions = await questionVersions(test.deps, { user, questionId: question.id });
  assert.deepEqual(versions.map((it) => it.content.prompt), ["What is 3 + 1?", "What is 2 + 2?"]);
});

Deno.test("saveVersion() refuses to write over a newer version and says whose it is", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const { question } = await createQuestion(test.deps, { user, content: aChoice() });
  const save = { user, questionId: question.id, rubric: [], baseVersion: 1 };
  test.setNow(T0 + 60_000);
  await saveVersion(test.deps, { ...save, content: aChoice("Newer?") });
  await assert.rejects(saveVersion(test.deps, { ...save, content: aChoice("Older?") }), {
    code: "conflict",
    reason: "stale",
    message: "You changed this at 11:01 in another window",
  });
});

Deno.test("saveVersion() by two at once gives one version and one refusal", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const { question } = await createQuestion(test.deps, { user, content: aChoice() });
  const results = await Promise.allSettled(
    ["Left?", "Right?"].map((prompt) =>
      saveVersion(test.deps, {
        user,
        questionId: question.id,
        baseVersion: 1,
        content: aChoice(prompt),
        rubric: [],
      })
    ),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const seen = await teacherQuestion(test.deps, { user, questionId: question.id });
  assert.equal(seen.headVersion, 2);
});

Deno.test("createQuestion() refuses what cannot be played, naming the fields", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const content = { ...aChoice(""), key: { credit: {}, feedback: {} } };
  await assert.rejects(createQuestion(test.deps, { user, content }), (error) => {
    assert.ok(error instanceof Error && "reason" in error && "fields" in error);
    assert.equal(error.reason, "key");
    assert.deepEqual(error.fields, [{ path: "prompt", message: "Write the question" }]);
    return true;
  });
  assert.deepEqual((await listQuestions(test.deps, { user, filter: {} })).items, []);
});

Deno.test("a rubric is frozen with its essay and changes only with a new version", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const first = await createQuestion(test.deps, { user, content: anEssay(), rubric: RUBRIC });
  const id = (it: typeof first) =>
    it.version.content.kind === "essay" ? it.version.content.key.rubricVersionId : null;
  assert.equal(id(first), `${first.question.id}-1`);
  assert.equal(rubricMax(RUBRIC), 4);
  const save = { user, questionId: first.question.id, baseVersion: 1, content: anEssay() };
  const same = await saveVersion(test.deps, { ...save, rubric: RUBRIC });
  assert.equal(same.version.version, 1);
  const rubric = [{ ...RUBRIC[0]!, title: "Reasons" }, RUBRIC[1]!];
  const second = await saveVersion(test.deps, { ...save, rubric });
  assert.deepEqual([second.version.version, id(second)], [2, `${first.question.id}-2`]);
  const none = await saveVersion(test.deps, { ...save, baseVersion: 2, rubric: [] });
  assert.deepEqual([none.version.version, id(none)], [3, null]);
});

Deno.test("listQuestions() filters, searches by beginnings of words and pages without gaps", async () => {
  using test = await testApp();
  const { rao, mathsId } = await authoringWorld(test.deps);
  const user = asUser(rao);
  for (let i = 0; i < 25; i++) {
    test.setNow(T0 + Math.floor(i / 2) * 1_000);
    const content = i % 5 === 0 ? anEssay(`Essay about rivers ${i}`) : aChoice(`Quadratic ${i}`);
    const labels = { tags: [i % 2 ? "odd" : "even"], level: 1 + i % 5, subjectId: mathsId };
    await createQuestion(test.deps, { user, content, ...labels });
  }
  const list = (filter: Parameters<typeof listQuestions>[1]["filter"]) =>
    listQuestions(test.deps, { user, filter, limit: 100 }).then(({ items }) => items.length);
  assert.equal(await list({}), 25);
  assert.equal(await list({ kind: "essay" }), 5);
  assert.equal(await list({ tag: "odd", level: 2 }), 3);
  assert.equal(await list({ subjectId: "other" }), 0);
  assert.equal(await list({ q: "quadr" }), 20);
  assert.equal(await list({ q: "RIVER essay" }), 5);
  assert.equal(await list({ q: "river quadratic" }), 0);
  assert.equal(await list({ q: "odd" }), 12);
  for (const filter of [{}, { q: "quadratic" }, { tag: "even" }]) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listQuestions(test.deps, { user, filter, after, limit: 4 });
      seen.push(...page.items.map(({ title }) => title));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assert.equal(seen.length, await list(filter));
    assert.equal(new Set(seen).size, seen.length);
  }
});

Deno.test("deleteQuestion() removes all of a question", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const { question } = await createQuestion(test.deps, {
    user,
    content: anEssay(),
    rubric: RUBRIC,
  });
  await deleteQuestion(test.deps, { user, questionId: question.id });
  for (const table of ["questions", "question_versions", "rubric_versions", "question_drafts"]) {
    const rows = [];
    for await (const { key } of test.contents.of(table).read()) rows.push(key);
    assert.deepEqual(rows, []);
  }
  await assert.rejects(teacherQuestion(test.deps, { user, questionId: question.id }), {
    code: "not_found",
  });
});

Deno.test("a colleague takes a shared question, copies it, and never changes it", async () => {
  using test = await testApp();
  const { rao, sen, stranger, student } = await authoringWorld(test.deps);
  const owner = asUser(rao);
  const { question } = await createQuestion(test.deps, { user: owner, content: aChoice() });
  const change = { questionId: question.id, change: { tags: ["mine"] } };
  await assert.rejects(updateQuestion(test.deps, { user: asUser(sen), ...change }), {
    code: "forbidden",
  });
  const copy = await duplicateQuestion(test.deps, {
    user: asUser(sen),
    questionId: question.id,
  });
  assert.notEqual(copy.question.bankId, question.bankId);
  assert.equal(copy.version.contentHash.length, 64);
  const read = (user: typeof owner) =>
    teacherQuestion(test.deps, { user, questionId: question.id });
  await assert.rejects(read(asUser(stranger)), { code: "not_found" });
  await assert.rejects(read(asUser(student)), { code: "forbidden" });
  await updateBank(test.deps, {
    user: owner,
    bankId: question.bankId,
    change: { sharing: "private" },
  });
  await assert.rejects(read(asUser(sen)), { code: "not_found" });
  assert.equal((await listQuestions(test.deps, { user: asUser(sen), filter: {} })).items.length, 1);
});

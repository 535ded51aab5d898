import assert from "node:assert/strict";
import { migrate as migrateKv } from "../../db/kv/migrations.ts";
import { questionWords as wordsKv } from "../../db/kv/migrations/question_words.ts";
import { KvTable } from "../../db/kv/table.ts";
import { migrate as migrateMongo } from "../../db/mongo/migrations.ts";
import { questionWords as wordsMongo } from "../../db/mongo/migrations/question_words.ts";
import { LAYOUTS } from "../../db/mongo/stores.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { QuestionDraft } from "../../lib/model/questions/question_draft_schema.ts";
import type { Question, QuestionVersion } from "../../lib/model/questions/question_schema.ts";
import { contentHash } from "../../lib/questions/versions.ts";
import type { Table } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { aChoice, authoringWorld } from "../worlds/authoring_world.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";
import { testApp } from "../worlds/test_app.ts";

const ZWJ = "\u200d";

Deno.test("GET /api/questions finds words without the signs that nobody sees", async (t) => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = { ...await test.as(rao), "content-type": "application/json" };
  const send = (body: unknown) =>
    test.app.request("/api/questions", { method: "POST", headers, body: JSON.stringify(body) });
  const find = async (query: Record<string, string>): Promise<string[]> => {
    const answer = await test.app.request(`/api/questions?${new URLSearchParams(query)}`, {
      headers,
    });
    assert.equal(answer.status, 200);
    const { items } = await answer.json();
    return items.map(({ title }: { title: string }) => title).sort();
  };
  const hindi = `यह क्${ZWJ}या है?`;
  const texts = [
    { question: aChoice(hindi), tags: ["भाषा"] },
    { question: aChoice("Where does a so\u00adfa stand?"), tags: [`भा${ZWJ}षा`] },
    { question: aChoice("What is \\ce{H2SO4}, and H~2~O?") },
  ];
  for (const text of texts) assert.equal((await send(text)).status, 201);

  await t.step("typed without them or with others", async () => {
    for (const q of ["क्या", `क्${ZWJ}या`, "क्\u200cया"]) {
      assert.deepEqual(await find({ q }), [hindi], q);
    }
    assert.equal((await find({ q: "sofa" })).length, 1);
    assert.equal((await find({ q: "so\u200bfa" })).length, 1);
  });
  await t.step("a tag too", async () => {
    for (const tag of ["भाषा", `भा${ZWJ}षा`]) assert.equal((await find({ tag })).length, 2, tag);
  });
  await t.step("and a formula by what a person types", async () => {
    for (const q of ["h2so4", "H₂SO₄", "H2O"]) {
      assert.deepEqual(await find({ q }), ["What is H₂SO₄, and H₂O?"], q);
    }
  });
});

interface Engine {
  questions: Table<Question>;
  versions: Table<QuestionVersion>;
  drafts: Table<QuestionDraft>;
  migrate: () => Promise<unknown>;
  again: () => Promise<void>;
}

/** As an older version left them: the joiner parted its word, and chemistry was words of its own. */
async function storedBefore({ questions, versions, drafts, ...engine }: Engine): Promise<void> {
  const row = (id: string) => ({ id, schoolId: "s", createdAt: 1 });
  const head = (id: string, terms: string[], headVersion = 1): Question => ({
    ...row(id),
    ...{ bankId: "b", subjectId: null, authorId: "a", headVersion, state: "active" },
    ...{ kind: "choice_one", title: "As it was", tags: [], level: null, defaultMark: 1, terms },
    updatedAt: 5,
  });
  const content = (prompt: string) => ({ ...aChoice(prompt), locale: null });
  const texts = { q1: `यह क्${ZWJ}या है?`, q2: "Burn \\ce{CH4}" };
  await questions.insert(head("q1", ["यह", "क्", "या", "है", "4", "5"]));
  await questions.insert(head("q2", ["burn", "ce", "ch4", "4", "5"]));
  await questions.insert(head("q3", ["so", "fa"], 0));
  await questions.insert({ ...head("q4", ["what", "is", "2", "4", "5"]), title: "What is 2 + 2?" });
  await questions.insert(head("gone", ["nothing", "is", "left"]));
  for (const [id, prompt] of [...Object.entries(texts), ["q4", aChoice().prompt] as const]) {
    const version = content(prompt);
    await versions.insert({
      ...row(`${id}-1`),
      ...{ questionId: id, version: 1, content: version, authorId: "a" },
      contentHash: contentHash(version),
    });
  }
  await drafts.insert({
    ...row("q3"),
    ...{ questionId: "q3", examId: null, slotId: null, content: content("A so\u00adfa?") },
    ...{ rubric: [], setAside: [], rev: 1, settledRev: 0, headSeen: 0, savedBy: "a", savedAt: 1 },
  });
  await engine.migrate();
  await assertFound(questions, texts.q1);
  await engine.again();
  await assertFound(questions, texts.q1);
}

async function assertFound(questions: Table<Question>, hindi: string): Promise<void> {
  const found = async (word: string) => {
    const { items } = await questions.list("byTerm", "s", [], {
      from: word,
      before: `${word}\uffff`,
    });
    return items.map(({ id, title }) => [id, title]);
  };
  assert.deepEqual(await found("क्या"), [["q1", hindi]]);
  // What it was found by before is no longer in the way.
  assert.deepEqual(await found("या"), []);
  assert.deepEqual(await found("ch4"), [["q2", "Burn CH₄"]]);
  assert.deepEqual(await found("ce"), []);
  assert.deepEqual(await found("sofa"), [["q3", "A so\u00adfa?"]]);
  assert.deepEqual(await found("what"), [["q4", "What is 2 + 2?"]]);
  assert.deepEqual(await found("nothing"), [["gone", "As it was"]]);
  const after = await questions.list("all", "s", []);
  assert.deepEqual([...new Set(after.items.map(({ updatedAt }) => updatedAt))], [5]);
}

Deno.test("questions stored by older words are found by today's: KV", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["meta", "schema"], 7);
  await storedBefore({
    questions: new KvTable(kv, TABLES.questions),
    versions: new KvTable(kv, TABLES.questionVersions),
    drafts: new KvTable(kv, TABLES.questionDrafts),
    migrate: () => migrateKv(kv),
    again: () => wordsKv(kv),
  });
});

Deno.test(
  "questions stored by older words are found by today's: MongoDB",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      await db.collection<{ _id: string; value: number }>("meta").insertOne({
        _id: "schema",
        value: 7,
      });
      await storedBefore({
        questions: new MongoTable(db, TABLES.questions),
        versions: new MongoTable(db, TABLES.questionVersions),
        drafts: new MongoTable(db, TABLES.questionDrafts),
        migrate: () => migrateMongo(db),
        again: () => wordsMongo(db),
      });
    }),
);

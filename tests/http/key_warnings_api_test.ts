import assert from "node:assert/strict";
import { blankContent } from "../../lib/grading/blank_content.ts";
import { aChoice, authoringWorld } from "../worlds/authoring_world.ts";
import { testApp } from "../worlds/test_app.ts";

Deno.test("a key that looks odd is saved, and what looks odd is said", async (t) => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = { ...await test.as(rao), "content-type": "application/json" };
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await test.app.request(`/api/questions${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const odd = {
    ...{ kind: "numerical", prompt: "How long?", explanation: "", defaultMark: 1, locale: null },
    body: { units: [] },
    key: {
      accept: [["10", "1"], ["10.5", "0"]].map(([value, size]) => ({
        ...{ value, tolerance: { rule: "absolute", size }, credit: 1 },
      })),
      ...{ unitFactors: {}, unitPenalty: 1, percent: "refuse" },
    },
  };
  const warnings = [{
    path: "key.accept.1.value",
    message: "Never counts: number 1 comes first and takes all of it",
  }];
  const made = await ask("POST", "", { question: odd });
  const path = `/${made.body.id}`;
  await t.step("when it is made, and whenever it is read", async () => {
    assert.deepEqual([made.status, made.body.warnings], [201, warnings]);
    assert.deepEqual((await ask("GET", path)).body.warnings, warnings);
  });
  await t.step("while it is written, at each save", async () => {
    const sent = { rev: 0, content: odd, rubric: [] };
    const saved = await ask("PUT", `${path}/draft`, sent);
    assert.deepEqual([saved.status, saved.body.problems], [200, []]);
    assert.deepEqual(saved.body.warnings, warnings);
    const mended = { rev: 1, content: aChoice(), rubric: [] };
    assert.deepEqual((await ask("PUT", `${path}/draft`, mended)).body.warnings, []);
  });
});

Deno.test("a true or false question comes with neither preset, and wants one", async () => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = { ...await test.as(rao), "content-type": "application/json" };
  const made = await test.app.request("/api/questions", {
    method: "POST",
    headers,
    body: JSON.stringify({ question: aChoice() }),
  });
  const url = `/api/questions/${(await made.json()).id}`;
  const convert = await test.app.request("/api/questions/convert", {
    method: "POST",
    headers,
    body: JSON.stringify({ content: aChoice(), kind: "true_false" }),
  });
  const { content } = await convert.json();
  assert.equal(content.key.answer, null);
  assert.deepEqual(content.key, blankContent("true_false", null).key);
  const put = (body: unknown) =>
    test.app.request(`${url}/draft`, { method: "PUT", headers, body: JSON.stringify(body) });
  const saved = await put({ rev: 0, content, rubric: [] });
  assert.equal(saved.status, 200);
  const missing = { path: "key.answer", message: "Choose the right answer" };
  assert.deepEqual((await saved.json()).problems, [missing]);
  const early = await test.app.request(`${url}/finish`, { method: "POST", headers });
  assert.equal(early.status, 400);
  assert.deepEqual((await early.json()).fields, [missing]);
  const chosen = { ...content, key: { ...content.key, answer: false } };
  assert.equal((await put({ rev: 1, content: chosen, rubric: [] })).status, 200);
  assert.equal((await test.app.request(`${url}/finish`, { method: "POST", headers })).status, 200);
});

import assert from "node:assert/strict";
import { authoringWorld } from "../worlds/authoring_world.ts";
import { testApp } from "../worlds/test_app.ts";

Deno.test("π, roots and \\frac are read where a question allows them, and a person marks them elsewhere", async (t) => {
  using test = await testApp();
  const { rao } = await authoringWorld(test.deps);
  const headers = { ...await test.as(rao), "content-type": "application/json" };
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await test.app.request(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.status < 300, `${path} ${answer.status} ${await answer.clone().text()}`);
    return await answer.json();
  };
  const question = (key: Record<string, unknown>) => ({
    ...{ kind: "numerical", prompt: "sin 60°?", explanation: "", defaultMark: 1, locale: null },
    body: { units: [] },
    key: {
      accept: [{ value: "sqrt(3)/2", tolerance: { rule: "absolute", size: ".0001" }, credit: 1 }],
      ...{ unitFactors: {}, unitPenalty: 1, percent: "refuse" },
      ...key,
    },
  });
  const answers = ["√3/2", "\\frac{\\sqrt{3}}{2}", "0.8660", "√3"];
  const graded = async (key: Record<string, unknown>) => {
    const { id, version } = await ask("POST", "/api/questions", { question: question(key) });
    assert.equal(version.content.key.accept[0].value, "√3/2");
    const found = [];
    for (const text of answers) {
      const response = { kind: "numerical", text, unitId: null };
      const { fraction, unsure, readAs } = await ask("POST", `/api/questions/${id}/try`, {
        ...{ version: 1, response },
      });
      found.push([unsure ? "a person" : fraction, readAs]);
    }
    return found;
  };
  await t.step("allowed", async () => {
    assert.deepEqual(await graded({ expressions: "allow" }), [
      [1, "√3/2"],
      [1, "√3/2"],
      [1, "0.866"],
      [0, "√3"],
    ]);
  });
  await t.step("refused, and left out as in questions of older versions", async () => {
    for (const key of [{ expressions: "refuse" }, {}]) {
      assert.deepEqual(await graded(key), [
        ["a person", null],
        ["a person", null],
        [1, "0.866"],
        ["a person", null],
      ]);
    }
  });
  await t.step("and the student's field says so", async () => {
    const shown = async (key: Record<string, unknown>) => {
      const { html } = await ask("POST", "/api/tests/preview", {
        ...{ content: question(key), number: 1, maxMark: 1 },
      });
      return html.includes("data-expressions") && html.includes("2√3");
    };
    assert.deepEqual([await shown({ expressions: "allow" }), await shown({})], [true, false]);
  });
});

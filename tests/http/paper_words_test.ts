import assert from "node:assert/strict";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { aChoice } from "../worlds/authoring_world.ts";
import { formPost } from "../worlds/people_world.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";

const RULES = {
  ...{ opensAt: T0, closesAt: T0 + 3_600_000, limitMs: null, graceMs: 60_000, lateStart: "cut" },
  ...{ attemptsAllowed: 1, counts: "best", onExpiry: "submit", negative: false, anonymous: false },
  ...{ practice: false, review: TEST_REVIEW },
};
const SULPHURIC = /<mi mathvariant="normal">S<\/mi>.*<mn>4<\/mn>/;

/** What a chemistry teacher types, and what every paper makes of it. */
const QUESTION = {
  ...aChoice("Nommez \\ce{H2SO4}, où \\(x^2 = 4\\) et H~2~O."),
  locale: "fr",
  explanation: "Voir x^2^.",
  body: {
    options: [{ id: "aaaa", text: "\\ce{NaCl} and H~2~O" }, { id: "bbbb", text: "5" }],
    shuffle: false,
  },
};

Deno.test("a test of formulae reads alike on each of its papers", async (t) => {
  using test = await testApp();
  const { student, teacher } = await takingWorld(test.deps.tables, T0);
  const headers = async (who: Person) => ({ ...await test.as(who), accept: "text/html" });
  const page = async (path: string, who = teacher) => {
    const answer = await test.app.request(path, { headers: await headers(who) });
    assert.equal(answer.status, 200, `${path} ${answer.status}`);
    return await answer.text();
  };
  const send = async (method: string, path: string, body: unknown, who = teacher) => {
    const answer = await test.app.request(path, {
      method,
      headers: { ...await test.as(who), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(answer.status < 300, `${path} ${answer.status} ${await answer.clone().text()}`);
    return await answer.json();
  };
  const title = "Acids: \\ce{H2SO4}, H~2~O and $x^2$";
  const shown = "Acids: H₂SO₄, H₂O and x²";
  const made = await send("POST", "/api/tests", { title });
  await send("POST", "/api/questions", { question: QUESTION, examId: made.id });
  const read = await send("GET", `/api/tests/${made.id}`, undefined);
  const [section] = read.sections;
  const renamed = { ...section, title: "On x^2^" };
  const ordered = await send("PUT", `/api/tests/${made.id}/slots`, {
    draftRev: read.draftRev,
    sections: [{
      ...{ id: renamed.id, title: renamed.title, intro: "", shuffle: false },
      slots: section.slots.map((it: Record<string, unknown>) => ({
        ...{ slotId: it["slotId"], questionId: it["questionId"], maxMark: it["maxMark"] },
      })),
    }],
  });
  await send("POST", `/api/tests/${made.id}/publish`, { draftRev: ordered.draftRev });
  assert.equal((await send("GET", `/api/tests/${made.id}`, undefined)).title, title);

  const papers = (html: string) => {
    assert.match(html, SULPHURIC);
    assert.match(html, /<msup><mi>x<\/mi><mn>2<\/mn><\/msup>/);
    assert.match(html, /H<sub>2<\/sub>O/);
    assert.match(html, /<div class="rich[^>]* lang="fr"[^>]*><p>Nommez/);
  };
  for (const name of ["preview", "print"]) {
    await t.step(`to its author: ${name}`, async () => {
      const html = await page(`/tests/${made.id}/${name}`);
      papers(html);
      assert.ok(html.includes(`${shown}</`), "the title");
      assert.ok(html.includes("On x²"), "the section");
    });
  }
  await t.step("with its answers as text", async () => {
    const html = await page(`/tests/${made.id}/print?answers=true`);
    assert.ok(html.includes("✓ NaCl and H₂O; – 5"), "the answers");
  });
  await t.step("in the list of tests, while its editor holds what was typed", async () => {
    assert.ok((await page("/tests")).includes(`>${shown}</a>`));
    const editor = await page(`/tests/${made.id}`);
    assert.ok(editor.includes(`<title>${shown} `));
    assert.ok(editor.includes("H~2~O and $x^2$"));
  });
  const assignment = await send("POST", "/api/assignments", {
    rules: RULES,
    examId: made.id,
    audience: { kind: "class", classId: "class1" },
  });
  await t.step("to whoever sits it", async () => {
    assert.equal(assignment.title, shown);
    assert.ok((await page(`/assignments/${assignment.id}`, student)).includes(shown));
    const start = await test.app.request(
      `/assignments/${assignment.id}/start`,
      formPost({}, await headers(student)),
    );
    assert.equal(start.status, 303);
    const html = await page(start.headers.get("location")!, student);
    papers(html);
    assert.ok(html.includes("On x²"));
    assert.match(html, /<span class="rich"[^>]* lang="fr"[^>]*>5<\/span>/);
    assert.match(html, /aria-label="NaCl and H₂O"/);
  });
  await t.step("in the notice of it, and to markers", async () => {
    assert.ok((await page("/notifications", student)).includes(`New test: ${shown}`));
    const csv = await test.app.request(`/assignments/${assignment.id}/results`, {
      headers: await headers(teacher),
    });
    assert.ok((await csv.text()).includes(shown));
    const slotId = section.slots[0].slotId;
    papers(await page(`/assignments/${assignment.id}/results/${slotId}`));
  });
});

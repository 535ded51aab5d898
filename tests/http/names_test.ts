import assert from "node:assert/strict";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { UNSEEN } from "../../lib/model/text/typed_schema.ts";
import { aChoice, anEssay } from "../worlds/authoring_world.ts";
import { anAdmin, aPerson, aWorld, formPost, jsonSend } from "../worlds/people_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";

/** A control, a line break, one of each mark of direction, a separator. */
const SIGNS = [
  "\u0000",
  "\n",
  "\u007f",
  "\u0085",
  "\u200e",
  "\u061c",
  "\u202e",
  "\u2066",
  "\u2028",
];
/** Names of which nobody sees anything: blanks in Braille, fillers of Hangul, joiners. */
const BLANKS = ["\u2800", "\u2800 \u2800", "\u3164", "\uffa0", "\u115f\u200d", "\u200d"];
const ZWJ = "\u200d";

interface Door {
  door: string;
  who: "office" | "teacher" | "admin";
  /** The request with this name in it. */
  send: (name: string, n: number) => [path: string, init: RequestInit];
}

/** Whatever takes a name or a title. */
const DOORS: readonly Door[] = [
  json("office", "POST", "/api/people", (name) => ({ name, role: "teacher" })),
  json("office", "POST", "/api/people", (rollNumber) => ({
    name: "Ravi Roll",
    role: "student",
    rollNumber,
  })),
  json("office", "PATCH", "/api/people/other-a", (name) => ({ name })),
  form("office", "/people/new", (name, n) => ({
    ...{ id: `new-${n}`, role: "teacher", email: "", username: "", rollNumber: "" },
    ...{ classId: "", childId: "", status: "active", name },
  })),
  form("office", "/people/other-a/edit", (name) => ({
    ...{ rev: "1", email: "", username: "other-a", rollNumber: "", name },
  })),
  form("office", "/classes/new", (name) => ({ name, yearId: "year-a", classTeacherId: "" })),
  form("office", "/classes/new", (grade, n) => ({
    ...{ name: `Class ${n}`, grade, yearId: "year-a", classTeacherId: "" },
  })),
  form("office", "/classes/new", (section, n) => ({
    ...{ name: `Class s${n}`, section, yearId: "year-a", classTeacherId: "" },
  })),
  form("office", "/settings/subjects", (name) => ({ name, id: "" })),
  form("office", "/settings/years", (name) => ({
    ...{ id: "", name, from: "2030-04-01", until: "2031-03-31" },
  })),
  form("office", "/settings", (schoolName) => ({
    ...{ timeZone: "Asia/Kolkata", locale: "en-IN", passPercent: "40", ...TEST_REVIEW },
    schoolName,
  })),
  form("admin", "/schools/new", (schoolName, n) => ({
    ...{ timeZone: "Asia/Kolkata", locale: "en-IN", name: "O", email: `o${n}@x.example` },
    schoolName,
  })),
  json("teacher", "POST", "/api/question-banks", (name) => ({ name })),
  form("teacher", "/questions/banks", (name) => ({ name, subjectId: "", sharing: "school" })),
  json("teacher", "POST", "/api/tests", (title) => ({ title })),
  form("teacher", "/tests/new", (title) => ({ title, subjectId: "" })),
  json("teacher", "PATCH", "/api/tests/exam-a", (title) => ({ draftRev: 0, title })),
  json("teacher", "PATCH", "/api/tests/exam-a", (title) => ({
    draftRev: 1,
    sections: [{ id: "sec-1", title, intro: "", shuffle: false, slots: [] }],
  })),
  json("teacher", "POST", "/api/questions", (tag) => ({ question: aChoice(), tags: [tag] })),
  json("teacher", "POST", "/api/questions", (title) => ({
    question: anEssay(),
    rubric: [{
      id: "row",
      title,
      levels: [{ id: "l1", points: 0, text: "No" }, { id: "l2", points: 1, text: "Yes" }],
    }],
  })),
];

function json(
  who: Door["who"],
  method: "POST" | "PATCH",
  path: string,
  body: (name: string, n: number) => unknown,
): Door {
  const fields = Object.keys(body("", 0) as object).join(", ");
  return {
    ...{ door: `${method} ${path} (${fields})`, who },
    send: (name, n) => [path, jsonSend(method, body(name, n))],
  };
}

function form(
  who: Door["who"],
  path: string,
  fields: (name: string, n: number) => Record<string, string>,
): Door {
  return { door: `form ${path}`, who, send: (name, n) => [path, formPost(fields(name, n))] };
}

Deno.test("no door takes a name with signs that nobody sees, and each takes joiners", async (t) => {
  using test = await testApp();
  const world = await aWorld(test);
  await test.deps.tables.exams.insert({
    ...{ id: "exam-a", schoolId: "school-a", createdAt: T0, title: "Unit test" },
    ...{ description: "", subjectId: null, ownerId: world.teacher.id, editorIds: [] },
    state: "draft",
    draft: {
      sections: [{ id: "sec-1", title: "", intro: "", shuffle: false, slots: [] }],
      instructions: "",
    },
    ...{ draftRev: 0, publishedVersion: null, publishedRev: null, updatedAt: T0 },
  });
  const headers = {
    office: await test.as(world.office),
    teacher: await test.as(world.teacher),
    admin: await test.as(await anAdmin(test)),
  };
  let n = 0;
  const ask = (it: Door, name: string) => {
    const [path, init] = it.send(name, n++);
    return test.app.request(path, { ...init, headers: { ...init.headers, ...headers[it.who] } });
  };
  for (const it of DOORS) {
    await t.step(it.door, async () => {
      for (const sign of SIGNS) {
        const answer = await ask(it, `Ann${sign}a`);
        const code = `U+${sign.charCodeAt(0).toString(16)}`;
        assert.equal(answer.status, 400, `${code} ${(await answer.clone().text()).slice(0, 300)}`);
        const said = (await answer.text()).replaceAll("&#39;", "'");
        assert.ok(said.includes(UNSEEN), `${code} ${said}`);
      }
      for (const blank of BLANKS) assert.equal((await ask(it, blank)).status, 400, blank);
      const taken = await ask(it, `An${ZWJ}na${n}`.slice(0, 20));
      assert.ok(
        taken.status < 400,
        `${taken.status} ${(await taken.clone().text()).slice(0, 300)}`,
      );
    });
  }
});

Deno.test("half a character is refused in every body, wherever it stands", async (t) => {
  using test = await testApp();
  const { office, teacher } = await aWorld(test);
  const half = "an\ud83dswer";
  const bodies: [path: string, body: unknown, field: string][] = [
    ["/api/people", { name: half, role: "teacher" }, "name"],
    ["/api/tests", { title: "T", description: half }, "description"],
    ["/api/questions", { question: { ...aChoice(), prompt: half } }, "question.prompt"],
    ["/api/questions", { question: { ...aChoice(), [half]: 1 } }, "question"],
    ["/api/grading/marks", { comment: half }, "comment"],
    [
      "/api/test-attempts/a1/events",
      { events: [{ n: 1, response: { kind: "essay", text: half } }] },
      "events.0.response.text",
    ],
  ];
  for (const [path, body, field] of bodies) {
    await t.step(`${path}: ${field}`, async () => {
      const headers = await test.as(path === "/api/people" ? office : teacher);
      const method = path === "/api/grading/marks" ? "PUT" : "POST";
      const answer = await test.app.request(path, jsonSend(method, body, headers));
      assert.equal(answer.status, 400, await answer.clone().text());
      assert.deepEqual((await answer.json()).fields, [
        { path: field, message: "This holds half a character. Type it anew instead of pasting it" },
      ]);
    });
  }
  await t.step("a whole one that JSON writes in halves is taken", async () => {
    const init = jsonSend("POST", {}, await test.as(teacher));
    const body = String.raw`{"title":"Unit \ud83d\ude00"}`;
    const answer = await test.app.request("/api/tests", { ...init, body });
    assert.equal(answer.status, 201, await answer.clone().text());
    assert.equal((await answer.json()).title, "Unit 😀");
  });
  await t.step("a stranger is asked to sign in first", async () => {
    const answer = await test.app.request("/api/people", jsonSend("POST", { name: half }));
    assert.equal(answer.status, 401);
  });
});

Deno.test("names are compared and found without joiners", async (t) => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const headers = await test.as(office);
  const [plain, joined] = ["میخواهم", "می\u200cخواهم"];
  const subject = (name: string) => formPost({ id: "", name }, headers);
  await t.step("two subjects do not differ by a joiner alone", async () => {
    const first = await test.app.request("/settings/subjects", subject(joined));
    assert.equal(first.status, 303);
    const second = await test.app.request("/settings/subjects", subject(plain));
    assert.match(await second.text(), /There is a subject with this name/);
  });
  await t.step("nor two years", async () => {
    const year = (name: string, y: number) =>
      formPost({ id: "", name, from: `${y}-04-01`, until: `${y + 1}-03-31` }, headers);
    assert.equal((await test.app.request("/settings/years", year(joined, 2030))).status, 303);
    const second = await test.app.request("/settings/years", year(plain, 2031));
    assert.match(await second.text(), /There is a year with this name/);
  });
  await t.step("a person is found with and without it", async () => {
    for (const [id, name] of [["p1", plain], ["p2", joined]] as const) {
      await test.deps.tables.people.insert(aPerson({ id, role: "teacher", name }));
    }
    for (const q of [plain, joined]) {
      const path = `/api/people?q=${encodeURIComponent(q)}`;
      const { items } = await (await test.app.request(path, { headers })).json();
      assert.deepEqual(items.map((it: { id: string }) => it.id).sort(), ["p1", "p2"]);
    }
  });
  await t.step("a name of joiners alone is none", async () => {
    const answer = await test.app.request("/settings/subjects", subject("\u200d\u200c"));
    assert.match(await answer.text(), /Enter a name/);
  });
});

Deno.test("rows stored with such names still open, and can be mended", async () => {
  using test = await testApp();
  const { office, teacher } = await aWorld(test);
  const { tables } = test.deps;
  const bad = "Ann\u202ea \u0007Rao";
  await tables.people.insert(aPerson({ id: "old", role: "teacher", name: bad }));
  await tables.subjects.insert({ id: "os", schoolId: "school-a", createdAt: T0, name: bad });
  await tables.classes.insert({
    ...{ id: "oc", schoolId: "school-a", createdAt: T0, yearId: "year-a", name: bad },
    ...{ grade: "\u200e", section: "", classTeacherId: teacher.id },
  });
  const headers = { ...await test.as(office), accept: "text/html" };
  const pages = ["/people", "/people/old", "/people/old/edit", "/settings/subjects", "/classes/oc"];
  for (const page of pages) {
    assert.equal((await test.app.request(page, { headers })).status, 200, page);
  }
  const mended = { rev: "0", name: "Anna Rao", email: "", username: "old", rollNumber: "" };
  const answer = await test.app.request("/people/old/edit", formPost(mended, headers));
  assert.equal(answer.status, 303);
  assert.equal((await tables.people.find({ schoolId: "school-a", id: "old" }))?.name, "Anna Rao");
});

Deno.test("a name that runs the other way leaves the words around it where they are", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const { tables } = test.deps;
  const hebrew = "נעמי כהן";
  const kept = "\u2068נעמי כהן\u2069";
  await tables.people.insert(aPerson({ id: "naomi", role: "teacher", name: hebrew }));
  const headers = { ...await test.as(office), accept: "text/html" };
  const added = formPost({ teacherId: "naomi", subjectId: "maths-a" }, headers);
  assert.equal((await test.app.request("/classes/class-a/teachings", added)).status, 303);
  const audit = await (await test.app.request("/audit", { headers })).text();
  const line = audit.replaceAll(/<\/?a\b[^>]*>/g, "");
  assert.ok(line.includes(`${kept} teaches Maths in Class 10 A`), "a line of the audit log");
  const edit = await (await test.app.request("/people/naomi/edit", { headers })).text();
  assert.ok(edit.includes(`Edit ${kept}`), "a page's title");
  assert.ok(edit.includes(`value="${hebrew}"`), "a field holds the name alone");
  const person = await (await test.app.request("/people/other-a/edit", { headers })).text();
  assert.ok(person.includes("<title>Edit Zoya Khan"), "one that runs with them is as it is");
  assert.equal((await tables.people.find({ schoolId: "school-a", id: "naomi" }))?.name, hebrew);
});

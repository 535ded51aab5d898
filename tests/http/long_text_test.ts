import assert from "node:assert/strict";
import { latestMark } from "../../lib/grading/latest_marks.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { markingWorld, write } from "../worlds/marking_world.ts";
import { aWorld, formPost, type World } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";

/** A field of a form that is sent without script, how much fits, and what else the form needs. */
interface Field {
  who: (world: World) => Person;
  path: string;
  field: string;
  most: number;
  rest?: (world: World) => Record<string, string>;
}

const office = ({ office }: World) => office;
const teacher = ({ teacher }: World) => teacher;
const newPerson = () => ({
  id: "new-1",
  status: "active",
  role: "teacher",
  name: "New One",
  email: "new@school.example",
});
const newClass = ({ yearId }: World) => ({ name: "Class 9 C", yearId, grade: "", section: "" });

const FIELDS: Field[] = [
  { who: office, path: "/people/new", field: "name", most: 120, rest: newPerson },
  { who: office, path: "/people/new", field: "email", most: 254, rest: newPerson },
  { who: office, path: "/classes/new", field: "name", most: 120, rest: newClass },
  { who: office, path: "/classes/new", field: "grade", most: 20, rest: newClass },
  { who: office, path: "/classes/new", field: "section", most: 20, rest: newClass },
  { who: office, path: "/settings/subjects", field: "name", most: 120 },
  { who: teacher, path: "/tests/new", field: "title", most: 200 },
  {
    who: teacher,
    path: "/questions/banks",
    field: "name",
    most: 120,
    rest: () => ({ sharing: "private", subjectId: "" }),
  },
];

async function send(test: TestApp, world: World, it: Field, text: string): Promise<Response> {
  const fields = { ...it.rest?.(world), [it.field]: text };
  return await test.app.request(it.path, formPost(fields, await test.as(it.who(world))));
}

Deno.test("a form refuses a text that is too long with a sentence, and keeps all of it", async (t) => {
  using test = await testApp();
  const world = await aWorld(test);
  for (const it of FIELDS) {
    await t.step(`${it.path} ${it.field}`, async () => {
      const text = "y".repeat(it.most + 7);
      const response = await send(test, world, it, text);
      const html = await response.text();
      assert.equal(response.status, 400, html.slice(0, 300));
      assert.ok(html.includes(text), "it is still in the field");
      assert.ok(!/Too big|expected string/.test(html), "it is said in words of the product");
      assert.ok(
        html.includes(`Take 7 characters away: ${it.most} fit`),
        "how much is over is said",
      );
      assert.ok(!/maxlength/i.test(html), "the browser does not cut it");
    });
  }
});

Deno.test("a marker's comment that is too long is refused without script too, and kept", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Essay") });
  const headers = await test.as(world.people.get("t1")!);
  const comment = "z\r\n".repeat(1_001);
  const form = { attemptId: "at-st1", slotId: "se", rev: "0", mark: "", comment };
  const levels = { "level.ra": "ra1", "level.rb": "rb0" };
  const desk = "/assignments/as1/marking/se";
  const refused = await test.app.request(desk, formPost({ ...form, ...levels }, headers));
  const html = await refused.text();
  assert.equal(refused.status, 400);
  assert.match(html, /The comment is too long. Take 2 characters away: 2,000 fit/);
  assert.ok(html.includes("z\n".repeat(1_001)));

  const short = { ...form, ...levels, comment: "z\r\n".repeat(1_000) };
  assert.equal((await test.app.request(desk, formPost(short, headers))).status, 303);
  const grade = await world.grade("at-st1");
  assert.equal(latestMark(grade!, "se")?.comment.length, 1_999);
});

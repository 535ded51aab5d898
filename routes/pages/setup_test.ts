import assert from "node:assert/strict";
import {
  anAdmin,
  aSchool,
  aWorld,
  formPost,
  sessionCookie,
} from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const FORM = {
  schoolName: "Nilgiri Valley School",
  timeZone: "Asia/Kolkata",
  locale: "en-IN",
  name: "Anita Desai",
  email: "Office@NVS.example",
  password: "seven green kites",
};

Deno.test("POST /setup creates the school and signs in who runs it, once", async () => {
  using test = await testApp();
  const first = await test.app.request("/setup", formPost(FORM));
  assert.equal(first.status, 303);
  const cookie = sessionCookie(first)!;
  const who = await (await test.app.request("/api/session", { headers: { cookie } })).json();
  assert.deepEqual([who.name, who.role], ["Anita Desai", "school_admin"]);
  assert.deepEqual([who.schoolName, who.timeZone], ["Nilgiri Valley School", "Asia/Kolkata"]);
  const people = await test.deps.tables.people.list("byName", who.schoolId, []);
  assert.deepEqual(people.items.map(({ email }) => email), ["office@nvs.example"]);
  assert.equal((await test.app.request("/setup")).headers.get("location"), "/");
  const again = await test.app.request("/setup", formPost({ ...FORM, email: "b@nvs.example" }));
  assert.equal(again.headers.get("location"), "/");
  assert.equal(await test.deps.tables.schools.count("all", "", []), 1);
});

Deno.test("POST /setup makes one school of ten at once", async () => {
  using test = await testApp();
  const answers = await Promise.all(
    Array.from(
      { length: 10 },
      (_, i) => test.app.request("/setup", formPost({ ...FORM, email: `a${i}@nvs.example` })),
    ),
  );
  assert.equal(answers.filter((it) => sessionCookie(it) !== null).length, 1);
  assert.equal(await test.deps.tables.schools.count("all", "", []), 1);
  const { items: [school] } = await test.deps.tables.schools.list("all", "", []);
  assert.equal(await test.deps.tables.people.count("byRole", school!.id, ["school_admin"]), 1);
  assert.match(school!.id, /^[0-9a-f-]{36}$/, "nobody knows it beforehand");
});

Deno.test("POST /setup makes one school of two that both see none yet", async () => {
  using test = await testApp();
  const { schools } = test.deps.tables;
  const { list } = schools;
  let [asked, bothAsked] = [0, Promise.withResolvers<void>()];
  // What was read before the other one wrote: as with two processes.
  schools.list = async (...given) => {
    const page = await list.apply(schools, given);
    if (++asked > 6) return page;
    const { promise, resolve } = bothAsked;
    if (asked % 2 === 0) {
      resolve();
      bothAsked = Promise.withResolvers();
    }
    await promise;
    return page;
  };
  const post = async (schoolName: string, email: string) =>
    sessionCookie(await test.app.request("/setup", formPost({ ...FORM, schoolName, email })));
  const cookies = await Promise.all([
    post("River School", "a@nvs.example"),
    post("Hill School", "b@nvs.example"),
  ]);
  assert.equal(cookies.filter((it) => it !== null).length, 1);
  const { items: [school, ...more] } = await list.call(schools, "all", "", []);
  assert.deepEqual(more, []);
  assert.equal(await test.deps.tables.people.count("byRole", school!.id, ["school_admin"]), 1);
});

Deno.test("POST /setup goes on with one that was cut off, also before schools had ids of their own", async (t) => {
  const cases = [
    { id: "first-school", setUpBy: undefined, office: "first-office" },
    { id: "some-school", setUpBy: "some-office", office: "some-office" },
  ];
  for (const { id, setUpBy, office } of cases) {
    await t.step(id, async () => {
      using test = await testApp();
      const { schools, people } = test.deps.tables;
      await schools.insert(aSchool({ id, schoolId: id, ...(setUpBy && { setUpBy }) }));
      assert.notEqual(sessionCookie(await test.app.request("/setup", formPost(FORM))), null);
      assert.equal((await people.find({ schoolId: id, id: office }))?.name, "Anita Desai");
      assert.equal((await schools.find({ schoolId: id, id }))?.name, "Nilgiri Valley School");
      const again = await test.app.request("/setup", formPost({ ...FORM, email: "b@nvs.example" }));
      assert.equal(again.headers.get("location"), "/");
      assert.equal(await schools.count("all", "", []), 1);
    });
  }
});

Deno.test("POST /setup says what to mend and keeps what was typed but the password", async (t) => {
  using test = await testApp();
  await anAdmin(test);
  const cases: [fields: Record<string, string>, says: string][] = [
    [{ schoolName: " " }, "Enter the school&#39;s name"],
    [{ timeZone: "Asia/Nowhere" }, "Choose a time zone"],
    [{ timeZone: "" }, "Choose a time zone"],
    [{ locale: "not a locale" }, "Choose a language"],
    [{ name: "" }, "Enter your name"],
    [{ email: "office" }, "Enter an e-mail address"],
    [{ password: "short" }, "Use at least 8 characters"],
    [{ password: "password123" }, "among the first ones tried"],
    [{ password: "Nilgiri Valley School" }, "Do not use your own name"],
    [{ demo: "true" }, "Nothing is called"],
  ];
  for (const [fields, says] of cases) {
    await t.step(says, async () => {
      const response = await test.app.request("/setup", formPost({ ...FORM, ...fields }));
      const html = (await response.text()).replaceAll("'", "&#39;");
      assert.equal(response.status, 400);
      assert.ok(html.includes(says), html.slice(html.indexOf("error-summary"), 3_000));
      const kept = Object.keys(fields)[0] === "name" ? "Nilgiri Valley School" : "Anita Desai";
      assert.ok(html.includes(`value="${kept}"`));
      assert.ok(!html.includes("seven green kites"));
    });
  }
  assert.equal(await test.deps.tables.schools.count("all", "", []), 0);
});

Deno.test("POST /setup asks for the code that the server printed", async () => {
  using test = await testApp();
  test.deps.setUpCode = "abcd-efgh";
  assert.ok((await (await test.app.request("/setup")).text()).includes("Set-up code"));
  for (const code of ["", "abcd-efgx", "abcd"]) {
    const response = await test.app.request("/setup", formPost({ ...FORM, code }));
    assert.equal(response.status, 400);
    assert.ok((await response.text()).includes("Enter the code that the server printed"));
  }
  const right = await test.app.request("/setup", formPost({ ...FORM, code: " ABCD-efgh " }));
  assert.equal(right.status, 303);
});

Deno.test("GET /setup leads away where a school is", async () => {
  using test = await testApp();
  await aWorld(test);
  assert.equal((await test.app.request("/setup")).headers.get("location"), "/");
  assert.equal((await test.app.request("/setup", formPost(FORM))).status, 303);
  assert.equal(await test.deps.tables.schools.count("all", "", []), 1);
});

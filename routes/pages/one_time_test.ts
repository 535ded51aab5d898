import assert from "node:assert/strict";
import { hash } from "@node-rs/argon2";
import { makeAdmin, recover } from "../../lib/people/admin.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import {
  anAdmin,
  aWorld,
  formPost,
  jsonSend,
  sessionCookie,
} from "../../tests/worlds/people_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const DAY = 86_400_000;
const UNTIL = T0 + 14 * DAY;

async function signIn(test: TestApp, name: string, password: string): Promise<Response> {
  return await test.app.request("/sign-in", formPost({ name, password }));
}

function secretOn(html: string): string {
  return /class="one-time">(\w{5}-\w{5})</.exec(html)![1]!;
}

/** Kabir with a one-time password from the office, handed out at T0. */
async function reset(test: TestApp) {
  const world = await aWorld(test);
  const office = await test.as(world.office);
  const answer = await test.app.request(
    `/people/${world.student.id}/password`,
    formPost({}, office),
  );
  const html = await answer.text();
  const find = async () => (await test.deps.tables.people.find(world.student))!;
  return { ...world, html, secret: secretOn(html), name: world.student.username!, find };
}

Deno.test("a one-time password lets in for 14 days, and then says that it has run out", async () => {
  using test = await testApp();
  const { html, secret, name, find } = await reset(test);
  assert.ok(html.includes("It lets in for 14 days"));
  assert.equal((await find()).oneTimeUntilAt, UNTIL);
  test.setNow(UNTIL - 1);
  assert.equal((await signIn(test, name, secret)).status, 303);
  test.setNow(UNTIL);
  const late = await signIn(test, name, secret);
  assert.equal(late.status, 401);
  assert.equal(sessionCookie(late), null);
  assert.ok((await late.text()).includes("This one-time password has run out"));
  const wrong = await (await signIn(test, name, "wrong password")).text();
  assert.ok(!wrong.includes("run out"), "told to whoever has it alone");
});

Deno.test("whoever came in with a one-time password and chose none is out when it has run out", async () => {
  using test = await testApp();
  const { secret, name } = await reset(test);
  test.setNow(UNTIL - 1_000);
  const cookie = sessionCookie(await signIn(test, name, secret))!;
  const page = () => test.app.request("/account/password", { headers: { cookie } });
  assert.equal((await page()).status, 200);
  test.setNow(UNTIL);
  assert.equal((await page()).status, 401);
});

Deno.test("a chosen password has no end", async () => {
  using test = await testApp();
  const { secret, name, find } = await reset(test);
  const cookie = sessionCookie(await signIn(test, name, secret))!;
  const form = formPost({ current: "", next: "seven green kites" }, { cookie });
  assert.equal((await test.app.request("/account/password", form)).status, 303);
  const row = await find();
  assert.deepEqual([row.mustChangePassword, row.oneTimeUntilAt], [false, undefined]);
  test.setNow(UNTIL + 300 * DAY);
  assert.equal((await signIn(test, name, "seven green kites")).status, 303);
});

Deno.test("one-time passwords of before there was an end are counted from 1 December 2026", async () => {
  using test = await testApp();
  const { student } = await aWorld(test);
  const passwordHash = await hash("old one", { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const old = { passwordHash, mustChangePassword: true };
  await test.deps.tables.people.update(student, (it) => ({ ...it, ...old }));
  const end = Date.UTC(2026, 11, 15);
  test.setNow(end - 1);
  assert.equal((await signIn(test, student.username!, "old one")).status, 303);
  test.setNow(end);
  assert.equal((await signIn(test, student.username!, "old one")).status, 401);
});

Deno.test("the person's page says until when, and offers a new one", async () => {
  using test = await testApp();
  const { office, teacher, otherStudent, student } = await reset(test);
  const pageFor = async (by: Person, of: Person) =>
    await (await test.app.request(`/people/${of.id}`, { headers: await test.as(by) })).text();
  assert.match(await pageFor(office, student), /Lets in until <time[^>]*>[^<]*7 Dec/);
  assert.match(await pageFor(teacher, student), /Lets in until/);
  assert.ok(!(await pageFor(office, otherStudent)).includes("One-time password"));
  const api = async (of: Person) =>
    await (await test.app.request(`/api/people/${of.id}`, { headers: await test.as(office) }))
      .json();
  assert.equal((await api(student)).oneTimeUntilAt, UNTIL);
  assert.equal((await api(otherStudent)).oneTimeUntilAt, null);
  test.setNow(UNTIL);
  const html = await pageFor(office, student);
  assert.match(html, /Ran out <time/);
  assert.match(
    html,
    /<a[^>]*href="\/people\/student-a\/password"[^>]*>[\s\S]{0,40}New one-time password/,
  );
});

Deno.test("every way to hand out a one-time password ends it after 14 days", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const admin = await anAdmin(test);
  const { tables } = test.deps;
  const by = async (who: Person) => await test.as(who);
  const send = async (method: "POST" | "PATCH", path: string, body: unknown) =>
    await (await test.app.request(path, jsonSend(method, body, await by(office)))).json();
  const added = await send("POST", "/api/people", { name: "New One", role: "teacher" });
  const pending = await send("POST", "/api/people", {
    name: "New Two",
    role: "teacher",
    status: "pending",
  });
  assert.equal(pending.person.oneTimeUntilAt, null);
  const letIn = await send("PATCH", `/api/people/${pending.person.id}`, { status: "active" });
  for (const { person } of [added, letIn]) assert.equal(person.oneTimeUntilAt, UNTIL);
  const school = { schoolName: "School B", timeZone: "Asia/Kolkata", locale: "en-IN" };
  const form = formPost({ ...school, name: "Otto", email: "otto@b.example" }, await by(admin));
  const html = await (await test.app.request("/schools/new", form)).text();
  assert.ok(secretOn(html));
  const otto = await tables.people.findBy("signInName", "", "otto@b.example");
  assert.equal(otto?.oneTimeUntilAt, UNTIL);
  const { person } = await makeAdmin(test.deps, { name: "Ada", email: "ada@work.example" });
  assert.equal(person.oneTimeUntilAt, UNTIL);
  test.setNow(T0 + DAY);
  const again = await recover(test.deps, "ada@work.example");
  assert.equal(again.person.oneTimeUntilAt, UNTIL + DAY);
});

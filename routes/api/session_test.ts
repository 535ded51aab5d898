import assert from "node:assert/strict";
import { hashPassword } from "../../lib/access/passwords.ts";
import {
  aPerson,
  aWorld,
  formPost,
  jsonSend,
  sessionCookie,
} from "../../tests/worlds/people_world.ts";
import { ORIGIN, T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const PASSWORD = "seven green kites";
const HASH = await hashPassword(PASSWORD);
const DAY = 86_400_000;

/** Kabir of `aWorld`, with a password. */
async function aStudent(test: TestApp) {
  const { student } = await aWorld(test);
  return await test.deps.tables.people.update(student, (it) => ({ ...it, passwordHash: HASH }));
}

async function signIn(test: TestApp, body: object, headers: Record<string, string> = {}) {
  return await test.app.request("/api/session", jsonSend("POST", body, headers));
}

async function statusOf(test: TestApp, cookie: string, path = "/api/session"): Promise<number> {
  return (await test.app.request(path, { headers: { cookie } })).status;
}

Deno.test("POST /api/session signs in, by the cookie of the page, and says who", async () => {
  using test = await testApp();
  const student = await aStudent(test);
  const response = await signIn(test, { name: " Student-A ", password: PASSWORD });
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), {
    id: student.id,
    schoolId: "school-a",
    name: "Kabir Mehta",
    role: "student",
    locale: "en-IN",
    schoolName: "School school-a",
    timeZone: "Asia/Kolkata",
    signedInAt: T0,
    mustChangePassword: false,
  });
  const set = response.headers.getSetCookie();
  const session = set.find((it) => it.startsWith("plp_session="))!;
  assert.ok(session.includes("HttpOnly") && session.includes("SameSite=Lax"));
  assert.ok(!session.includes("Max-Age"));
  assert.ok(set.some((it) => it.startsWith("plp_device=")));
  const cookie = sessionCookie(response)!;
  for (const path of ["/api/session", "/"]) assert.equal(await statusOf(test, cookie, path), 200);
  const { items } = await test.deps.tables.audits.list("all", "school-a", [], { limit: 10 });
  assert.deepEqual(items.map(({ action, targetId }) => [action, targetId]), [
    ["sign_in", student.id],
  ]);
});

Deno.test("POST /api/session keeps the cookie beyond the browser only when asked to, and ends the session before", async () => {
  using test = await testApp();
  await aStudent(test);
  const first = await signIn(test, { name: "student-a", password: PASSWORD, keep: true });
  const kept = first.headers.getSetCookie().find((it) => it.startsWith("plp_session="))!;
  assert.ok(kept.includes("Max-Age=2592000"));
  const cookie = sessionCookie(first)!;
  const second = await signIn(test, { name: "student-a", password: PASSWORD }, {
    cookie,
    origin: ORIGIN,
  });
  assert.equal(second.status, 201);
  assert.equal(await statusOf(test, cookie), 401);
  assert.equal(await statusOf(test, sessionCookie(second)!), 200);
});

Deno.test("POST /api/session answers alike to an unknown name, a wrong password, and whoever may not sign in", async () => {
  using test = await testApp();
  await aStudent(test);
  for (const status of ["pending", "suspended"] as const) {
    const it = aPerson({ id: status, role: "student", status, passwordHash: HASH });
    await test.deps.tables.people.insert(it);
  }
  const said = new Set<string>();
  for (
    const [name, password] of [
      ["nobody", PASSWORD],
      ["student-a", "wrong password"],
      ["pending", PASSWORD],
      ["suspended", PASSWORD],
    ]
  ) {
    const response = await signIn(test, { name, password });
    assert.equal(response.status, 401, name);
    assert.deepEqual(response.headers.getSetCookie(), [], name);
    const { requestId: _, ...problem } = await response.json();
    said.add(JSON.stringify(problem));
  }
  assert.deepEqual([...said], [
    '{"title":"Username or password not right","status":401,"code":"unauthenticated"}',
  ]);
  const { items } = await test.deps.tables.audits.list("all", "school-a", [], { limit: 10 });
  assert.deepEqual(items.map(({ action }) => action).sort(), Array(3).fill("sign_in.refused"));
});

Deno.test("POST /api/session and the page count wrong passwords together", async () => {
  using test = await testApp({ limits: "school" });
  await aStudent(test);
  const wrong = { name: "student-a", password: "wrong password" };
  for (let i = 0; i < 5; i++) {
    assert.equal((await test.app.request("/sign-in", formPost(wrong))).status, 401);
    assert.equal((await signIn(test, wrong)).status, 401);
  }
  const refused = await signIn(test, { name: "student-a", password: PASSWORD });
  assert.equal(refused.status, 429);
  assert.equal((await refused.json()).code, "rate");
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  const page = await test.app.request("/sign-in", formPost({ ...wrong, password: PASSWORD }));
  assert.equal(page.status, 429);
});

Deno.test("POST /api/session names what is missing, and takes no other field", async () => {
  using test = await testApp();
  await aStudent(test);
  const bad: [object, string][] = [
    [{ password: PASSWORD }, "name"],
    [{ name: "student-a" }, "password"],
    [{ name: "student-a", password: "" }, "password"],
    [{ name: "student-a", password: PASSWORD, keep: "1" }, "keep"],
    [{ name: "student-a", password: PASSWORD, role: "admin" }, ""],
  ];
  for (const [body, path] of bad) {
    const response = await signIn(test, body);
    const { code, fields } = await response.json();
    assert.deepEqual([response.status, code, fields[0].path], [400, "invalid/fields", path]);
    assert.deepEqual(response.headers.getSetCookie(), []);
  }
});

Deno.test("POST and DELETE /api/session are refused from another site", async () => {
  using test = await testApp();
  const headers = await test.as(await aStudent(test));
  const body = { name: "student-a", password: PASSWORD };
  const foreign: [Record<string, string>, string][] = [
    [{ origin: "https://evil.example" }, "another origin"],
    [{ origin: ORIGIN, "sec-fetch-site": "cross-site" }, "another site"],
    [{ cookie: headers.cookie }, "a cookie without an origin"],
  ];
  for (const [sent, what] of foreign) {
    for (const method of ["POST", "DELETE"] as const) {
      const response = await test.app.request("/api/session", {
        method,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...sent },
      });
      assert.deepEqual(
        [response.status, (await response.json()).code],
        [403, "forbidden/csrf"],
        what,
      );
    }
  }
  assert.equal(await statusOf(test, headers.cookie), 200);
});

Deno.test("a one-time password signs in by program, which is told to have another chosen and can sign out", async () => {
  using test = await testApp();
  const { student } = await aWorld(test);
  await test.deps.tables.people.update(student, (it) => ({
    ...it,
    passwordHash: HASH,
    mustChangePassword: true,
    oneTimeUntilAt: T0 + 14 * DAY,
  }));
  const response = await signIn(test, { name: "student-a", password: PASSWORD });
  assert.deepEqual([response.status, (await response.json()).mustChangePassword], [201, true]);
  const headers = { cookie: sessionCookie(response)!, origin: ORIGIN };
  const barred = await test.app.request("/api/session", { headers });
  assert.deepEqual([barred.status, (await barred.json()).code], [403, "forbidden/password"]);
  const out = await test.app.request("/api/session", { method: "DELETE", headers });
  assert.equal(out.status, 204);
  assert.equal(await statusOf(test, headers.cookie), 401);
  test.setNow(T0 + 14 * DAY);
  const late = await signIn(test, { name: "student-a", password: PASSWORD });
  assert.equal(late.status, 401);
  assert.match((await late.json()).title, /run out/);
});

Deno.test("DELETE /api/session ends the session and takes the cookie back", async () => {
  using test = await testApp();
  const student = await aStudent(test);
  const [headers, other] = [await test.as(student), await test.as(student)];
  const response = await test.app.request("/api/session", { method: "DELETE", headers });
  assert.equal(response.status, 204);
  assert.match(response.headers.getSetCookie()[0]!, /^plp_session=;.*Max-Age=0/);
  assert.equal(await statusOf(test, headers.cookie), 401);
  assert.equal(await statusOf(test, other.cookie), 200, "in another browser one stays signed in");
  const again = await test.app.request("/api/session", { method: "DELETE", headers });
  assert.equal(again.status, 401);
});

import assert from "node:assert/strict";
import { hashPassword } from "../../lib/access/passwords.ts";
import {
  aPerson,
  aSchool,
  aWorld,
  formPost,
  sessionCookie,
} from "../../tests/worlds/people_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const PASSWORD = "seven green kites";
const HASH = await hashPassword(PASSWORD);

async function aSchoolOf(test: TestApp, ...people: Parameters<typeof aPerson>[0][]): Promise<void> {
  await test.deps.tables.schools.insert(aSchool({ name: "Nilgiri Valley School" }));
  for (const it of people) {
    await test.deps.tables.people.insert(aPerson({ passwordHash: HASH, ...it }));
  }
}

async function signIn(
  test: TestApp,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await test.app.request("/sign-in", formPost(fields, headers));
}

Deno.test("POST /sign-in lets in by username or e-mail, however it is typed", async () => {
  using test = await testApp();
  await aSchoolOf(test, { role: "student", username: "kabir.m", email: "kabir@school.example" });
  const names = ["kabir.m", " Kabir.M ", "kabir@school.example", "KABIR@School.Example"];
  for (const name of names) {
    const response = await signIn(test, { name, password: PASSWORD });
    assert.equal(response.status, 303, name);
    assert.equal(response.headers.get("location"), "/");
    const cookie = sessionCookie(response)!;
    const home = await test.app.request("/", { headers: { cookie, accept: "text/html" } });
    assert.equal(home.status, 200);
  }
});

Deno.test("POST /sign-in answers alike to an unknown name, a wrong password, and whoever may not sign in", async () => {
  using test = await testApp();
  await aSchoolOf(
    test,
    { id: "a", role: "student", username: "kabir.m" },
    { id: "p", role: "student", username: "pending", status: "pending" },
    { id: "s", role: "student", username: "suspended", status: "suspended" },
    { id: "n", role: "student", username: "nopass", passwordHash: null },
  );
  const cases = [
    ["nobody", PASSWORD],
    ["kabir.m", "wrong password"],
    ["pending", PASSWORD],
    ["suspended", PASSWORD],
    ["nopass", PASSWORD],
  ] as const;
  const pages = await Promise.all(cases.map(async ([name, password]) => {
    const response = await signIn(test, { name, password });
    assert.equal(response.status, 401, name);
    assert.equal(sessionCookie(response), null, name);
    const html = await response.text();
    assert.ok(html.includes(`value="${name}"`), "the name stays");
    assert.ok(!html.includes(password), "the password does not come back");
    return html.replaceAll(name, "NAME").replaceAll(/nonce="[^"]+"/g, "");
  }));
  assert.equal(new Set(pages).size, 1);
  assert.ok(pages[0]!.includes("Username or password not right"));
});

Deno.test("POST /sign-in takes as long for an unknown name as for a wrong password", async () => {
  using test = await testApp();
  await aSchoolOf(test, { role: "student", username: "kabir.m" });
  const timeOf = async (name: string) => {
    const start = performance.now();
    await (await signIn(test, { name, password: "wrong password" })).text();
    return performance.now() - start;
  };
  await timeOf("warm-up");
  const times: [known: number, unknown: number][] = [];
  for (let i = 0; i < 15; i++) times.push([await timeOf("kabir.m"), await timeOf("nobody")]);
  // The fastest of each, which a busy machine disturbs least.
  const fastest = (of: 0 | 1) => Math.min(...times.map((it) => it[of]));
  const [known, unknown] = [fastest(0), fastest(1)];
  // Without the decoy an unknown name is answered in a fraction of the time.
  assert.ok(unknown > known * 0.4 && unknown < known * 2.5, `${known} ms, ${unknown} ms`);
});

Deno.test("POST /sign-in says what is missing and keeps what was typed", async () => {
  using test = await testApp();
  await aSchoolOf(test);
  const response = await signIn(test, { name: "kabir", password: "", next: "/tests", keep: "1" });
  assert.equal(response.status, 400);
  const html = await response.text();
  assert.ok(html.includes("Enter your password"));
  assert.ok(html.includes('value="kabir"'));
  assert.ok(html.includes('value="/tests"'));
  assert.match(html, /<input[^>]*name="keep"[^>]*checked/);
  const other = await signIn(test, { name: "kabir", password: "x", admin: "1" });
  assert.equal(other.status, 400);
});

Deno.test("POST /sign-in goes on to own paths only", async () => {
  using test = await testApp();
  await aSchoolOf(test, { role: "student", username: "kabir.m" });
  const cases = [["/tests/1?x=1", "/tests/1?x=1"], ["//evil.example", "/"], ["/\\evil", "/"]];
  for (const [next, location] of cases) {
    const response = await signIn(test, { name: "kabir.m", password: PASSWORD, next: next! });
    assert.equal(response.headers.get("location"), location);
  }
});

Deno.test("POST /sign-in gives a new session and ends the one this browser had", async () => {
  using test = await testApp();
  await aSchoolOf(test, { role: "student", username: "kabir.m" });
  const name = { name: "kabir.m", password: PASSWORD };
  const first = sessionCookie(await signIn(test, name))!;
  const second = sessionCookie(await signIn(test, name, { cookie: first }))!;
  assert.notEqual(first, second);
  const who = (cookie: string) => test.app.request("/", { headers: { cookie } });
  assert.equal((await who(first)).status, 401);
  assert.equal((await who(second)).status, 200);
});

Deno.test("POST /sign-in keeps the cookie beyond the browser only when asked to", async () => {
  using test = await testApp();
  await aSchoolOf(test, { role: "student", username: "kabir.m" });
  const cookieOf = async (keep: Record<string, string>) =>
    (await signIn(test, { name: "kabir.m", password: PASSWORD, ...keep })).headers.getSetCookie()
      .find((it) => it.startsWith("plp_session="))!;
  const session = await cookieOf({});
  assert.ok(!session.includes("Max-Age"));
  assert.ok(session.includes("HttpOnly") && session.includes("SameSite=Lax"));
  assert.ok((await cookieOf({ keep: "1" })).includes("Max-Age=2592000"));
});

Deno.test(
  "POST /sign-in counts wrong passwords for a name, and right ones give back what they took",
  async () => {
    using test = await testApp({ limits: "school" });
    await aSchoolOf(test, { role: "student", username: "kabir.m" }, {
      id: "zoya",
      role: "student",
      username: "zoya.k",
    });
    const attempt = async (name: string, password: string) =>
      (await signIn(test, { name, password })).status;
    for (let i = 0; i < 4; i++) assert.equal(await attempt("kabir.m", "wrong password"), 401);
    for (let i = 0; i < 12; i++) assert.equal(await attempt("kabir.m", PASSWORD), 303);
    const guesses = await Promise.all(
      Array.from({ length: 15 }, () => attempt("Kabir.M", "wrong password")),
    );
    assert.deepEqual(guesses.toSorted(), [...Array(6).fill(401), ...Array(9).fill(429)]);
    const refused = await signIn(test, { name: "kabir.m", password: PASSWORD });
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.match(await refused.text(), /Try again in \d+ (s|minutes)/);
    assert.equal(await attempt("zoya.k", PASSWORD), 303, "others are not held up");
  },
);

Deno.test(
  "a class of 40 signing in at once from one address all get in within 20 s",
  async () => {
    using test = await testApp({ limits: "school" });
    const people = Array.from({ length: 40 }, (_, i) => ({
      id: `s${i}`,
      role: "student" as const,
      username: `student${i}`,
    }));
    await aSchoolOf(test, ...people);
    const cookies = await Promise.all(
      people.map(async ({ username }) =>
        sessionCookie(await signIn(test, { name: username, password: PASSWORD }))
      ),
    );
    assert.equal(new Set(cookies.filter((it) => it !== null)).size, 40);
  },
);

Deno.test("GET /sign-in", async (t) => {
  using test = await testApp();

  await t.step("leads to the set-up of an empty installation", async () => {
    const response = await test.app.request("/sign-in");
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), "/setup");
  });

  await t.step("names the school where there is one", async () => {
    await aWorld(test);
    const html = await (await test.app.request("/sign-in?next=/tests")).text();
    assert.ok(html.includes("Sign in to School school-a"));
    assert.ok(html.includes('name="next" value="/tests"'));
    assert.ok(!html.includes("demo school"));
  });

  await t.step("sends whoever is signed in on", async () => {
    const { student } = await aWorld(test, "school-b");
    const headers = await test.as(student);
    const response = await test.app.request("/sign-in?next=//evil.example", { headers });
    assert.equal(response.headers.get("location"), "/");
  });
});

Deno.test("GET /sign-in shows the accounts of the demo school", async () => {
  using test = await testApp();
  await aSchoolOf(test);
  test.deps.demoAccounts = () =>
    Promise.resolve([{ label: "Teacher", name: "Tara", username: "tara", password: "demo-tara" }]);
  const html = await (await test.app.request("/sign-in")).text();
  assert.ok(html.includes("demo-tara"));
});

Deno.test("POST /sign-out ends the session at once", async () => {
  using test = await testApp();
  const { student } = await aWorld(test);
  const headers = await test.as(student);
  const response = await test.app.request("/sign-out", formPost({}, headers));
  assert.equal(response.headers.get("location"), "/sign-in");
  assert.ok(response.headers.get("set-cookie")!.startsWith("plp_session=;"));
  assert.equal((await test.app.request("/", { headers })).status, 401);
});

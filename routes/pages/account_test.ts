import assert from "node:assert/strict";
import { hashPassword, verifyPassword } from "../../lib/access/passwords.ts";
import { aWorld, formPost, sessionCookie } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const OLD = "seven green kites";
const NEXT = "eight red boats";

Deno.test("/account", async (t) => {
  using test = await testApp();
  const { student, teacher } = await aWorld(test);
  const here = await test.as(student);
  const there = await test.as(student);
  const stranger = await test.as(teacher);
  const alive = async (headers: Record<string, string>) =>
    (await test.app.request("/api/session", { headers })).status === 200;
  const publicIds = async (personId: string) =>
    (await test.deps.sessions.ofPerson({ schoolId: "school-a", id: personId })).map((it) =>
      it.publicId
    );

  await t.step("shows who one is and where one is signed in, and no secret", async () => {
    const html = await (await test.app.request("/account", { headers: here })).text();
    assert.ok(html.includes("Kabir Mehta") && html.includes("student-a"));
    assert.equal(html.match(/This device/g)?.length, 1);
    const secret = here.cookie.split("=")[1]!;
    assert.ok(!html.includes(secret));
    for (const { id } of await test.deps.sessions.ofPerson(student)) {
      assert.ok(!html.includes(id));
    }
  });

  await t.step("ends one other session of one's own at the next request", async () => {
    const ids = await publicIds(student.id);
    assert.equal(ids.length, 2);
    const html = await (await test.app.request("/account", { headers: here })).text();
    const other = ids.filter((id) => html.includes(`/account/sessions/${id}/end`));
    assert.equal(other.length, 1);
    await test.app.request(`/account/sessions/${other[0]}/end`, formPost({}, here));
    assert.deepEqual([await alive(here), await alive(there)], [true, false]);
  });

  await t.step("ends no session of somebody else", async () => {
    const [id] = await publicIds(teacher.id);
    await test.app.request(`/account/sessions/${id}/end`, formPost({}, here));
    assert.equal(await alive(stranger), true);
  });

  await t.step("ends all others", async () => {
    const more = await test.as(student);
    await test.app.request("/account/sessions/end-others", formPost({}, here));
    assert.deepEqual(
      [await alive(here), await alive(more), await alive(stranger)],
      [true, false, true],
    );
  });

  await t.step("keeps theme and locale", async () => {
    const response = await test.app.request(
      "/account",
      formPost({ theme: "dark", locale: "en-GB" }, here),
    );
    assert.equal(response.status, 303);
    assert.match(response.headers.get("set-cookie")!, /^theme=dark; Max-Age=\d+.*HttpOnly/);
    assert.equal((await test.deps.tables.people.find(student))?.locale, "en-GB");
    const headers = { ...here, cookie: `${here.cookie}; theme=dark` };
    const html = await (await test.app.request("/account", { headers })).text();
    assert.ok(html.includes('data-theme="dark"'));
    await test.app.request("/account", formPost({ theme: "system", locale: "" }, here));
    assert.equal((await test.deps.tables.people.find(student))?.locale, null);
  });

  await t.step("refuses what was not offered", async () => {
    const bad = [{ theme: "pink", locale: "" }, { theme: "dark", locale: "xx-evil" }, {
      theme: "dark",
      locale: "",
      role: "school_admin",
    }];
    for (const fields of bad) {
      const response = await test.app.request("/account", formPost(fields, here));
      assert.equal(response.status, 400);
      assert.ok((await response.text()).includes("error-summary"));
    }
    assert.equal((await test.deps.tables.people.find(student))?.role, "student");
  });
});

Deno.test("POST /account/password", async (t) => {
  using test = await testApp();
  const { people } = test.deps.tables;
  const { student } = await aWorld(test);
  const passwordHash = await hashPassword(OLD);
  await people.update(student, (it) => ({ ...it, passwordHash }));
  const here = await test.as(student);
  const there = await test.as(student);
  const send = async (fields: Record<string, string>) =>
    await test.app.request("/account/password", formPost(fields, here));

  const bad: [fields: Record<string, string>, says: string][] = [
    [{ current: "wrong password", next: NEXT }, "This is not your password now"],
    [{ next: NEXT }, "This is not your password now"],
    [{ current: OLD, next: "" }, "Choose a new password"],
    [{ current: OLD, next: "1234567" }, "Use at least 8 characters"],
    [{ current: OLD, next: "x1".repeat(65) }, "Use at most 128 characters"],
    [{ current: OLD, next: "Kabir Mehta" }, "Do not use your own name"],
    [{ current: OLD, next: OLD }, "Choose another password than the one you have"],
  ];
  for (const [fields, says] of bad) {
    await t.step(`says: ${says}`, async () => {
      const response = await send(fields);
      assert.equal(response.status, 400);
      assert.ok((await response.text()).includes(says));
    });
  }

  await t.step("sets the new password and ends the sessions on other devices", async () => {
    const response = await send({ current: OLD, next: NEXT });
    assert.equal(response.headers.get("location"), "/account?done=password");
    const row = (await people.find(student))!;
    assert.equal(await verifyPassword(row.passwordHash, NEXT), true);
    assert.equal((await test.app.request("/api/session", { headers: here })).status, 200);
    assert.equal((await test.app.request("/api/session", { headers: there })).status, 401);
    const signedIn = await test.app.request(
      "/sign-in",
      formPost({ name: "student-a", password: NEXT }),
    );
    assert.notEqual(sessionCookie(signedIn), null);
  });
});

Deno.test("wrong passwords on /account/password are counted", async () => {
  using test = await testApp({ limits: "school" });
  const { student } = await aWorld(test);
  const headers = await test.as(student);
  const statuses: number[] = [];
  for (let i = 0; i < 11; i++) {
    const init = formPost({ current: "wrong password", next: NEXT }, headers);
    statuses.push((await test.app.request("/account/password", init)).status);
  }
  assert.deepEqual(statuses, [...Array(10).fill(400), 429]);
});

Deno.test("the pages of an account are for whoever is signed in", async () => {
  using test = await testApp();
  await aWorld(test);
  for (const path of ["/account", "/account/password", "/notifications"]) {
    const response = await test.app.request(path, { headers: { accept: "text/html" } });
    assert.equal(response.headers.get("location"), `/sign-in?next=${encodeURIComponent(path)}`);
  }
});

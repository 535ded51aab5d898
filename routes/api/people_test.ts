import assert from "node:assert/strict";
import { verifyPassword } from "../../lib/access/passwords.ts";
import { aWorld, jsonSend } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const RIGHTS = {
  timeFactor: 1.25,
  display: { scale: 1.5, contrast: "high", font: "system" },
  hideTimer: true,
  validFromAt: 0,
  validToAt: null,
  note: "Why",
  rev: null,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

Deno.test("GET /api/session", async (t) => {
  using test = await testApp();
  const { student } = await aWorld(test);

  await t.step("says who asks", async () => {
    const response = await test.app.request("/api/session", { headers: await test.as(student) });
    const { signedInAt: _, ...who } = await response.json();
    assert.deepEqual(who, {
      id: student.id,
      schoolId: "school-a",
      name: "Kabir Mehta",
      role: "student",
      locale: "en-IN",
      schoolName: "School school-a",
      timeZone: "Asia/Kolkata",
    });
  });

  await t.step("asks to sign in", async () => {
    const response = await test.app.request("/api/session");
    assert.deepEqual([response.status, (await response.json()).code], [401, "unauthenticated"]);
  });
});

Deno.test("/api/people", async (t) => {
  using test = await testApp();
  const { people } = test.deps.tables;
  const { office, principal, teacher, student, otherStudent, parent } = await aWorld(test);
  await people.update(student, (it) => ({ ...it, passwordHash: "the-hash" }));
  const headers = await test.as(office);
  const get = (path: string, as = headers) => test.app.request(path, { headers: as });

  await t.step("lists and finds, without hashes", async () => {
    const response = await get("/api/people?role=student&q=kab");
    const text = await response.text();
    assert.equal(JSON.parse(text).items[0].name, "Kabir Mehta");
    assert.equal(JSON.parse(text).next, null);
    assert.ok(!text.includes("the-hash") && !text.includes("passwordHash"));
    assert.equal((await get("/api/people?rolle=student")).status, 400);
    assert.equal((await get("/api/people?role=admin")).status, 400);
    assert.equal((await get("/api/people", await test.as(teacher))).status, 403);
    assert.equal((await get("/api/people", await test.as(student))).status, 403);
  });

  await t.step("reads one person, as the page does", async () => {
    const path = `/api/people/${student.id}`;
    for (const who of [office, principal, teacher]) {
      const response = await get(path, await test.as(who));
      assert.equal(response.status, 200, who.role);
      assert.ok(!(await response.text()).includes("the-hash"));
    }
    for (const who of [parent, otherStudent, student]) {
      assert.equal((await get(path, await test.as(who))).status, 404, who.role);
    }
  });

  await t.step("adds a person and tells the one-time password this once", async () => {
    const body = { id: "new-1", name: " Asha Rao ", role: "teacher", email: "Asha@X.example" };
    const response = await test.app.request("/api/people", jsonSend("POST", body, headers));
    assert.equal(response.status, 201);
    const { person, oneTimePassword } = await response.json();
    assert.deepEqual([person.name, person.email], ["Asha Rao", "asha@x.example"]);
    assert.equal(person.passwordHash, undefined);
    assert.match(person.id, UUID, "the id is the server's");
    assert.equal(await people.find({ schoolId: "school-a", id: "new-1" }), null);
    const row = await people.find({ schoolId: "school-a", id: person.id });
    assert.equal(await verifyPassword(row!.passwordHash, oneTimePassword), true);
    const again = await test.app.request("/api/people", jsonSend("POST", body, headers));
    assert.equal(again.status, 201);
    const second = await again.json();
    assert.deepEqual([second.person.id, second.person.name], [person.id, "Asha Rao"]);
    const now = await people.find({ schoolId: "school-a", id: person.id });
    assert.equal(await verifyPassword(now!.passwordHash, second.oneTimePassword), true);
    const other = { ...body, name: "Usha Rao", email: "usha@x.example" };
    const made = await test.app.request("/api/people", jsonSend("POST", other, headers));
    assert.equal(made.status, 201);
    assert.notEqual((await made.json()).person.id, person.id, "who asks for another adds another");
  });

  const bad: [body: unknown, status: number, path: string][] = [
    [{ role: "student" }, 400, "name"],
    [{ name: "X", role: "admin" }, 400, "role"],
    [{ name: "X", role: "student", passwordHash: "x" }, 400, ""],
    [{ name: "X", role: "student", schoolId: "school-b" }, 400, ""],
    [{ name: "X", role: "student", email: "x" }, 400, "email"],
    [{ name: "X", role: "student", classId: "nope" }, 400, "classId"],
    [{ name: "X", role: "student", username: "TEACHER-a" }, 409, "username"],
    [[], 400, ""],
    ["text", 400, ""],
  ];
  for (const [body, status, path] of bad) {
    await t.step(`POST refuses ${JSON.stringify(body)}`, async () => {
      const response = await test.app.request("/api/people", jsonSend("POST", body, headers));
      assert.equal(response.status, status);
      assert.equal((await response.json()).fields[0].path, path);
    });
  }

  await t.step("POST refuses what is no JSON, and no body", async () => {
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
    for (const body of ["{", ""]) {
      const response = await test.app.request("/api/people", { ...init, body });
      assert.equal(response.status, 400);
    }
  });

  await t.step("PATCH changes what it names, and nothing by a stale rev", async () => {
    const path = `/api/people/${otherStudent.id}`;
    const patch = (body: unknown, as = headers) =>
      test.app.request(path, jsonSend("PATCH", body, as));
    const changed = await (await patch({ name: "Zoya K", rev: 0 })).json();
    assert.deepEqual([changed.person.name, changed.person.rev], ["Zoya K", 1]);
    assert.equal(changed.person.username, "other-a");
    const stale = await patch({ name: "Z", rev: 0 });
    assert.deepEqual([stale.status, (await stale.json()).code], [409, "conflict/stale"]);
    assert.equal((await patch({ status: "pending" })).status, 400);
    assert.equal((await patch({ rights: "all" })).status, 400);
    assert.equal((await patch({ role: "admin" })).status, 400);
    assert.equal((await people.find(otherStudent))?.name, "Zoya K");
  });

  await t.step("nobody gives themselves a role or lets themselves in", async () => {
    for (const who of [office, principal, teacher, student, parent]) {
      const as = await test.as(who);
      for (const body of [{ role: "principal" }, { status: "suspended" }]) {
        const same = "role" in body && body.role === who.role;
        const init = jsonSend("PATCH", same ? { role: "teacher" } : body, as);
        assert.equal((await test.app.request(`/api/people/${who.id}`, init)).status, 403, who.role);
      }
      assert.equal((await people.find(who))?.role, who.role);
    }
  });

  await t.step("only the office changes others", async () => {
    for (const who of [principal, teacher, student, parent]) {
      const init = jsonSend("PATCH", { name: "X" }, await test.as(who));
      const response = await test.app.request(`/api/people/${otherStudent.id}`, init);
      assert.equal(response.status, 403, who.role);
    }
  });
});

Deno.test("/api/people/:id/accommodation", async (t) => {
  using test = await testApp();
  const { principal, teacher, student, otherStudent, parent, office } = await aWorld(test);
  const path = `/api/people/${student.id}/accommodation`;
  const put = async (who: typeof office, body: unknown) =>
    await test.app.request(path, jsonSend("PUT", body, await test.as(who)));
  const get = async (who: typeof office) =>
    await test.app.request(path, { headers: await test.as(who) });

  await t.step("is null before any was granted", async () => {
    assert.deepEqual(await (await get(teacher)).json(), { rights: null });
  });

  await t.step("is put by those who grant it, and read by those it concerns", async () => {
    const response = await put(principal, RIGHTS);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).note, "Why");
    for (const who of [teacher, student, parent]) {
      const { rights } = await (await get(who)).json();
      assert.deepEqual([rights.timeFactor, rights.note], [1.25, null], who.role);
    }
    assert.equal((await (await get(office)).json()).rights.note, "Why");
    assert.equal((await get(otherStudent)).status, 404);
  });

  await t.step("refuses strangers, stale and bad bodies", async () => {
    assert.equal((await put(teacher, { ...RIGHTS, rev: 0 })).status, 404);
    const stale = await put(principal, { ...RIGHTS, timeFactor: 1.4 });
    assert.deepEqual([stale.status, (await stale.json()).code], [409, "conflict/stale"]);
    const bad = [
      { ...RIGHTS, rev: 0, timeFactor: 9 },
      { ...RIGHTS, rev: 0, grantedBy: "me" },
      { ...RIGHTS, rev: 0, validToAt: 0 },
      { ...RIGHTS, rev: 0, display: { scale: 1 } },
      {},
    ];
    for (const body of bad) assert.equal((await put(principal, body)).status, 400);
    assert.equal((await put(principal, { ...RIGHTS, rev: 0, timeFactor: 1.5 })).status, 200);
  });
});

Deno.test("/openapi.json describes the API of people by the schemas that check it", async () => {
  using test = await testApp();
  const document = await (await test.app.request("/openapi.json")).json();
  for (const path of ["/api/session", "/api/people", "/api/people/{id}"]) {
    assert.ok(document.paths[path], path);
  }
  const { NewPerson, Person } = document.components.schemas;
  assert.equal(NewPerson.additionalProperties, false);
  assert.equal(Person.properties.passwordHash, undefined);
});

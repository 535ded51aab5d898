import assert from "node:assert/strict";
import { makeAdmin, recover } from "../../lib/people/admin.ts";
import { verifyPassword } from "../../lib/access/passwords.ts";
import { INSTALLATION } from "../../lib/store/store.ts";
import { anAdmin, aPerson, aWorld, formPost } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const FORM = {
  schoolName: "Hill School",
  timeZone: "Asia/Kolkata",
  locale: "en-IN",
  name: "Hari Hill",
  email: "hari@hill.example",
};

Deno.test("/schools", async (t) => {
  using test = await testApp();
  const { schools, people } = test.deps.tables;
  const admin = await anAdmin(test);
  const headers = await test.as(admin);
  const send = async (fields: Record<string, string>, as = headers) => {
    const response = await test.app.request("/schools/new", formPost(fields, as));
    return [response.status, await response.text()] as const;
  };

  await t.step("creates a school and who runs it, with a one-time password", async () => {
    const [status, html] = await send(FORM);
    assert.equal(status, 200);
    const [school] = (await schools.list("all", "", [])).items;
    assert.deepEqual([school!.name, school!.code], ["Hill School", "hill-school"]);
    const person = (await people.findBy("signInName", "", "hari@hill.example"))!;
    assert.deepEqual([person.role, person.schoolId, person.mustChangePassword], [
      "school_admin",
      school!.id,
      true,
    ]);
    const secret = [...html.matchAll(/<code class="one-time">([^<]+)</g)][1]![1]!;
    assert.equal(await verifyPassword(person.passwordHash, secret), true);
  });

  await t.step("gives a second school of the name another short name", async () => {
    await send({ ...FORM, email: "b@hill.example" });
    const { items } = await schools.list("all", "", []);
    assert.deepEqual(items.map(({ code }) => code).toSorted(), ["hill-school", "hill-school-2"]);
  });

  await t.step(
    "makes no school for an e-mail that is taken, and keeps what was typed",
    async () => {
      const [status, html] = await send({ ...FORM, schoolName: "Third" });
      assert.equal(status, 400);
      assert.ok(html.includes("Somebody signs in with this") && html.includes('value="Third"'));
      assert.equal(await schools.count("all", "", []), 2);
    },
  );

  await t.step("is for the administrator alone", async () => {
    const { office, teacher } = await aWorld(test);
    for (const who of [office, teacher]) {
      const as = await test.as(who);
      assert.equal((await test.app.request("/schools", { headers: as })).status, 403);
      assert.equal((await send({ ...FORM, email: "c@hill.example" }, as))[0], 403);
    }
    assert.equal(await people.findBy("signInName", "", "c@hill.example"), null);
  });
});

Deno.test("the administrator of the installation reads no school's data", async () => {
  using test = await testApp();
  const { student, classId } = await aWorld(test);
  const headers = await test.as(await anAdmin(test));
  const forbidden = ["/people", "/people/new", "/classes", "/settings", "/settings/years"];
  const missing = [`/people/${student.id}`, `/classes/${classId}`];
  for (const path of [...forbidden, ...missing]) {
    const { status } = await test.app.request(path, { headers });
    assert.ok(status === 403 || status === 404, `${path} ${status}`);
  }
  for (const path of ["/api/people", `/api/people/${student.id}`]) {
    const { status } = await test.app.request(path, { headers });
    assert.ok(status === 403 || status === 404, `${path} ${status}`);
  }
});

Deno.test("/audit shows each school its own entries, and the administrator those of no school", async () => {
  using test = await testApp();
  const a = await aWorld(test);
  const b = await aWorld(test, "school-b");
  const admin = await anAdmin(test);
  const { audits } = test.deps.tables;
  for (
    const [schoolId, summary] of [["school-a", "In A"], ["school-b", "In B"], [
      INSTALLATION,
      "At large",
    ]]
  ) {
    const id = `audit-${schoolId}`;
    const row = {
      id,
      schoolId: schoolId!,
      createdAt: 1,
      actorId: null,
      action: "x",
      targetId: "t",
    };
    await audits.insert({ ...row, summary: summary! });
  }
  for (
    const [who, sees] of [[a.office, "In A"], [b.office, "In B"], [admin, "At large"]] as const
  ) {
    const html = await (await test.app.request("/audit", { headers: await test.as(who) })).text();
    for (const text of ["In A", "In B", "At large"]) {
      assert.equal(
        html.includes(text),
        text === sees,
      );
    }
  }
  const headers = await test.as(a.principal);
  assert.equal((await test.app.request("/audit", { headers })).status, 403);
});

Deno.test("makeAdmin() makes an administrator, and recover() lets one or an office in again", async () => {
  using test = await testApp();
  const { deps } = test;
  const { office, student } = await aWorld(test);
  const made = await makeAdmin(deps, { name: " Ada ", email: "Ada@Work.example" });
  assert.deepEqual(
    [made.person.name, made.person.email, made.person.role, made.person.schoolId],
    ["Ada", "ada@work.example", "admin", INSTALLATION],
  );
  await assert.rejects(makeAdmin(deps, { name: "B", email: "ada@work.example" }), {
    code: "conflict",
  });
  await assert.rejects(makeAdmin(deps, { name: "", email: "b@work.example" }), { code: "invalid" });
  await assert.rejects(makeAdmin(deps, { name: "B", email: "b" }), { code: "invalid" });
  const again = await recover(deps, "ADA@work.example");
  assert.equal(await verifyPassword(again.person.passwordHash, again.oneTimePassword), true);
  assert.equal((await recover(deps, "office-a")).person.id, office.id);
  await assert.rejects(recover(deps, "student-a"), { code: "not_found" });
  await assert.rejects(recover(deps, "nobody"), { code: "not_found" });
  assert.equal((await deps.tables.people.find(student))?.passwordHash, null);
  const gone = aPerson({ id: "gone", role: "school_admin", status: "suspended" });
  await deps.tables.people.insert(gone);
  await assert.rejects(recover(deps, "gone"), { code: "conflict" });
});

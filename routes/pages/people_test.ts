import assert from "node:assert/strict";
import { hashPassword, verifyPassword } from "../../lib/access/passwords.ts";
import { aPerson, aWorld, formPost, jsonSend } from "../../tests/worlds/people_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const NEW = { once: "form-0001", role: "student", name: "Asha Rao", status: "active" };

async function textOf(test: TestApp, path: string, init: RequestInit): Promise<[number, string]> {
  const response = await test.app.request(path, init);
  return [response.status, await response.text()];
}

/** The one-time password on a page. */
function secretOn(html: string): string {
  const codes = [...html.matchAll(/<code class="one-time">([^<]+)</g)];
  assert.equal(codes.length, 2, "sign-in name and password");
  return codes[1]![1]!;
}

Deno.test("POST /people/new", async (t) => {
  using test = await testApp();
  const { tables } = test.deps;
  const { office, teacher, principal, student, classId } = await aWorld(test);
  const headers = await test.as(office);
  const find = (username: string) => tables.people.findBy("signInName", "", username);
  const count = () => tables.people.count("byName", "school-a", []);

  await t.step("adds a student with a made username, a class and a one-time password", async () => {
    const fields = { ...NEW, classId, rollNumber: "7" };
    const [status, html] = await textOf(test, "/people/new", formPost(fields, headers));
    assert.equal(status, 200);
    const person = (await find("asha.rao"))!;
    assert.notEqual(person.id, NEW.once, "the id is the server's");
    assert.equal(person.rollNumber, "7");
    assert.equal(person.mustChangePassword, true);
    assert.equal(await verifyPassword(person.passwordHash, secretOn(html)), true);
    const enrolled = await tables.enrolments.findBy(
      "current",
      "school-a",
      `${person.id}/${classId}`,
    );
    assert.notEqual(enrolled, null);
  });

  await t.step("adds nobody twice when the form is sent again", async () => {
    const same = { ...NEW, classId, rollNumber: "7" };
    const send = () => textOf(test, "/people/new", formPost(same, headers));
    const [status, html] = await send();
    assert.equal(status, 200);
    assert.equal(
      await verifyPassword((await find("asha.rao"))!.passwordHash, secretOn(html)),
      true,
      "the password that is shown is the one that holds",
    );
    assert.equal(await tables.people.count("byRole", "school-a", ["student"]), 3);
    const person = (await find("asha.rao"))!;
    await tables.people.update(person, (it) => ({ ...it, mustChangePassword: false }));
    const [late, refusal] = await send();
    assert.equal(late, 400, "who has chosen a password keeps it");
    assert.ok(refusal.includes("This person was added already"));
    const changed = formPost({ ...same, email: "asha@x.example" }, headers);
    assert.equal((await textOf(test, "/people/new", changed))[0], 200, "another is another person");
    assert.notEqual((await find("asha@x.example"))?.id, person.id);
  });

  await t.step("makes another username where the first is taken", async () => {
    await test.app.request("/people/new", formPost({ ...NEW, once: "form-0002" }, headers));
    assert.notEqual(await find("asha.rao2"), null);
  });

  await t.step("gives a guardian a child", async () => {
    const username = "asha.guardian";
    const fields = { ...NEW, username, role: "parent", childId: student.id };
    const [status] = await textOf(test, "/people/new", formPost(fields, headers));
    assert.equal(status, 200);
    const pair = `${(await find(username))!.id}/${student.id}`;
    assert.notEqual(await tables.guardianLinks.findBy("pair", "school-a", pair), null);
  });

  await t.step("adds someone who may not sign in yet without a password", async () => {
    const fields = { ...NEW, username: "asha.later", role: "teacher", status: "pending" };
    const [status, html] = await textOf(test, "/people/new", formPost(fields, headers));
    assert.equal(status, 200);
    assert.ok(!html.includes("one-time"));
    assert.equal((await find("asha.later"))?.passwordHash, null);
  });

  const bad: [why: string, fields: Record<string, string>, says: string][] = [
    ["no name", { name: " " }, "Enter a name"],
    ["a bad e-mail", { email: "kabir@" }, "Enter an e-mail address"],
    ["a bad username", { username: "a b" }, "Use 2 to 40 small letters"],
    ["a username somebody has", { username: "TARA" }, "Somebody signs in with this already"],
    ["an e-mail somebody has", { email: "Tara@School.Example" }, "Somebody signs in with this"],
    ["a class of nobody", { classId: "nope" }, "Choose a class of this school"],
    ["a class for a teacher", { role: "teacher", classId }, "Only students are put into a class"],
    ["a child that is no student", { role: "parent", childId: teacher.id }, "Choose a student"],
    ["the role of administrator", { role: "admin" }, "Choose one of"],
    ["a field of its own", { passwordHash: "x" }, "Nothing is called"],
  ];
  await tables.people.insert(
    aPerson({ id: "tara", role: "teacher", username: "tara", email: "tara@school.example" }),
  );
  for (const [why, fields, says] of bad) {
    await t.step(`refuses ${why} and keeps what was typed`, async () => {
      const before = await count();
      const form = { ...NEW, once: "form-0003", name: "Typed Name", ...fields };
      const [status, html] = await textOf(test, "/people/new", formPost(form, headers));
      assert.equal(status, 400);
      assert.ok(html.includes(says), says);
      assert.ok(fields["name"] !== undefined || html.includes('value="Typed Name"'));
      assert.equal(await count(), before);
    });
  }

  await t.step("is for the school office alone", async () => {
    const before = await count();
    for (const person of [teacher, principal, student]) {
      const init = formPost({ ...NEW, once: "form-0003" }, await test.as(person));
      assert.equal((await test.app.request("/people/new", init)).status, 403, person.role);
    }
    const response = await test.app.request("/people/new", formPost({ ...NEW, once: "form-0003" }));
    assert.equal(response.headers.get("location"), "/sign-in");
    assert.equal(await count(), before);
  });
});

Deno.test("GET /people", async (t) => {
  using test = await testApp();
  const { office, principal, teacher, student } = await aWorld(test);
  for (let i = 0; i < 120; i++) {
    const n = String(i).padStart(3, "0");
    const name = `Zara${n} Sen`;
    await test.deps.tables.people.insert(aPerson({ id: `z${n}`, role: "student", name }));
  }
  const headers = await test.as(office);
  const namesOn = (html: string) =>
    [...html.matchAll(/<a href="\/people\/[\w-]+">([^<]+)<\/a><\/th>/g)].map((it) => it[1]!);

  await t.step("shows everybody by name, part after part", async () => {
    let path: string | undefined = "/people";
    const seen: string[] = [];
    for (let i = 0; path !== undefined && i < 5; i++) {
      const [, html]: [number, string] = await textOf(test, path, { headers });
      seen.push(...namesOn(html));
      path = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    }
    assert.equal(path, undefined);
    assert.equal(seen.length, 127);
    assert.equal(new Set(seen).size, 127);
    assert.deepEqual(seen, seen.toSorted());
  });

  await t.step("finds by the beginnings of words, in any order, and by role", async () => {
    const find = async (query: string) =>
      namesOn((await textOf(test, `/people?${query}`, { headers }))[1]);
    assert.deepEqual(await find("q=MEH"), ["Kabir Mehta", "Meera Mehta"]);
    assert.deepEqual(await find("q=meh+kab"), ["Kabir Mehta"]);
    assert.deepEqual(await find("q=meh&role=parent"), ["Meera Mehta"]);
    assert.deepEqual(await find("q=sen+zara11"), [
      ...Array.from({ length: 10 }, (_, i) => `Zara11${i} Sen`),
    ]);
    assert.deepEqual(await find("role=principal"), ["Pia Principal"]);
  });

  await t.step("says when nobody matches, and keeps the search", async () => {
    const [status, html] = await textOf(test, "/people?q=%3Cb%3Enobody", { headers });
    assert.equal(status, 200);
    assert.ok(html.includes("Nobody matches."));
    assert.ok(html.includes('value="&lt;b>nobody"'));
  });

  await t.step("lets the principal read and others not in", async () => {
    const [status, html] = await textOf(test, "/people", { headers: await test.as(principal) });
    assert.equal(status, 200);
    assert.ok(!html.includes("/people/new"));
    for (const person of [teacher, student]) {
      assert.equal((await textOf(test, "/people", { headers: await test.as(person) }))[0], 403);
    }
  });

  await t.step("refuses a cursor of nobody's with a clear answer", async () => {
    const [status] = await textOf(test, "/people?after=%00nonsense", { headers });
    assert.equal(status, 400);
  });
});

Deno.test("GET /people/:id shows whom it belongs to, to those who may see it", async () => {
  using test = await testApp();
  const world = await aWorld(test);
  const { student, parent, office, principal, teacher, idleTeacher, otherStudent } = world;
  const see = async (who: typeof office, path: string) =>
    await textOf(test, path, { headers: await test.as(who) });
  for (const who of [office, principal, teacher]) {
    const [status, html] = await see(who, `/people/${student.id}`);
    assert.equal(status, 200, who.role);
    assert.ok(html.includes("Class 10 A") && html.includes("Meera Mehta"));
    assert.equal(html.includes("/suspend"), who === office);
    assert.equal(html.includes(`/people/${student.id}/password`), who !== principal);
  }
  assert.equal((await see(idleTeacher, `/people/${student.id}`))[0], 404);
  assert.equal((await see(teacher, `/people/${otherStudent.id}`))[0], 404);
  assert.equal((await see(teacher, `/people/${office.id}`))[0], 404);
  for (const who of [student, parent]) {
    assert.equal((await see(who, `/people/${student.id}`))[0], 403);
  }
});

Deno.test("POST /people/:id/edit", async (t) => {
  using test = await testApp();
  const { tables } = test.deps;
  const { office, teacher, student, idleTeacher } = await aWorld(test);
  const headers = await test.as(office);
  const find = (id: string) => tables.people.find({ schoolId: "school-a", id });
  const send = (id: string, fields: Record<string, string>) =>
    textOf(test, `/people/${id}/edit`, formPost(fields, headers));
  const fields = { rev: "0", name: "Kabir R Mehta", username: "kabir.m", rollNumber: "12" };

  await t.step("changes what was typed", async () => {
    assert.equal((await send(student.id, fields))[0], 303);
    const { name, username, rollNumber, rev } = (await find(student.id))!;
    assert.deepEqual([name, username, rollNumber, rev], ["Kabir R Mehta", "kabir.m", "12", 1]);
    assert.equal(await tables.people.findBy("signInName", "", "student-a"), null);
  });

  await t.step(
    "does not overwrite what somebody else changed, and keeps what was typed",
    async () => {
      const [status, html] = await send(student.id, { ...fields, name: "Mine" });
      assert.equal(status, 400);
      assert.ok(html.includes("Somebody changed this meanwhile") && html.includes('value="Mine"'));
      assert.equal((await find(student.id))!.name, "Kabir R Mehta");
      assert.ok(html.includes('name="rev" value="1"'), "saving again is then meant");
    },
  );

  await t.step("asks for a name to sign in with", async () => {
    const [status, html] = await send(student.id, { ...fields, rev: "1", username: "" });
    assert.equal(status, 400);
    assert.ok(html.includes("Enter an e-mail address or a username"));
  });

  await t.step("changes the role of whoever has no work in it", async () => {
    const role = { rev: "0", name: "Ivan Idle", username: "ivan", role: "principal" };
    assert.equal((await send(idleTeacher.id, role))[0], 303);
    assert.equal((await find(idleTeacher.id))!.role, "principal");
    const [status, html] = await send(teacher.id, { ...role, username: "tara" });
    assert.equal(status, 400);
    assert.ok(html.includes("has classes or children in this role"));
    assert.equal((await find(teacher.id))!.role, "teacher");
  });

  await t.step("lets nobody change their own role", async () => {
    const own = { rev: "0", name: "Olga", username: "olga", role: "principal" };
    assert.equal((await send(office.id, own))[0], 403);
    assert.equal((await find(office.id))!.role, "school_admin");
  });

  await t.step("is for the school office alone", async () => {
    const init = formPost({ ...fields, role: "school_admin" }, await test.as(teacher));
    assert.equal((await test.app.request(`/people/${teacher.id}/edit`, init)).status, 403);
    assert.equal((await find(teacher.id))!.role, "teacher");
  });
});

Deno.test("suspending ends sessions at the next request, and letting in again opens sign-in", async () => {
  using test = await testApp();
  const { office, student } = await aWorld(test);
  const headers = await test.as(office);
  const pupil = await test.as(student);
  assert.equal((await textOf(test, "/", { headers: pupil }))[0], 200);
  const [, confirm] = await textOf(test, `/people/${student.id}/suspend`, { headers });
  assert.ok(confirm.includes("Suspend Kabir Mehta"));
  const done = await test.app.request(`/people/${student.id}/suspend`, formPost({}, headers));
  assert.equal(done.status, 303);
  assert.equal((await test.app.request("/api/session", { headers: pupil })).status, 401);
  assert.equal((await test.deps.sessions.ofPerson(student)).length, 0);
  const rev = String((await test.deps.tables.people.find(student))!.rev);
  await test.app.request(`/people/${student.id}/let-in`, formPost({ rev }, headers));
  const now = await test.deps.tables.people.find(student);
  assert.equal(now?.status, "active");
});

Deno.test("letting in a pending person for the first time shows a one-time password", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  await test.deps.tables.people.insert(aPerson({ id: "pat", role: "teacher", status: "pending" }));
  const { people } = test.deps.tables;
  const find = async () => (await people.find({ schoolId: "school-a", id: "pat" }))!;
  const init = formPost({ rev: "0" }, await test.as(office));
  const letIn = () => textOf(test, "/people/pat/let-in", init);
  const [status, html] = await letIn();
  assert.equal(status, 200);
  assert.equal(await verifyPassword((await find()).passwordHash, secretOn(html)), true);
  const [, again] = await letIn();
  assert.equal(await verifyPassword((await find()).passwordHash, secretOn(again)), true);
  const { passwordHash } = await people.update(
    await find(),
    (it) => ({ ...it, mustChangePassword: false }),
  );
  await letIn();
  assert.equal((await find()).passwordHash, passwordHash, "a chosen password stays");
  const headers = await test.as(office);
  await test.app.request("/api/people/pat", jsonSend("PATCH", { status: "active" }, headers));
  assert.equal((await find()).passwordHash, passwordHash);
});

Deno.test("nobody suspends themselves, and the last of the office stays", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const { people } = test.deps.tables;
  const own = await test.app.request(
    `/people/${office.id}/suspend`,
    formPost({}, await test.as(office)),
  );
  assert.equal(own.status, 403);
  const second = aPerson({ id: "office-2", role: "school_admin" });
  await people.insert(second);
  const statuses = await Promise.all([[office, second], [second, office]].map(async ([by, of]) => {
    const init = formPost({}, await test.as(by!));
    return (await test.app.request(`/people/${of!.id}/suspend`, init)).status;
  }));
  const rows = await Promise.all([people.find(office), people.find(second)]);
  assert.ok(rows.some((it) => it!.status === "active"), statuses.join());
});

Deno.test("POST /people/:id/password", async (t) => {
  using test = await testApp();
  const world = await aWorld(test);
  const { office, teacher, idleTeacher, principal, student, otherStudent, parent } = world;
  const { people } = test.deps.tables;
  await people.update(student, (it) => ({ ...it, passwordHash: "before" }));
  const reset = async (who: typeof office, whom: typeof office) =>
    await textOf(test, `/people/${whom.id}/password`, formPost({}, await test.as(who)));

  await t.step("nobody else may", async () => {
    const before = await people.find(otherStudent);
    assert.equal((await reset(teacher, otherStudent))[0], 404);
    assert.equal((await reset(idleTeacher, student))[0], 404);
    assert.equal((await reset(principal, student))[0], 403);
    assert.equal((await reset(student, otherStudent))[0], 404);
    assert.equal((await reset(parent, student))[0], 404);
    assert.deepEqual(await people.find(otherStudent), before);
  });

  await t.step("a teacher gives a pupil a one-time password, which must be changed", async () => {
    const pupil = await test.as(student);
    const [status, html] = await reset(teacher, student);
    assert.equal(status, 200);
    const row = (await people.find(student))!;
    assert.equal(await verifyPassword(row.passwordHash, secretOn(html)), true);
    assert.equal(row.mustChangePassword, true);
    assert.equal((await test.app.request("/api/session", { headers: pupil })).status, 401);
  });

  await t.step("the office gives one to anybody of the school but themselves", async () => {
    for (const whom of [teacher, parent, principal, student]) {
      assert.equal((await reset(office, whom))[0], 200, whom.role);
    }
    assert.equal((await reset(office, office))[0], 403);
  });
});

Deno.test("a one-time password leads to choosing another before anything else", async () => {
  using test = await testApp();
  const { student } = await aWorld(test);
  const passwordHash = await hashPassword("one-time-1");
  const row = await test.deps.tables.people.update(student, (it) => ({
    ...it,
    passwordHash,
    mustChangePassword: true,
  }));
  const headers = await test.as(row);
  const home = await test.app.request("/", { headers });
  assert.equal(home.headers.get("location"), "/account/password");
  const api = await test.app.request("/api/session", { headers });
  assert.equal(api.status, 403);
  assert.equal((await api.json()).code, "forbidden/password");
  const chosen = await test.app.request(
    "/account/password",
    formPost({ next: "my own long password" }, headers),
  );
  assert.equal(chosen.headers.get("location"), "/");
  assert.equal((await test.app.request("/", { headers })).status, 200);
});

Deno.test("guardians are linked and unlinked on the student's page", async () => {
  using test = await testApp();
  const { office, otherStudent, parent } = await aWorld(test);
  const headers = await test.as(office);
  const url = `/people/${otherStudent.id}/guardians`;
  const [, page] = await textOf(test, `${url}?q=mee`, { headers });
  assert.ok(page.includes("Meera Mehta"));
  const [status, html] = await textOf(test, url, formPost({ q: "mee" }, headers));
  assert.equal(status, 400);
  assert.ok(html.includes("Choose a guardian") && html.includes('value="mee"'));
  await test.app.request(url, formPost({ guardianId: parent.id }, headers));
  const pair = `${parent.id}/${otherStudent.id}`;
  const { guardianLinks } = test.deps.tables;
  assert.notEqual(await guardianLinks.findBy("pair", "school-a", pair), null);
  const other = formPost({ guardianId: otherStudent.id }, headers);
  assert.equal((await test.app.request(url, other)).status, 404);
  await test.app.request(`${url}/${parent.id}/remove`, formPost({}, headers));
  assert.equal(await guardianLinks.findBy("pair", "school-a", pair), null);
});

import assert from "node:assert/strict";
import { aWorld, formPost } from "../../tests/worlds/people_world.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";

Deno.test("/classes", async (t) => {
  using test = await testApp();
  const { tables } = test.deps;
  const world = await aWorld(test);
  const { office, principal, teacher, idleTeacher, student, otherStudent, yearId, classId } = world;
  const headers = await test.as(office);
  const get = async (path: string, who = office) => {
    const response = await test.app.request(path, { headers: await test.as(who) });
    return [response.status, await response.text()] as const;
  };
  const send = async (path: string, fields: Record<string, string | string[]>, as = headers) => {
    const response = await test.app.request(path, formPost(fields, as));
    return [response.status, await response.text(), response.headers.get("location")] as const;
  };
  const NEW = { name: "Class 9 C", yearId, grade: "9", section: "C", classTeacherId: teacher.id };
  let added = "";

  await t.step("adds a class", async () => {
    const [status, , location] = await send("/classes/new", NEW);
    assert.equal(status, 303);
    added = location!.split("?")[0]!.split("/").at(-1)!;
    const row = await tables.classes.find({ schoolId: "school-a", id: added });
    assert.deepEqual([row?.name, row?.classTeacherId], ["Class 9 C", teacher.id]);
  });

  const bad: [fields: Record<string, string>, says: string][] = [
    [{ name: "" }, "Enter a name"],
    [{ name: "CLASS 9 C" }, "This year has a class with this name"],
    [{ yearId: "" }, "Choose a year"],
    [{ yearId: "nope" }, "Choose a year"],
    [{ classTeacherId: student.id }, "Choose a teacher"],
    [{ grade: "x".repeat(21) }, "Use at most 20 characters"],
    [{ schoolId: "school-b" }, "Nothing is called"],
  ];
  for (const [fields, says] of bad) {
    await t.step(`refuses, saying: ${says}, and keeps what was typed`, async () => {
      const [status, html] = await send("/classes/new", { ...NEW, section: "Typed", ...fields });
      assert.equal(status, 400);
      assert.ok(html.includes(says) && html.includes('value="Typed"'));
    });
  }

  await t.step("renames a class", async () => {
    const [status] = await send(`/classes/${added}/edit`, { ...NEW, name: "Class 9 D" });
    assert.equal(status, 303);
    assert.ok((await get("/classes"))[1].includes("Class 9 D"));
  });

  await t.step("shows a teacher the classes taught, the principal all, students none", async () => {
    const own = (await get("/classes", teacher))[1];
    assert.ok(own.includes("Class 10 A") && own.includes("Class 9 D"), "teaches, is class teacher");
    assert.ok((await get("/classes", idleTeacher))[1].includes("You teach no class yet."));
    const all = (await get("/classes", principal))[1];
    assert.ok(all.includes("Class 9 D") && !all.includes("/classes/new"));
    assert.equal((await get("/classes", student))[0], 403);
  });

  await t.step("shows a class to those whom it concerns", async () => {
    for (const who of [office, principal, teacher]) {
      const [status, html] = await get(`/classes/${classId}`, who);
      assert.equal(status, 200, who.role);
      assert.ok(html.includes("Kabir Mehta") && html.includes("Maths"));
      assert.ok(!html.includes(`/people/${student.id}/password`), "passwords stand apart");
      assert.equal(html.includes(`/classes/${classId}/passwords`), who !== principal);
      assert.equal(html.includes("/teachings"), who === office);
    }
    assert.equal((await get(`/classes/${classId}`, idleTeacher))[0], 404);
    assert.equal((await get(`/classes/${classId}`, student))[0], 403);
    assert.equal((await get("/classes/nope"))[0], 404);
  });

  await t.step(
    "gives new passwords on a page of its own, to the office and who teaches here",
    async () => {
      const path = `/classes/${classId}/passwords`;
      for (const who of [office, teacher]) {
        const [status, html] = await get(path, who);
        assert.equal(status, 200, who.role);
        assert.ok(html.includes(`/people/${student.id}/password`) && html.includes("New password"));
        assert.ok(html.includes(student.username!));
      }
      assert.equal((await get(path, principal))[0], 403);
      assert.equal((await get(path, idleTeacher))[0], 404);
      assert.equal((await get(path, student))[0], 403);
    },
  );

  await t.step("puts students in, leaves who is in already, and takes out", async () => {
    const path = `/classes/${classId}/students`;
    const [, page] = await get(`${path}?q=zoya`);
    assert.ok(page.includes("Zoya Khan") && !page.includes("Kabir Mehta"));
    const [none, html] = await send(path, { q: "zoya" });
    assert.equal(none, 400);
    assert.ok(html.includes("Choose at least one student") && html.includes('value="zoya"'));
    const [status] = await send(path, { studentId: [student.id, otherStudent.id] });
    assert.equal(status, 303);
    assert.equal(await tables.enrolments.count("byClass", "school-a", [classId]), 2);
    await send(`/classes/${classId}/students/${otherStudent.id}/end`, {});
    const gone = await tables.enrolments.findBy(
      "current",
      "school-a",
      `${otherStudent.id}/${classId}`,
    );
    assert.equal(gone, null);
    assert.ok(!(await get(`/classes/${classId}`))[1].includes("Zoya Khan"));
  });

  await t.step("keeps the time somebody was there when they come back", async () => {
    test.setNow(T0 + 1_000);
    await send(`/classes/${classId}/students`, { studentId: otherStudent.id });
    const rows = await tables.enrolments.list("byStudent", "school-a", [otherStudent.id]);
    assert.deepEqual(rows.items.map(({ fromAt, untilAt }) => [fromAt, untilAt]), [
      [T0, T0],
      [T0 + 1_000, null],
    ]);
  });

  await t.step("says who teaches what, once", async () => {
    const path = `/classes/${added}/teachings`;
    const fields = { teacherId: idleTeacher.id, subjectId: world.subjectId };
    const [status] = await send(path, fields);
    assert.equal(status, 303);
    await send(path, fields);
    const rows = await tables.teachings.list("byClass", "school-a", [added]);
    assert.equal(rows.items.length, 1);
    const [no, html] = await send(path, { teacherId: student.id, subjectId: world.subjectId });
    assert.equal(no, 400);
    assert.ok(html.includes("Choose a teacher"));
    const [gone] = await send(`${path}/${rows.items[0]!.id}/remove`, {});
    assert.equal(gone, 303);
    assert.equal(await tables.teachings.count("byClass", "school-a", [added]), 0);
  });

  await t.step("removes a class that was never used, and no other", async () => {
    assert.equal((await send(`/classes/${classId}/remove`, {}))[0], 409);
    assert.notEqual(await tables.classes.find({ schoolId: "school-a", id: classId }), null);
    assert.equal((await send(`/classes/${added}/remove`, {}))[0], 303);
    assert.equal(await tables.classes.find({ schoolId: "school-a", id: added }), null);
  });

  await t.step("is changed by the school office alone", async () => {
    const paths = ["/classes/new", `/classes/${classId}/edit`, `/classes/${classId}/students`];
    const more = [
      `/classes/${classId}/teachings`,
      `/classes/${classId}/remove`,
      `/classes/${classId}/students/${student.id}/end`,
      `/classes/${classId}/teachings/teaching-a/remove`,
    ];
    for (const who of [teacher, principal, student]) {
      const as = await test.as(who);
      for (const path of [...paths, ...more]) {
        assert.equal((await send(path, NEW, as))[0], 403, `${who.role} ${path}`);
      }
    }
    assert.equal(await tables.teachings.count("byClass", "school-a", [classId]), 1);
  });
});

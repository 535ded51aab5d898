import assert from "node:assert/strict";
import { KINDS } from "../../lib/store/contents.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { aWorld, formPost, jsonSend } from "../worlds/people_world.ts";
import { testApp } from "../worlds/test_app.ts";

/** Forms that would be right in one's own school. */
const FORMS: Readonly<Record<string, Record<string, string>>> = {
  "/people/ID/edit": { rev: "0", name: "X", username: "x1" },
  "/people/ID/password": {},
  "/people/ID/suspend": {},
  "/people/ID/let-in": { rev: "0" },
  "/people/ID/guardians": { guardianId: "parent-a" },
  "/people/ID/guardians/parent-a/remove": {},
  "/people/ID/accommodation": {
    rev: "",
    timePercent: "25",
    scale: "1",
    contrast: "normal",
    font: "system",
    validFrom: "2026-11-01",
  },
  "/classes/class-a/edit": { name: "X", yearId: "year-a" },
  "/classes/class-a/remove": {},
  "/classes/class-a/teachings": { teacherId: "teacher-a", subjectId: "maths-a" },
  "/classes/class-a/teachings/teaching-a/remove": {},
  "/classes/class-a/students/ID/end": {},
  "/settings/years": { id: "year-a", name: "X", from: "2030-01-01", until: "2030-02-01" },
  "/settings/subjects": { id: "maths-a", name: "X" },
};

Deno.test("the office of school B sees and changes nothing of school A", async (t) => {
  using test = await testApp();
  const a = await aWorld(test, "school-a");
  const b = await aWorld(test, "school-b");
  const headers = await test.as(b.office);
  const { tables } = test.deps;
  const snapshot = async () => {
    const rows: string[] = [];
    for (const kind of KINDS.filter((it) => it !== "audits" && it !== "sessions")) {
      for await (const { key, value } of test.contents.of(kind).read()) {
        if (key.startsWith("school-a/")) rows.push(JSON.stringify([kind, key, value]));
      }
    }
    return rows;
  };
  const before = await snapshot();
  assert.ok(before.length > 10);

  const pages = [
    "/people/ID",
    "/people/ID/edit",
    "/people/ID/password",
    "/people/ID/suspend",
    "/people/ID/guardians",
    "/people/ID/accommodation",
    "/classes/class-a",
    "/classes/class-a/edit",
    "/classes/class-a/students",
    "/api/people/ID",
    "/api/people/ID/accommodation",
  ];
  for (const page of pages) {
    await t.step(`GET ${page}`, async () => {
      const path = page.replace("ID", a.student.id);
      const response = await test.app.request(path, { headers });
      assert.equal(response.status, 404);
      assert.ok(!(await response.text()).includes("Kabir"));
    });
  }

  for (const [form, fields] of Object.entries(FORMS)) {
    await t.step(`POST ${form}`, async () => {
      const path = form.replace("ID", a.student.id);
      const response = await test.app.request(path, formPost(fields, headers));
      assert.equal(response.status, 404);
      assert.deepEqual(await snapshot(), before);
    });
  }

  await t.step("lists and searches", async () => {
    const own = (people: Person[]) => people.every(({ schoolId }) => schoolId === "school-b");
    for (const path of ["/api/people", "/api/people?q=kab", "/api/people?role=teacher"]) {
      const { items } = await (await test.app.request(path, { headers })).json();
      assert.ok(items.length > 0);
      assert.ok(items.every(({ id }: Person) => id.endsWith("-b")), path);
    }
    assert.ok(own((await tables.people.list("byName", "school-b", [])).items));
  });

  await t.step("does not go on in A's list by A's cursor", async () => {
    const { next } = await tables.people.list("byName", "school-a", [], { limit: 2 });
    const response = await test.app.request(
      `/api/people?${new URLSearchParams({ after: next! })}`,
      { headers },
    );
    if (response.status === 400) return;
    const { items } = await response.json();
    assert.ok(items.every(({ id }: Person) => id.endsWith("-b")));
  });

  await t.step("puts nobody of A into what is B's", async () => {
    const put = async (path: string, fields: Record<string, string>) =>
      (await test.app.request(path, formPost(fields, headers))).status;
    assert.equal(await put("/classes/class-b/students", { studentId: a.student.id }), 404);
    const teaching = { teacherId: a.teacher.id, subjectId: b.subjectId };
    assert.equal(await put("/classes/class-b/teachings", teaching), 400);
    const guardian = { guardianId: a.parent.id };
    assert.equal(await put(`/people/${b.student.id}/guardians`, guardian), 404);
    const yearOfA = { name: "X", yearId: a.yearId };
    assert.equal(await put("/classes/new", yearOfA), 400);
    const person = { name: "X", role: "student", classId: a.classId };
    const added = await test.app.request("/api/people", jsonSend("POST", person, headers));
    assert.equal(added.status, 400);
    const patched = await test.app.request(
      `/api/people/${a.student.id}`,
      jsonSend("PATCH", { name: "X" }, headers),
    );
    assert.equal(patched.status, 404);
    assert.deepEqual(await snapshot(), before);
  });
});

import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { aWorld } from "../../tests/worlds/people_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

/** Each way of a card's rows: where it leads, and what it says. */
function waysIn(html: string, card: string): [href: string, words: string][] {
  const section = new RegExp(`<section[^>]*id="${card}".*?</section>`, "s").exec(html)?.[0] ?? "";
  assert.match(section, /class="rows"/, `${card} has rows`);
  const rows = section.slice(section.indexOf('class="rows"'));
  return [...rows.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map((
    [, href, words],
  ) => [href!, words!.replaceAll(/<span class="avatar.*?<\/span>|<[^>]*>/gs, "").trim()]);
}

async function open(test: TestApp, who: Person, path: string): Promise<[number, string]> {
  const headers = { ...await test.as(who), accept: "text/html" };
  const response = await test.app.request(path, { headers });
  return [response.status, await response.text()];
}

Deno.test("a guardian's row opens the guardian's page, with ways back to the children, for who may see it", async (t) => {
  using test = await testApp();
  const { office, principal, teacher, student, otherStudent, parent } = await aWorld(test);
  const { tables } = test.deps;
  const link = { guardianId: parent.id, studentId: otherStudent.id, sinceAt: 0 };
  await tables.guardianLinks.insert({
    ...{ id: "link-2", schoolId: "school-a", createdAt: 0 },
    ...link,
  });
  for (const who of [office, principal]) {
    await t.step(who.role, async () => {
      const [, page] = await open(test, who, `/people/${student.id}`);
      assert.deepEqual(waysIn(page, "guardians"), [[`/people/${parent.id}`, "Meera Mehta"]]);
      const [, directory] = await open(test, who, "/people?role=parent");
      assert.match(directory, new RegExp(`href="/people/${parent.id}">Meera Mehta`));
      const [status, guardian] = await open(test, who, `/people/${parent.id}`);
      assert.equal(status, 200);
      assert.deepEqual(waysIn(guardian, "children"), [
        [`/people/${student.id}`, "Kabir Mehta"],
        [`/people/${otherStudent.id}`, "Zoya Khan"],
      ]);
    });
  }
  await t.step("a teacher reads the name, and no way that ends nowhere", async () => {
    const [, page] = await open(test, teacher, `/people/${student.id}`);
    assert.match(page, /Meera Mehta/);
    assert.deepEqual(waysIn(page, "guardians"), []);
    for (const id of [parent.id, otherStudent.id]) {
      assert.equal((await open(test, teacher, `/people/${id}`))[0], 404);
    }
  });
});

Deno.test("a pupil's classes open for a teacher who teaches there, and for who sees the school", async () => {
  using test = await testApp();
  const { office, principal, teacher, student, classId, yearId } = await aWorld(test);
  const { tables } = test.deps;
  const row = { schoolId: "school-a", createdAt: 0 };
  const other = { id: "chess", name: "Chess", yearId, grade: "", section: "" };
  await tables.classes.insert({ ...row, ...other, classTeacherId: null });
  const joined = { studentId: student.id, classId: "chess", fromAt: 0, untilAt: null };
  await tables.enrolments.insert({ ...row, id: "joined", ...joined });
  for (
    const [who, ids] of [[office, ["chess", classId]], [principal, ["chess", classId]], [
      teacher,
      [classId],
    ]] as const
  ) {
    const [, page] = await open(test, who, `/people/${student.id}`);
    assert.match(page, /Chess/);
    const ways = waysIn(page, "classes").map(([href]) => href).sort();
    assert.deepEqual(ways, ids.map((id) => `/classes/${id}`).sort(), who.role);
    for (const href of ways) assert.equal((await open(test, who, href))[0], 200, href);
  }
});

import assert from "node:assert/strict";
import { notify } from "../../lib/notices/notices.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { aWorld, formPost } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

Deno.test("/notifications", async (t) => {
  using test = await testApp();
  const { student, otherStudent } = await aWorld(test);
  const headers = await test.as(student);
  const { notices, assignments } = test.deps.tables;
  const unread = () => notices.count("unread", "school-a", [student.id]);
  const html = async () => await (await test.app.request("/notifications", { headers })).text();

  await t.step("says when there is nothing", async () => {
    const page = await html();
    assert.ok(page.includes("Nothing new.") && !page.includes("Mark all read"));
  });

  for (let i = 0; i < 35; i++) {
    await assignments.insert(
      anAssignment({ id: `as${i}`, schoolId: "school-a", title: `Notice ${i} <i>` }),
    );
    await notify(test.deps, {
      schoolId: "school-a",
      personId: i === 34 ? otherStudent.id : student.id,
      kind: "assigned",
      cause: `c${i}`,
      about: { assignmentId: `as${i}` },
    });
  }

  await t.step("lists one's own, part after part", async () => {
    const page = await html();
    assert.equal(page.match(/Notice \d+ &lt;i>/g)?.length, 30);
    const next = /href="([^"]+)" rel="next"/.exec(page)![1]!.replaceAll("&amp;", "&");
    const rest = await (await test.app.request(next, { headers })).text();
    assert.equal(rest.match(/Notice \d+ &lt;i>/g)?.length, 4);
  });

  await t.step("goes where one leads, and marks that one read", async () => {
    const [notice] = (await notices.list("byPerson", "school-a", [student.id])).items;
    const response = await test.app.request(`/notifications/${notice!.id}`, { headers });
    assert.deepEqual([response.status, response.headers.get("location")], [
      303,
      `/assignments/${notice!.about!.assignmentId}`,
    ]);
    assert.equal(await unread(), 33);
    const [other] = (await notices.list("byPerson", "school-a", [otherStudent.id])).items;
    const strange = await test.app.request(`/notifications/${other!.id}`, { headers });
    assert.equal(strange.status, 404);
  });

  await t.step("marks all of one's own read", async () => {
    const response = await test.app.request("/notifications/read", formPost({}, headers));
    assert.equal(response.status, 303);
    assert.equal(await unread(), 0);
    assert.equal(await notices.count("unread", "school-a", [otherStudent.id]), 1);
  });
});

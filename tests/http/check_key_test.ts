import assert from "node:assert/strict";
import { anAssignment, SCHOOL } from "../worlds/marking_builders.ts";
import { choose, type MarkingWorld, markingWorld, type } from "../worlds/marking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

/** 36 students of whom the better ones chose what the key calls wrong. */
async function againstTheKey(test: TestApp): Promise<MarkingWorld> {
  const world = await markingWorld(test);
  const { tables } = test.deps;
  await tables.assignments.update(
    { schoolId: SCHOOL, id: "as1" },
    () => anAssignment({ anonymous: false }),
  );
  const first = (await tables.people.find({ schoolId: SCHOOL, id: "st1" }))!;
  for (let n = 0; n < 36; n++) {
    const id = `sx${n}`;
    await tables.people.insert({ ...first, id, username: id, name: id });
    const enrolment = { id: `e-${id}`, schoolId: SCHOOL, createdAt: 0, studentId: id };
    await tables.enrolments.insert({ ...enrolment, classId: "c1", fromAt: 0, untilAt: null });
    const good = n % 2 === 0;
    await world.handIn(id, { sc: choose(good ? "b" : "a"), sn: type(good ? "2.5" : "1") });
  }
  const row = { schoolId: SCHOOL, createdAt: T0 };
  const bank = { ...row, id: "bank1", name: "Light", ownerId: "t1", subjectId: null };
  await tables.questionBanks.insert({ ...bank, sharing: "private" });
  await tables.questions.insert({
    ...row,
    id: "qc",
    bankId: "bank1",
    subjectId: null,
    authorId: "t1",
    headVersion: 1,
    state: "active",
    kind: "choice_one",
    title: "Which?",
    tags: [],
    level: null,
    defaultMark: 1,
    terms: [],
    updatedAt: T0,
  });
  return world;
}

Deno.test('"Check the key" leads to the question: in its test, else in its bank, else to its figures', async (t) => {
  using test = await testApp();
  const world = await againstTheKey(test);
  const wayOf = async (who: string) => {
    const headers = { ...await test.as(world.people.get(who)!), accept: "text/html" };
    const get = async (path: string) => await (await test.app.request(path, { headers })).text();
    const page = await get("/assignments/as1/results");
    const found = /<a [^>]*href="([^"]*)"[^>]*>Check the key</.exec(page);
    assert.ok(found, "the question stands out");
    const opened = await test.app.request(found[1]!, { headers });
    assert.equal(opened.status, 200);
    return [found[1], (await opened.text()).includes("Which?")];
  };
  const figures = "/assignments/as1/results/sc";

  await t.step("who may edit the test comes to it in the editor", async () => {
    for (const who of ["t1", "t2"]) assert.deepEqual(await wayOf(who), ["/tests/e1?slot=sc", true]);
  });
  await t.step("who may not, to its figures with the key", async () => {
    for (const who of ["t3", "office", "head"]) assert.deepEqual(await wayOf(who), [figures, true]);
  });
  await t.step("where it was taken out of the test, to the bank of who may use that", async () => {
    const { exams } = test.deps.tables;
    await exams.update({ schoolId: SCHOOL, id: "e1" }, (it) => ({
      ...it,
      draft: {
        ...it.draft,
        sections: it.draft.sections.map((section) => ({
          ...section,
          slots: section.slots.filter(({ slotId }) => slotId !== "sc"),
        })),
      },
    }));
    assert.deepEqual(await wayOf("t1"), ["/questions/qc", true]);
    assert.deepEqual(await wayOf("t2"), [figures, true]);
  });
});

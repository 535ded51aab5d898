import assert from "node:assert/strict";
import {
  aChoice,
  anEssay,
  asUser,
  authoringWorld,
  RUBRIC,
} from "../../tests/worlds/authoring_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import { blankContent } from "../grading/blank_content.ts";
import { newId } from "../process/ids.ts";
import { TEST_REVIEW } from "../review/review_fields.ts";
import type { User } from "../access/user.ts";
import { deleteQuestion } from "../questions/remove.ts";
import { createQuestion, saveVersion } from "../questions/write.ts";
import { changeExam, type SectionInput, setEditors } from "./change.ts";
import { copyExam, createExam } from "./create.ts";
import { publishExam } from "./publish.ts";
import { addQuestion, chooseText, copyIntoSlot, readSlot, saveSlot } from "./slots.ts";
import { archiveExam, deleteExam, restoreExam, withdrawExam } from "./states.ts";
import { examPage, givenRow } from "./exam_page.ts";
import { examVersions, teacherTest } from "./view.ts";

interface Written {
  user: User;
  examId: string;
  slotId: string;
  questionId: string;
}

/** A test with one finished choice question that was never published. */
async function written(test: TestApp, user: User): Promise<Written> {
  const exam = await createExam(test.deps, { user, title: "Unit test" });
  const sectionId = exam.draft.sections[0]!.id;
  const added = await addQuestion(test.deps, {
    user,
    examId: exam.id,
    sectionId,
    kind: "choice_one",
  });
  const input = { rev: 1, content: aChoice(), rubric: [] };
  const slot = { user, examId: exam.id, slotId: added.slotId };
  const { questionId } = await saveSlot(test.deps, { ...slot, input });
  return { user, examId: exam.id, slotId: added.slotId, questionId };
}

function readExam(test: TestApp, { user, examId }: Pick<Written, "user" | "examId">) {
  return test.deps.tables.exams.find({ schoolId: user.schoolId, id: examId }).then((it) => it!);
}

async function publish(test: TestApp, it: Pick<Written, "user" | "examId">) {
  const { draftRev } = await readExam(test, it);
  return await publishExam(test.deps, { user: it.user, examId: it.examId, draftRev });
}

Deno.test("a question typed in a test becomes version 1 when the test is published", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  assert.equal((await readSlot(test.deps, it)).slot.version, 0);
  const { exam, version } = await publish(test, it);
  assert.deepEqual([exam.state, exam.publishedVersion, version.version, version.totalMarks], [
    "published",
    1,
    1,
    1,
  ]);
  assert.deepEqual(version.sections[0]?.slots[0], {
    slotId: it.slotId,
    questionId: it.questionId,
    version: 1,
    maxMark: 1,
  });
  const { work } = await readSlot(test.deps, it);
  assert.deepEqual([work.open, work.content.prompt], [false, "What is 2 + 2?"]);
  assert.equal((await teacherTest(test.deps, exam)).unpublished, false);
});

Deno.test("publishing again makes a version only of what changed, and leaves the old one as it was", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  await publish(test, it);
  assert.equal((await publish(test, it)).version.version, 1);
  const { work } = await readSlot(test.deps, it);
  const content = aChoice("What is 1 + 3?");
  await saveSlot(test.deps, { ...it, input: { rev: work.rev, content, rubric: [] } });
  const { exams: [exam] } = await examPage(test.deps, { user: it.user });
  assert.equal((await givenRow(test.deps, exam!)).unpublished, true);
  assert.equal((await publish(test, it)).version.version, 2);
  const versions = await examVersions(test.deps, it);
  assert.deepEqual(versions.map(({ sections }) => sections[0]?.slots[0]?.version), [2, 1]);
});

Deno.test("20 publications of one draft at once are one version", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const { draftRev } = await readExam(test, it);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => publishExam(test.deps, { ...it, draftRev })),
  );
  assert.equal(results.length, 20);
  assert.deepEqual([...new Set(results.map(({ version }) => version.id))], [`${it.examId}-1`]);
  assert.equal((await examVersions(test.deps, it)).length, 1);
});

Deno.test("20 people changing and publishing at once never share or skip a number", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const results = await Promise.allSettled(Array.from({ length: 20 }, async (_, i) => {
    for (;;) {
      const { draftRev } = await readExam(test, it);
      try {
        await changeExam(test.deps, { ...it, draftRev, change: { title: `Title ${i}` } });
        break;
      } catch {
        continue;
      }
    }
    return await publish(test, it).catch(() => null);
  }));
  assert.equal(results.length, 20);
  const versions = await examVersions(test.deps, it);
  assert.ok(versions.length > 0);
  const numbers = versions.map(({ version }) => version);
  assert.deepEqual(numbers, numbers.map((_, i) => numbers.length - i));
  const exam = await readExam(test, it);
  assert.equal(exam.publishedVersion, numbers[0]);
});

Deno.test("publishExam() names every slot that cannot be played", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const exam = await createExam(test.deps, { user, title: "Empty" });
  const it = { user, examId: exam.id };
  await assert.rejects(publish(test, it), { code: "invalid", reason: "empty_test" });
  const sectionId = exam.draft.sections[0]!.id;
  const kinds = ["choice_one", "essay", "numerical"] as const;
  for (const kind of kinds) await addQuestion(test.deps, { ...it, sectionId, kind });
  await assert.rejects(publish(test, it), (error) => {
    assert.ok(error instanceof Error && "reason" in error && "detail" in error);
    assert.equal(error.reason, "slot_unplayable");
    assert.equal(error.message, "3 questions are to mend");
    const { slots } = error.detail as { slots: { problems: { path: string }[] }[] };
    assert.deepEqual(slots.map(({ problems }) => problems[0]?.path), [
      "prompt",
      "prompt",
      "prompt",
    ]);
    return true;
  });
  assert.equal((await readExam(test, it)).publishedVersion, null);
});

Deno.test("what is typed is kept however little it is", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const blank = blankContent("numerical", null);
  for (const [i, prompt] of ["", " ", "5 $", "5 $x"].entries()) {
    const content = { ...blank, prompt };
    const saved = await saveSlot(test.deps, { ...it, input: { rev: 2 + i, content, rubric: [] } });
    assert.equal(saved.content.prompt, prompt);
  }
});

Deno.test("saveSlot() never writes over what another window saved", async () => {
  using test = await testApp();
  const { rao, sen } = await authoringWorld(test.deps);
  const it = await written(test, asUser(rao));
  await setEditors(test.deps, { ...it, editorIds: [sen.id] });
  const save = (user: User, prompt: string) =>
    saveSlot(test.deps, { ...it, user, input: { rev: 2, content: aChoice(prompt), rubric: [] } });
  test.setNow(T0 + 10 * 60_000);
  await save(asUser(rao), "Mine?");
  const again = await save(asUser(rao), "Mine?");
  assert.equal(again.rev, 3);
  await assert.rejects(save(asUser(sen), "His?"), (error) => {
    assert.ok(error instanceof Error && "reason" in error && "detail" in error);
    assert.deepEqual([error.reason, error.message], ["stale", "Ms Rao changed this at 11:10"]);
    const detail = error.detail as { rev: number; content: { prompt: string } };
    assert.deepEqual([detail.rev, detail.content.prompt], [3, "Mine?"]);
    return true;
  });
});

Deno.test("two editors racing on one slot: one save stands, one is told", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const results = await Promise.allSettled(
    ["A?", "B?"].map((prompt) =>
      saveSlot(test.deps, { ...it, input: { rev: 2, content: aChoice(prompt), rubric: [] } })
    ),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

Deno.test("changeExam() moves sections, keeps pinned versions and refuses a stale draft", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const bank = await createQuestion(test.deps, {
    user: it.user,
    content: anEssay(),
    rubric: RUBRIC,
  });
  await publish(test, it);
  const { draftRev, draft } = await readExam(test, it);
  const slot = { slotId: "newslot1", questionId: bank.question.id, maxMark: 4 };
  const sections: SectionInput[] = [
    { id: "sectionb", title: "B", intro: "", shuffle: true, slots: [slot] },
    {
      ...draft.sections[0]!,
      slots: [{ slotId: it.slotId, questionId: it.questionId, maxMark: 2 }],
    },
  ];
  const change = { sections, instructions: "Write clearly." };
  const next = await changeExam(test.deps, { ...it, draftRev, change });
  assert.deepEqual(next.draft.sections.map(({ slots }) => slots[0]?.version), [1, 1]);
  assert.equal((await teacherTest(test.deps, next)).totalMarks, 6);
  const repeated = await changeExam(test.deps, { ...it, draftRev, change });
  assert.equal(repeated.draftRev, next.draftRev);
  const stale = changeExam(test.deps, { ...it, draftRev, change: { title: "Other" } });
  await assert.rejects(stale, { code: "conflict", reason: "stale" });
  assert.equal((await readExam(test, it)).title, "Unit test");
});

Deno.test("changeExam() refuses what a test cannot hold", async () => {
  using test = await testApp();
  const { rao, sen, stranger } = await authoringWorld(test.deps);
  const it = await written(test, asUser(rao));
  const { draftRev, draft } = await readExam(test, it);
  const change = (questionId: string, slotId = "slotnew1") =>
    changeExam(test.deps, {
      ...it,
      draftRev,
      change: {
        sections: [{ ...draft.sections[0]!, slots: [{ slotId, questionId, maxMark: 1 }] }],
      },
    });
  await assert.rejects(change(newId()), { code: "not_found" });
  const foreign = await createQuestion(test.deps, { user: asUser(stranger), content: aChoice() });
  await assert.rejects(change(foreign.question.id), { code: "not_found" });
  const other = await written(test, asUser(rao));
  await assert.rejects(change(other.questionId), { code: "invalid", reason: "fields" });
  const subject = { subjectId: newId() };
  await assert.rejects(changeExam(test.deps, { ...it, draftRev, change: subject }), {
    code: "invalid",
  });
  await assert.rejects(
    changeExam(test.deps, { ...it, user: asUser(sen), draftRev, change: { title: "X" } }),
    { code: "not_found" },
  );
});

Deno.test("a question changed in the bank and in a test is settled by a person", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  await publish(test, it);
  const { work } = await readSlot(test.deps, it);
  const input = { rev: work.rev, content: aChoice("In the test?"), rubric: [] };
  await saveSlot(test.deps, { ...it, input });
  const inBank = { baseVersion: 1, content: aChoice("In the bank?"), rubric: [] };
  await saveVersion(test.deps, { ...it, ...inBank });
  await assert.rejects(publish(test, it), { reason: "slot_unplayable" });
  await chooseText(test.deps, { ...it, keep: "mine" });
  assert.equal((await publish(test, it)).version.sections[0]?.slots[0]?.version, 3);
  const exam = await readExam(test, it);
  assert.equal(exam.draft.sections[0]?.slots[0]?.version, 3);
});

Deno.test("chooseText() can take the text of the bank instead", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  await publish(test, it);
  await saveVersion(test.deps, { ...it, baseVersion: 1, content: aChoice("Newer?"), rubric: [] });
  await chooseText(test.deps, { ...it, keep: "theirs" });
  assert.equal((await readSlot(test.deps, it)).work.content.prompt, "Newer?");
  assert.equal((await publish(test, it)).version.sections[0]?.slots[0]?.version, 2);
});

Deno.test("a colleague's question is taken as it is, or copied into the slot", async () => {
  using test = await testApp();
  const { rao, sen } = await authoringWorld(test.deps);
  const { question } = await createQuestion(test.deps, { user: asUser(sen), content: aChoice() });
  const it = await written(test, asUser(rao));
  const { draftRev, draft } = await readExam(test, it);
  const slot = { slotId: "shared01", questionId: question.id, maxMark: 1 };
  await changeExam(test.deps, {
    ...it,
    draftRev,
    change: { sections: [{ ...draft.sections[0]!, slots: [slot] }] },
  });
  const at = { ...it, slotId: "shared01" };
  assert.equal((await readSlot(test.deps, at)).mayEdit, false);
  const input = { rev: 0, content: aChoice("Changed?"), rubric: [] };
  await assert.rejects(saveSlot(test.deps, { ...at, input }), { code: "forbidden" });
  const copied = await copyIntoSlot(test.deps, at);
  assert.equal((await readSlot(test.deps, { ...it, slotId: copied.slotId })).mayEdit, true);
});

Deno.test("copyExam() copies what is typed too, and leaves the original alone", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  const copy = await copyExam(test.deps, it);
  assert.equal(copy.title, "Copy of Unit test");
  const [slot] = copy.draft.sections[0]!.slots;
  assert.notEqual(slot?.questionId, it.questionId);
  const published = await publish(test, { user: it.user, examId: copy.id });
  assert.equal(published.version.sections[0]?.slots[0]?.version, 1);
  assert.equal((await readSlot(test.deps, it)).slot.version, 0);
});

Deno.test("copyExam() keeps no half of a character where the title is cut", async () => {
  using test = await testApp();
  const user = asUser((await authoringWorld(test.deps)).rao);
  const { id: examId } = await createExam(test.deps, { user, title: `${"a".repeat(191)}😀` });
  const copy = await copyExam(test.deps, { user, examId });
  assert.equal(copy.title, `Copy of ${"a".repeat(191)}`);
});

Deno.test("a test that was assigned is archived, never deleted; its questions stay", async () => {
  using test = await testApp();
  const { rao, sen, admin } = await authoringWorld(test.deps);
  const it = await written(test, asUser(rao));
  await assert.rejects(deleteQuestion(test.deps, it), { code: "conflict", reason: "in_use" });
  await publish(test, it);
  await withdrawExam(test.deps, it);
  assert.equal((await readExam(test, it)).publishedVersion, null);
  assert.equal((await publish(test, it)).version.version, 1);
  await assign(test, it);
  await assert.rejects(deleteExam(test.deps, it), { code: "conflict", reason: "in_use" });
  await assert.rejects(withdrawExam(test.deps, it), { code: "conflict", reason: "has_attempts" });
  await assert.rejects(archiveExam(test.deps, it), { code: "conflict", reason: "assignment_open" });
  test.setNow(T0 + 3_600_001);
  await assert.rejects(archiveExam(test.deps, { ...it, user: asUser(sen) }), {
    code: "not_found",
  });
  assert.equal((await archiveExam(test.deps, { ...it, user: asUser(admin) })).state, "archived");
  assert.deepEqual((await examPage(test.deps, { user: it.user })).exams, []);
  assert.equal((await restoreExam(test.deps, it)).state, "published");
});

Deno.test("deleteExam() leaves nothing of a test but the questions", async () => {
  using test = await testApp();
  const it = await written(test, asUser((await authoringWorld(test.deps)).rao));
  await publish(test, it);
  await deleteExam(test.deps, it);
  for (const table of ["exams", "exam_versions", "question_drafts"]) {
    const keys = [];
    for await (const { key } of test.contents.of(table).read()) keys.push(key);
    assert.deepEqual(keys, []);
  }
  await deleteQuestion(test.deps, it);
});

async function assign({ deps }: TestApp, { user, examId }: Written): Promise<void> {
  await deps.tables.assignments.insert({
    id: newId(),
    schoolId: user.schoolId,
    createdAt: T0,
    examId,
    examVersion: 1,
    title: "Unit test",
    subjectId: null,
    totalMarks: 1,
    questionCount: 1,
    audience: { kind: "people", studentIds: ["x"] },
    teacherId: user.id,
    opensAt: T0,
    closesAt: T0 + 3_600_000,
    limitMs: null,
    graceMs: 60_000,
    lateStart: "cut",
    attemptsAllowed: 1,
    counts: "last",
    onExpiry: "submit",
    negative: false,
    anonymous: false,
    practice: false,
    review: TEST_REVIEW,
    closedAt: null,
    releasedAt: null,
    releasedBy: null,
    releaseNo: 0,
    cancelledAt: null,
    room: { addedMs: 0, pauses: [], entries: [], rev: 0 },
    rev: 0,
  });
}

import { createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { addQuestion, appendQuestion } from "../../lib/exams/slots.ts";
import { uploadFile } from "../../lib/files/files.ts";
import { newRow } from "../../lib/jobs/schedules.ts";
import { notify } from "../../lib/notices/notices.ts";
import { setException } from "../../lib/assignments/exceptions.ts";
import { grantAccommodation } from "../../lib/people/accommodations.ts";
import { hashPassword } from "../../lib/access/passwords.ts";
import { createBank } from "../../lib/questions/banks.ts";
import { createQuestion } from "../../lib/questions/write.ts";
import { aChoice, anEssay, RUBRIC } from "./authoring_world.ts";
import { anAssignment, aPerson, SCHOOL } from "./marking_builders.ts";
import { choose, type MarkingWorld, markingWorld, write } from "./marking_world.ts";
import { T0, type TestApp } from "./test_app.ts";

/** A PNG of one pixel. */
export const PICTURE = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ),
  (letter) => letter.charCodeAt(0),
);

/** Password of everyone who has one. */
export const PASSWORD = "seven green kites";

/**
 * School `s1` of {@linkcode markingWorld}, with something of every kind that is kept and enough of it for every operation:
 * `st1` to `st3` have handed in, `st4` to `st6` write, `px` may not sign in yet, `t5` and `t6` teach nobody, `c2` is a class
 * without students, `as2` to `as4` are further assignments, tests `e2` to `e6` and questions `q2` to `q4` are `t1`'s.
 */
export async function operationsWorld(test: TestApp): Promise<MarkingWorld> {
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a"), se: write("Because") });
  await world.handIn("st2", { sc: choose("b"), se: write("Why not") });
  await world.handIn("st3", { sc: choose("b"), se: write("I see") });
  for (const id of ["st4", "st5", "st6"]) {
    await world.handIn(id, { sc: choose("a") }, { open: true });
  }
  await addPeople(test);
  await addExams(test, world);
  await addRights(test, world);
  return world;
}

async function addPeople({ deps: { tables } }: TestApp): Promise<void> {
  const row = { schoolId: SCHOOL, createdAt: T0 };
  await tables.people.insert(aPerson("px", { status: "pending" }));
  for (const id of ["t5", "t6"]) await tables.people.insert(aPerson(id, { role: "teacher" }));
  const passwordHash = await hashPassword(PASSWORD);
  for (const id of ["t4", "office"]) {
    await tables.people.update({ schoolId: SCHOOL, id }, (it) => ({ ...it, passwordHash }));
  }
  const year = (n: number) => ({
    name: `Year ${n}`,
    fromAt: T0 + n * 4e10,
    untilAt: T0 + n * 4e10 + 3e10,
  });
  await tables.years.insert({ ...row, id: "y1", ...year(0) });
  await tables.years.insert({ ...row, id: "y2", ...year(1) });
  await tables.subjects.insert({ ...row, id: "sub2", name: "History" });
  const { id: _, ...room } = (await tables.classes.find({ schoolId: SCHOOL, id: "c1" }))!;
  await tables.classes.insert({ ...room, id: "c2", name: "Class 10 B", section: "B" });
  for (const id of ["as2", "as3", "as4"]) await tables.assignments.insert(anAssignment({ id }));
}

async function addExams({ deps }: TestApp, world: MarkingWorld): Promise<void> {
  const user = world.user("t1");
  await createBank(deps, { user, id: "bank1", name: "Optics", subjectId: null, sharing: "school" });
  for (const id of ["q2", "q3", "q4"]) {
    await createQuestion(deps, { user, id, content: anEssay(), rubric: RUBRIC });
  }
  const theirs = { user: world.user("t2"), id: "q5", content: aChoice() };
  const { question } = await createQuestion(deps, theirs);
  for (const id of ["e2", "e3", "e4", "e5", "e6"]) {
    const exam = await createExam(deps, { user, id, title: `Sound ${id}` });
    const own = await createQuestion(deps, { user, id: `q-${id}`, content: aChoice() });
    await appendQuestion(deps, { user, examId: id, question: own.question });
    const full = await appendQuestion(deps, { user, examId: id, question });
    if (id === "e2") await publishExam(deps, { user, examId: id, draftRev: full.draftRev });
    if (id === "e3") {
      const sectionId = exam.draft.sections[0]!.id;
      await addQuestion(deps, { user, examId: id, sectionId, kind: "short" });
    }
  }
}

async function addRights({ deps }: TestApp, world: MarkingWorld): Promise<void> {
  const user = world.user("t1");
  await uploadFile(deps, { user, bytes: PICTURE });
  await grantAccommodation(deps, world.user("office"), {
    personId: "st7",
    change: {
      ...{ timeFactor: 1.25, hideTimer: false, validFromAt: T0, validToAt: null, note: "Slow" },
      ...{ display: { scale: 1.5, contrast: "normal", font: "legible" }, rev: null },
    },
  });
  await setException(deps, {
    ...{ user, assignmentId: "as1", studentId: "st8", rev: null },
    exception: {
      ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 60_000 },
      ...{ attemptsAllowed: null, excused: false, makeUp: false, reason: "Ill" },
    },
  });
  await deps.tables.stuckAttempts.insert({
    ...{ id: "at-st3", schoolId: SCHOOL, createdAt: T0, assignmentId: "as1", studentId: "st3" },
    ...{ kind: "not_saved", tries: 1, nextAt: T0 + 3_600_000, endedBy: null },
  });
  await deps.tables.jobs.insert({
    ...newRow({ id: "job1", schoolId: SCHOOL }),
    ...{ createdAt: T0, kind: "room.end", byId: "t1", nextRunAt: T0 + 3_600_000 },
    input: { assignmentId: "as1", byId: "t1" },
  });
  await notify(deps, {
    ...{ schoolId: SCHOOL, personId: "st2", kind: "message", cause: "x" },
    about: { assignmentId: "as1" },
  });
}

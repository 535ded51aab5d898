import type { Person } from "../../lib/model/people/people_schema.ts";
import { aPerson, aSchool, jsonSend } from "./people_world.ts";
import { PLANTED, takingWorld, type World } from "./taking_world.ts";
import { T0, type TestApp } from "./test_app.ts";

/** Stands in every name and title of the crawled school. */
export const MARK = "mark-of-school-a";

export interface CrawlWorld extends World {
  /** A running attempt of `student`. */
  attemptId: string;
  /** Of a student's guardian. */
  guardian: Person;
  /** Of another school, one in each role. */
  outsiders: Person[];
  /** Every id of the crawled school that a URL could hold. */
  ids: string[];
}

/** A school in which every key holds a secret and every name a mark, with a test under way. */
export async function crawlWorld(test: TestApp): Promise<CrawlWorld> {
  const { tables } = test.deps;
  const world = await takingWorld(tables, T0);
  const guardian = aPerson({
    id: "guardian",
    role: "parent",
    schoolId: "s1",
    name: `${MARK} guardian`,
  });
  await tables.people.insert(guardian);
  await tables.guardianLinks.insert({
    id: "link1",
    schoolId: "s1",
    createdAt: T0,
    guardianId: guardian.id,
    studentId: world.student.id,
    sinceAt: T0,
  });
  await addAuthored(test, world);
  await markNames(test, world);
  const started = await test.app.request(
    "/api/test-attempts",
    jsonSend("POST", { assignmentId: world.assignment.id }, await test.as(world.student)),
  );
  const { id: attemptId } = await started.json();
  const outsiders = await addOutsiders(test);
  const people = [world.student, ...world.others, world.teacher, world.stranger, guardian].map((
    { id },
  ) => id);
  const ids = [
    world.assignment.id,
    attemptId,
    "exam1",
    "q0",
    "q5",
    "q0-1",
    "exam1-1",
    "class1",
    "bank1",
    "rubric1-1",
    "assign1-student0",
    "s1",
    ...people,
  ];
  return { ...world, attemptId, guardian, outsiders, ids };
}

/** The editable side of the test: bank, questions, rubric, draft. */
async function addAuthored({ deps: { tables } }: TestApp, { teacher }: World): Promise<void> {
  const row = (id: string) => ({ id, schoolId: "s1", createdAt: T0 });
  await tables.questionBanks.insert({
    ...row("bank1"),
    name: `${MARK} bank`,
    ownerId: teacher.id,
    subjectId: null,
    sharing: "school",
  });
  const version = await tables.examVersions.find({ schoolId: "s1", id: "exam1-1" });
  for (const { questionId } of version!.sections.flatMap(({ slots }) => slots)) {
    const { content } =
      (await tables.questionVersions.find({ schoolId: "s1", id: `${questionId}-1` }))!;
    await tables.questions.insert({
      ...row(questionId),
      bankId: "bank1",
      subjectId: null,
      authorId: teacher.id,
      headVersion: 1,
      state: "active",
      kind: content.kind,
      title: `${MARK} question`,
      tags: [PLANTED],
      level: null,
      defaultMark: 1,
      terms: [PLANTED],
      updatedAt: T0,
    });
  }
  const level = (id: string) => ({ id, points: 1, text: PLANTED });
  await tables.rubricVersions.insert({
    ...row("rubric1-1"),
    rubricId: "rubric1",
    version: 1,
    items: [{ id: "row1", title: PLANTED, levels: [level("l0"), level("l1")] }],
  });
  await tables.exams.insert({
    ...row("exam1"),
    title: `${MARK} test`,
    description: PLANTED,
    subjectId: null,
    ownerId: teacher.id,
    editorIds: [],
    state: "published",
    draft: { sections: version!.sections, instructions: "" },
    draftRev: 1,
    publishedVersion: 1,
    publishedRev: 1,
    updatedAt: T0,
  });
}

async function markNames({ deps: { tables } }: TestApp, world: World): Promise<void> {
  for (const person of [world.student, ...world.others, world.teacher, world.stranger]) {
    await tables.people.update(person, (it) => ({ ...it, name: `${MARK} ${it.id}` }));
  }
  await tables.schools.update(
    { schoolId: "s1", id: "s1" },
    (it) => ({ ...it, name: `${MARK} school` }),
  );
  await tables.assignments.update(world.assignment, (it) => ({ ...it, title: `${MARK} test` }));
  await tables.classes.update(
    { schoolId: "s1", id: "class1" },
    (it) => ({ ...it, name: `${MARK} class` }),
  );
}

async function addOutsiders({ deps: { tables } }: TestApp): Promise<Person[]> {
  await tables.schools.insert(aSchool({ id: "school-b" }));
  const roles = ["student", "teacher", "parent", "principal", "school_admin"] as const;
  const people = roles.map((role) =>
    aPerson({ id: `b-${role.replace("_", "-")}`, role, schoolId: "school-b" })
  );
  for (const person of people) await tables.people.insert(person);
  return people;
}

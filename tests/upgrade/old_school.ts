import type { TestApp } from "../worlds/test_app.ts";
import { LONG_ID, type OldSchool, THEN } from "./kept.ts";
import { crowd, handIn, write } from "./old_attempts.ts";
import { addClass, addLongId, addPeople, setUp, signIn } from "./old_people.ts";
import { draftQuestion, setTest, uploadPicture } from "./old_tests.ts";

/** Plays a term of a small school through its pages and its API, at {@linkcode THEN}. */
export async function playSchool(test: TestApp): Promise<Omit<OldSchool, "counts">> {
  const office = await setUp(test);
  const classId = await addClass(office);
  const people = await addPeople(office, classId);
  const as = async (name: string) => await signIn(test, people[name]!);
  const teacher = await as("teacher");
  const [asha, bilal, chen] = [await as("asha"), await as("bilal"), await as("chen")];
  const guardian = await as("guardian");
  const principal = await as("principal");
  const file = await uploadPicture(teacher);
  const { testId, assignmentId, slots } = await setTest(teacher, classId, file.id);
  const handedIn = await handIn(asha, assignmentId, slots);
  const running = await write(bilal, assignmentId, slots);
  const crowded = await crowd(chen, assignmentId);
  await teacher.send("POST", `/api/assignments/${assignmentId}/room/commands`, {
    kind: "add_time",
    commandId: crypto.randomUUID(),
    studentIds: null,
    ms: 600_000,
  });
  const mark = { attemptId: handedIn.attemptId, slotId: slots.essay!, rev: 0, mark: 3 };
  await teacher.send("PUT", "/api/grading/marks", { ...mark, rubric: null, comment: "Well said." });
  await teacher.send("POST", `/api/assignments/${assignmentId}/release`, { partial: true });
  await teacher.send("PUT", `/api/assignments/${assignmentId}/overrides/${people["chen"]!.id}`, {
    opensAt: null,
    closesAt: null,
    limitMs: null,
    extraMs: 900_000,
    attemptsAllowed: null,
    excused: false,
    makeUp: false,
    reason: "Came late by bus",
    rev: null,
  });
  await draftQuestion(teacher, testId);
  await addLongId(test, office);
  const ids = Object.entries(people).map(([name, { id }]) => [name, id]);
  return {
    at: THEN,
    cookies: {
      office: office.cookie,
      teacher: teacher.cookie,
      asha: asha.cookie,
      bilal: bilal.cookie,
      chen: chen.cookie,
      guardian: guardian.cookie,
      principal: principal.cookie,
    },
    people: Object.fromEntries(ids),
    classId,
    testId,
    assignmentId,
    handedIn: { ...handedIn, essaySlot: slots.essay!, mark: 3 },
    running,
    crowded,
    longId: LONG_ID,
    file,
  };
}

/** The demo's running test goes on while somebody looks: its students write, read what the room is told, and hand in. */
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { isOpen } from "../../lib/attempts/projection.ts";
import { markSeen, readPush, saveEvents } from "../../lib/attempts/save.ts";
import { attemptsOf } from "../../lib/attempts/store.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import { assignmentPhase } from "../../lib/attempts/deadline.ts";
import type { User } from "../../lib/access/user.ts";
import { listAll } from "../../lib/store/store.ts";
import { type Sitting, sittingsOf } from "../content/sittings.ts";
import type { DemoAssignment, DemoTest } from "../content/test_shapes.ts";
import { TESTS } from "../content/tests.ts";
import { eventsOf, questionsOf, submissionOf, writerIdOf } from "./page.ts";
import { userOf } from "./world.ts";
import { isUnavailable } from "../../lib/store/outage/away.ts";

/** Less than a room takes for being offline. */
const EVERY_MS = 12_000;
/** Every so many-th student has lost the network. */
const CUT_OFF = 13;

/** @returns A function that stops it and waits for what is under way. */
export function keepWriting(deps: AttemptDeps): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => writeOn(deps)).catch((error) => {
      if (isUnavailable(error)) return;
      deps.log({ event: "fault", requestId: null, where: "demo", error });
    });
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Brings every demo student's page of the running tests to where it would be now. */
export async function writeOn(deps: AttemptDeps): Promise<void> {
  for (const test of TESTS.filter(({ stage }) => stage === "running")) {
    for (const demo of test.assignments) {
      for (const row of await openOf(deps, test, demo)) await writeAll(deps, { test, demo, row });
    }
  }
}

async function openOf(
  { tables, now }: AttemptDeps,
  { title }: DemoTest,
  { teacher }: DemoAssignment,
): Promise<Assignment[]> {
  const person = await tables.people.findBy("signInName", "", teacher);
  if (person === null) return [];
  const rows = await listAll(tables.assignments, "byTeacher", person.schoolId, [person.id]);
  return rows.filter((it) => it.title === title && assignmentPhase(it, now()) === "open");
}

async function writeAll(
  deps: AttemptDeps,
  { test, demo, row }: { test: DemoTest; demo: DemoAssignment; row: Assignment },
): Promise<void> {
  const now = deps.now();
  const attempts = (await attemptsOf(deps.attempts, row)).filter(isOpen);
  const closes = row.closesAt === null ? null : { inMs: row.closesAt - now };
  const sittings = sittingsOf(test, { ...demo, opens: { inMs: row.opensAt - now }, closes }, now);
  for (const [i, sitting] of sittings.slice(0, demo.writing).entries()) {
    const { student } = sitting;
    const person = await deps.tables.people.findBy("signInName", "", student.username);
    const attempt = attempts.find(({ studentId }) => studentId === person?.id);
    // Who signs in as this student takes over.
    const isOwn = attempt?.writerId === writerIdOf(test, student);
    if (!person || !attempt || !isOwn || i % CUT_OFF === CUT_OFF - 1) continue;
    await write(deps, { test, sitting, attempt, user: userOf(person) });
  }
}

async function write(
  deps: AttemptDeps,
  { test, sitting, attempt, user }: {
    test: DemoTest;
    sitting: Sitting;
    attempt: Attempt;
    user: User;
  },
): Promise<void> {
  const attemptId = attempt.id;
  const { clock, notices } = await readPush(deps, user, attemptId);
  for (const { id } of notices) await markSeen(deps, { user, attemptId, entryId: id });
  if (clock.state !== "in_progress") return;
  const writerId = writerIdOf(test, sitting.student);
  const written = attempt.writers[writerId]?.n ?? 0;
  const events = eventsOf(test, sitting).filter(({ n }) => n > written);
  if (events.length > 0) {
    await saveEvents(deps, { user, attemptId, batch: { writerId, follows: [], events } });
  } else if (sitting.answers.at(-1)?.[0] === questionsOf(test).at(-1)) {
    await submit(deps, { user, attemptId, submission: submissionOf(test, sitting) });
  }
}

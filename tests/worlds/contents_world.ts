import { bareAttempt, type NewEvent } from "../../lib/attempts/projection.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Attempt, EventData, Paper } from "../../lib/model/attempts/attempt_schema.ts";
import { aFile } from "../contracts/file_store_contract.ts";
import { anEssay, aPerson, aRubric, aVersion, SCHOOL } from "./marking_builders.ts";
import { aSchool } from "./people_world.ts";
import { aSession } from "../contracts/session_store_contract.ts";

/** Letters of three bytes: an answer of them is near the largest value that Deno KV takes. */
const LONG = "अ".repeat(20_000);

const PAPER: Paper = {
  slots: [{
    slotId: "text1",
    sectionId: "sec1",
    questionId: "q1",
    version: 1,
    kind: "essay",
    order: [],
    units: [],
    maxChars: 20_000,
    maxMark: 1,
  }],
};

function event(data: EventData): NewEvent {
  return {
    at: 1_000,
    actor: { kind: "system", id: null },
    writerId: null,
    n: null,
    late: false,
    data,
  };
}

/** Something of every kind, with what is hard to copy: large rows, long logs, files of several chunks. */
export async function fillStores(stores: Stores, people = 30): Promise<void> {
  const { tables, sessions, files, receiptKeys } = stores;
  await tables.schools.insert(aSchool({ id: SCHOOL, schoolId: SCHOOL }));
  for (let i = 0; i < people; i++) {
    const signsIn = { devices: [{ mark: "d".repeat(32), usedAt: i }], oneTimeUntilAt: i };
    await tables.people.insert({ ...aPerson(`p${i}`), ...signsIn });
  }
  await tables.questionVersions.insert(aVersion("q1", anEssay({ prompt: "क".repeat(8_000) })));
  await tables.rubricVersions.insert(aRubric());
  await anAttempt(stores, { studentId: "p1", number: 1 }, 90, true);
  await anAttempt(stores, { studentId: "p1", number: 2 }, 31, true);
  await anAttempt(stores, { studentId: "p1", number: 3 }, 3, false);
  await anAttempt(stores, { studentId: "p2", number: 1, dueAt: 5_000 }, 40, false);
  for (const size of [1, 300_000]) {
    const file = aFile({ id: `f${size}`, size, sha256: String(size).padStart(64, "0") });
    await files.put(file, new Uint8Array(size).fill(7));
  }
  await sessions.put(aSession({ absoluteEndAt: Date.now() + 9e7, expiresAt: Date.now() + 9e7 }));
  await receiptKeys.load();
}

async function anAttempt(
  { attempts }: Stores,
  { studentId, number, dueAt = null }: Pick<Attempt, "studentId" | "number"> & Partial<Attempt>,
  saves: number,
  over: boolean,
): Promise<void> {
  const id = `${studentId}-${number}`;
  const bare = bareAttempt({
    id,
    schoolId: SCHOOL,
    createdAt: 1_000,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId,
    number,
  });
  const made = await attempts.create({ ...bare, dueAt }, PAPER, event({ type: "started", number }));
  for (let i = 1; i <= saves; i++) {
    const text = i % 30 === 0 ? LONG : `Version ${i}`;
    const data: EventData = {
      type: "answered",
      slotId: "text1",
      response: { kind: "essay", text },
    };
    await attempts.append(made, ["text1"], () => ({ events: [event(data)], result: null }));
  }
  if (!over) return;
  const end = event({ type: "submitted", by: "student" });
  await attempts.append(made, [], () => ({ events: [end], patch: { dueAt: null }, result: null }));
}

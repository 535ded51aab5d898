import assert from "node:assert/strict";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Draw } from "../../lib/attempts/draws.ts";
import { StudentAttemptSchema } from "../../lib/model/attempts/student_attempt_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";

const STUDENTS = 12;
const OPTIONS = ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"];

interface Seen {
  attemptId: string;
  options: string[];
  slots: string[];
}

/** What each of twelve students is shown of a test whose author wrote the right answer first, by the API. */
async function papersSeen(draw?: Draw): Promise<Seen[]> {
  using test = await testApp(draw === undefined ? {} : { draw });
  const { tables } = test.deps;
  const { student, others, assignment } = await takingWorld(tables, T0, { students: STUDENTS });
  await tables.questionVersions.update({ schoolId: "s1", id: "q0-1" }, (it) => ({
    ...it,
    content: {
      kind: "choice_one",
      prompt: "Where does it happen?",
      explanation: "",
      defaultMark: 1,
      locale: null,
      body: { options: OPTIONS.map((id) => ({ id, text: id })), shuffle: true },
      key: { credit: { o1: 1 }, feedback: {} },
    },
  }));
  await tables.examVersions.update({ schoolId: "s1", id: "exam1-1" }, (it) => ({
    ...it,
    sections: it.sections.map((section) => ({ ...section, shuffle: true })),
  }));
  const seen: Seen[] = [];
  for (const person of [student, ...others]) {
    const headers = await test.as(person);
    const started = await test.app.request(
      "/api/test-attempts",
      jsonSend("POST", { assignmentId: assignment.id }, headers),
    );
    const { id } = await started.json();
    const read = async () => {
      const response = await test.app.request(`/api/test-attempts/${id}`, { headers });
      const { questions } = StudentAttemptSchema.parse(await response.json());
      return {
        attemptId: id,
        options: questions.find(({ slotId }) => slotId === "slot0")!.options.map((it) => it.id),
        slots: questions.map(({ slotId }) => slotId),
      };
    };
    const first = await read();
    assert.deepEqual(await read(), first, "read again it is the same paper");
    seen.push(first);
  }
  return seen;
}

Deno.test("a paper follows its draws alone: no id of student, attempt or question moves it", async () => {
  for (const it of await papersSeen((below) => below - 1)) {
    assert.deepEqual(it.options, OPTIONS);
    assert.deepEqual(it.slots, ["slot0", "slot1", "slot2", "slot3", "slot4", "slot5"]);
  }
  for (const it of await papersSeen(() => 0)) {
    assert.deepEqual(it.options, [...OPTIONS.slice(1), "o1"]);
    assert.deepEqual(it.slots, ["slot1", "slot2", "slot3", "slot4", "slot5", "slot0"]);
  }
});

Deno.test("the right answer cannot be told from where it stands by whoever knows all public ids", async () => {
  const seen = await papersSeen();
  assert.ok(new Set(seen.map(({ options }) => options.join())).size > STUDENTS / 2);
  assert.ok(new Set(seen.map(({ slots }) => slots.join())).size > STUDENTS / 2);
  for (const seedOf of SEEDS) {
    const named = seen.filter(({ attemptId, options }) =>
      options[places(seedOf(attemptId)).indexOf(0)] === "o1"
    );
    // By chance one in eight; nine of twelve once in 600,000 runs.
    assert.ok(named.length < 9, `${named.length} of ${STUDENTS} named from ${seedOf("<attempt>")}`);
  }
});

const SEEDS: ((attemptId: string) => string)[] = [
  (attemptId) => `${attemptId}/slot0`,
  (attemptId) => `${attemptId}/secA/slot0`,
  (attemptId) => attemptId,
  () => "assign1/slot0",
];

/** Author's places in the order that a shuffle by SHA-256 of this seed gives, as papers once had it. */
function places(seed: string): number[] {
  const result = OPTIONS.map((_, i) => i);
  for (let i = result.length - 1; i > 0; i--) {
    const { buffer, byteOffset } = sha256(utf8ToBytes(`${seed}/${i}`));
    const j = new DataView(buffer, byteOffset).getUint32(0) % (i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

import assert from "node:assert/strict";
import { bareAttempt, project } from "../../lib/attempts/projection.ts";
import { allEvents, type AttemptStore } from "../../lib/attempts/store.ts";
import type { AttemptEvent } from "../../lib/model/attempts/attempt_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { answersHash } from "../../lib/attempts/receipts.ts";
import { sameResponse, type SittingRecord } from "./sitting.ts";

/** Compares what a sitting was told with what the store holds afterwards. */
export async function inspect(store: AttemptStore, record: SittingRecord): Promise<void> {
  const ref = { schoolId: "s1", id: record.attemptId };
  const attempt = await store.find(ref);
  assert.ok(attempt, "the attempt is there");
  const events = await allEvents(store, ref);
  const answers = await store.answers(ref);

  assert.deepEqual(events.map(({ seq }) => seq), events.map((_, i) => i + 1), "no gap in the log");
  checkNumbers(events);
  const logged = responses(events);
  for (const [key, event] of record.acked) {
    const found = logged.get(key);
    assert.ok(found, `acknowledged ${key} is in the log`);
    if (event.type !== "answered") continue;
    assert.ok(sameResponse(found.response, event.response), `acknowledged ${key} as it was sent`);
  }
  assert.equal(events.filter(({ data }) => data.type === "submitted").length, 1, "one hand-in");
  assert.equal(attempt.state, "submitted");
  assert.equal(
    attempt.receipt?.answersHash,
    answersHash(answers.values()),
    "the receipt's answers",
  );

  const bare = bareAttempt(attempt);
  const projected = project({ attempt: bare, answers: new Map() }, events);
  assert.deepEqual(projected.answers, answers, "the log gives the answers");

  if (record.shown === null) return;
  assert.deepEqual(record.receipt, attempt.receipt, "the receipt that the page got");
  for (const [slotId, response] of record.shown) {
    assert.ok(
      sameResponse(answers.get(slotId)?.response ?? null, response),
      `${slotId} is handed in as it was shown`,
    );
  }
  const everything = [...logged.values()];
  for (const { slotId, response } of lastOf(record.written)) {
    if (response === null) continue;
    const kept = everything.some((it) =>
      it.slotId === slotId && sameResponse(it.response, response)
    );
    assert.ok(kept, `the last answer written to ${slotId} is in the log`);
  }
  if (record.otherDevices) return;
  for (const { slotId, response } of lastOf(record.written)) {
    const handedIn = answers.get(slotId)?.response ?? null;
    const story = () =>
      [
        ...events.filter(({ data }) => "slotId" in data && data.slotId === slotId),
        ...record.written.filter((it) => it.slotId === slotId),
      ].map((it) => JSON.stringify(it).slice(0, 300)).join("\n");
    const same = sameResponse(handedIn, response);
    assert.ok(same, same ? "" : `${slotId} is what was written last:\n${story()}`);
  }
}

/** Each page's numbers run from 1 without a gap, each once. */
function checkNumbers(events: readonly AttemptEvent[]): void {
  const last = new Map<string, number>();
  for (const { writerId, n } of events) {
    if (writerId === null || n === null) continue;
    assert.equal(n, (last.get(writerId) ?? 0) + 1, `numbers of ${writerId}`);
    last.set(writerId, n);
  }
}

/** The response of every numbered event, whole, by writer and number. */
export function responses(
  events: readonly AttemptEvent[],
): Map<string, { slotId: string | null; response: QuestionResponse }> {
  const texts = new Map<string, string>();
  const found = new Map<string, { slotId: string | null; response: QuestionResponse }>();
  for (const { writerId, n, data } of events) {
    let response: QuestionResponse = null;
    if ("response" in data) response = data.response;
    if (data.type === "edited") {
      const { at, cut, put } = data.splice;
      const before = texts.get(data.slotId) ?? "";
      response = { kind: "essay", text: before.slice(0, at) + put + before.slice(at + cut) };
    }
    if ((data.type === "answered" || data.type === "edited") && response?.kind === "essay") {
      texts.set(data.slotId, response.text);
    }
    const slotId = "slotId" in data ? data.slotId : null;
    if (writerId !== null && n !== null) found.set(`${writerId}/${n}`, { slotId, response });
  }
  return found;
}

/** The last answer of each device to each question. */
function lastOf(written: SittingRecord["written"]): SittingRecord["written"] {
  return [...new Map(written.map((it) => [`${it.device} ${it.slotId}`, it])).values()];
}

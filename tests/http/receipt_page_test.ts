import assert from "node:assert/strict";
import { PRACTICE_REVIEW, TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";

/** Answers the first question rightly, hands in, and reads the receipt. */
async function handedIn(practice: boolean): Promise<{ receipt: string; review: string }> {
  using test = await testApp();
  const review = practice ? PRACTICE_REVIEW : TEST_REVIEW;
  const { student, assignment } = await takingWorld(test.deps.tables, T0, {
    assignment: { practice, review },
  });
  const send = async (path: string, body: unknown) => {
    const init = jsonSend("POST", body, await test.as(student));
    return await (await test.app.request(`/api/test-attempts${path}`, init)).json();
  };
  const { id } = await send("", { assignmentId: assignment.id });
  const response = { kind: "choice_one", optionId: "opt1" };
  const event = { n: 1, type: "answered", slotId: "slot0", base: 0, response };
  await send(`/${id}/events`, { writerId: "writer0001", follows: [], events: [event] });
  await send(`/${id}/submit`, { writerId: "writer0001", n: 1, heads: {} });
  const read = async (path: string) => {
    const headers = { ...await test.as(student), accept: "text/html" };
    const answer = await test.app.request(`/attempts/${id}/${path}`, { headers });
    assert.equal(answer.status, 200);
    return await answer.text();
  };
  return { receipt: await read("receipt"), review: await read("review") };
}

Deno.test("the receipt of a practice leads to its review at once", async () => {
  const { receipt, review } = await handedIn(true);
  assert.match(receipt, /href="\/attempts\/[\w-]+\/review"[^>]*>See how you did/);
  assert.match(review, /1 <small>of 6 marks/);
  assert.match(review, /Right answer/);
});

Deno.test("the receipt of a test leads back to the tests alone", async () => {
  const { receipt } = await handedIn(false);
  assert.match(receipt, /Handed in at/);
  assert.doesNotMatch(receipt, /See how you did/);
});

import assert from "node:assert/strict";
import { rulesInWords } from "../../lib/model/assignments/rules_words.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { OPERATIONS, send } from "../worlds/operations.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { formPost } from "../worlds/people_world.ts";
import { ORIGIN, T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";

/** Forms that lead to what shows by itself what was done. */
const SHOWN_OTHERWISE = new Set([
  // The test itself, its receipt, or what was made, open to be written.
  "POST /assignments/:id/start",
  "POST /attempts/:id/hand-in",
  "POST /tests/new",
  "POST /tests/:id",
  "POST /questions/new",
  "POST /questions/:id",
  // The next answer, the mark beside the answer, the attempt's state and its timeline.
  "POST /assignments/:id/marking/:slotId",
  "POST /assignments/:id/attempts/:attemptId/marks",
  "POST /assignments/:id/attempts/:attemptId/:act{reopen|void|unvoid|hand-in|take-late}",
  // Nothing is unread, somebody is signed in or out, there is a school.
  "POST /notifications/read",
  "POST /sign-in",
  "POST /sign-out",
  "POST /account/sessions/:publicId/end",
  "POST /setup",
]);

/** Forms that add something to the page that follows. */
const ADDS = new Map([
  ["POST /questions/banks", "Heat"],
  ["POST /people/:id/guardians", "p1"],
  ["POST /classes/new", "10 C"],
  ["POST /classes/:id/students", "stx"],
  ["POST /classes/:id/teachings", "Tom"],
  ["POST /settings/years", "Next"],
  ["POST /settings/subjects", "Geography"],
  ["POST /assignments/:id/settings/:studentId", "st6"],
  ["POST /people/new", "Meera Rao"],
]);

async function headersOf(test: TestApp, who: string): Promise<Record<string, string>> {
  const { headers } = await signInAs(test, await personOf(test, SCHOOL, who));
  return { ...headers, accept: "text/html" };
}

Deno.test("every form says on the page that follows that it was done, and what it added has the focus", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  let said = 0;
  let focused = 0;
  for (const it of OPERATIONS) {
    const { route, who } = it;
    if (it.form === undefined || SHOWN_OTHERWISE.has(route) || who === null || who === "admin") {
      continue;
    }
    await t.step(route, async () => {
      const headers = await headersOf(test, who);
      let response = await send(test, it, { schoolId: SCHOOL, headers });
      if (response.status === 303) {
        await response.body?.cancel();
        const place = response.headers.get("location")!;
        response = await test.app.request(place, { headers: await headersOf(test, who) });
      }
      const html = await response.text();
      assert.equal(response.status, 200, html.slice(0, 200));
      assert.match(html, /class="banner banner--(good|warn)"|was added|One-time password/);
      said++;
      const added = ADDS.get(route);
      if (added === undefined) return;
      const [, rest = "", ...others] = html.split(" autofocus");
      assert.equal(others.length, 0, "one thing has the focus");
      assert.ok(rest.slice(0, 700).includes(added), `the focus is not at ${added}`);
      focused++;
    });
  }
  assert.ok(said > 20, `${said} forms`);
  assert.equal(focused, ADDS.size);
});

async function givenTwice(test: TestApp, classId: string): Promise<[room: string, id: string]> {
  const headers = await headersOf(test, "t1");
  const form = { audience: `class:${classId}`, opensAt: "2026-11-24T11:00" };
  const made = await test.app.request("/tests/e1/assign", formPost(form, headers));
  assert.equal(made.status, 303, await made.text());
  const place = made.headers.get("location")!;
  return [
    await (await test.app.request(place, { headers })).text(),
    /assignments\/([\w-]+)\//.exec(place)![1]!,
  ];
}

Deno.test("a class that is given the same test again is warned of and never refused", async () => {
  using test = await testApp();
  await operationsWorld(test);
  const { assignments } = test.deps.tables;
  const all = await assignments.list("byExam", SCHOOL, ["e1"]);
  for (const it of all.items) await assignments.update(it, (now) => ({ ...now, cancelledAt: T0 }));
  const headers = await headersOf(test, "t1");
  const page = async () => await (await test.app.request("/tests/e1/assign", { headers })).text();
  assert.ok(!(await page()).includes("Has this test already"), "what was cancelled does not count");

  const [first, id] = await givenTwice(test, "c1");
  assert.ok(first.includes("The test is assigned.") && !first.includes("twice"));
  assert.match(await page(), /Has this test already, from Tue 24 Nov 2026/);
  const [second] = await givenTwice(test, "c1");
  assert.ok(second.includes("this class has it twice now"));
  assert.ok(second.includes(`/assignments/${id}/room`), "it leads to the one before");
  const json = { ...headers, "content-type": "application/json", origin: ORIGIN };
  const given = await test.app.request("/api/given-tests?examId=e1", { headers: json });
  const { items } = await given.json();
  const open = items.filter((it: { phase: string }) => it.phase !== "cancelled");
  assert.equal(open.length, 2);
});

Deno.test("the settings of a given test show its rules", async () => {
  using test = await testApp();
  await operationsWorld(test);
  const { assignments } = test.deps.tables;
  const ref = { schoolId: SCHOOL, id: "as1" };
  await assignments.update(ref, (it) => ({
    ...it,
    ...{ attemptsAllowed: 3, counts: "mean", lateStart: "full", limitMs: 2_700_000 },
    ...{ onExpiry: "abandon", negative: true, anonymous: true, closesAt: T0 + 9_000_000 },
    review: { ...it.review, rightAnswer: "never", explanation: "never", mark: "closed" },
  }));
  const headers = await headersOf(test, "t1");
  const html = await (await test.app.request("/assignments/as1/settings", { headers })).text();
  const card = html.slice(html.indexOf('id="rules"'), html.indexOf("Other times, make-ups"));
  for (
    const words of [
      "3, the mean of all counts",
      "Has the full 45 min, also past the end",
      "Only what was handed in counts",
      "Take marks away",
      "Hidden until the results are released",
      "Right answers and explanations",
      "when it is closed for everyone",
    ]
  ) assert.ok(card.includes(words), `${words} in ${card}`);
  const rules = rulesInWords((await assignments.find(ref))!);
  for (const { name } of rules) assert.ok(card.includes(name), name);
});

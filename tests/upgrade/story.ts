import assert from "node:assert/strict";
import type { TestApp } from "../worlds/test_app.ts";
import { type OldSchool, PASSWORD } from "./kept.ts";
import { Visitor } from "./visitor.ts";

const MINUTE = 60_000;

/** Goes on in a school of an older version as its people would, a minute after they left it. */
export async function goOn(test: TestApp, school: OldSchool, t: Deno.TestContext): Promise<void> {
  test.setNow(school.at + MINUTE);
  const { cookies } = school;
  const as = (name: keyof OldSchool["cookies"]) => new Visitor(test, cookies[name]);
  await t.step("sessions hold, and every page that home leads to opens", async () => {
    for (const name of Object.keys(cookies)) await walk(as(name as keyof typeof cookies));
  });
  await t.step("people are listed by name and found", () => findsPeople(as("office")));
  await t.step("a running test has all its answers", () => findsAnswers(as("bilal"), school));
  await t.step("a receipt given is a receipt still", async () => {
    const { receipt } = school.handedIn;
    assert.deepEqual(await as("office").send("POST", "/api/receipts/verify", receipt), {
      valid: true,
    });
  });
  await t.step("a given mark and a release stand", () => showsSum(as("asha"), school));
  await t.step("a file has its bytes", async () => {
    const answer = await as("teacher").get(`/api/files/${school.file.id}`);
    assert.equal((await answer.arrayBuffer()).byteLength, school.file.bytes);
  });
  await t.step("who writes goes on and hands in", () => goesOn(as("bilal"), school));
  await t.step("a crowded attempt can be written and handed in", () => crowded(as("chen"), school));
  await t.step(
    "what came in is marked and released",
    () => marks(as("teacher"), as("bilal"), school),
  );
  await t.step(
    "what was said of a single answer is shown once nobody writes any more",
    () => showsMark(as("asha"), school),
  );
  await t.step(
    "a person with a long id is opened and suspended",
    () => suspends(as("office"), school.longId),
  );
  await t.step("a password chosen then lets in now", async () => {
    const visitor = new Visitor(test);
    await visitor.submit("/sign-in", "/sign-in", { name: "asha", password: PASSWORD });
    await visitor.get("/api/session");
  });
}

async function findsPeople(office: Visitor): Promise<void> {
  const names = async (query: string): Promise<string[]> => {
    const { items } = await office.json(`/api/people?${query}`);
    return items.map(({ name }: { name: string }) => name);
  };
  const all = await names("");
  assert.ok(all.length > 6, `${all}`);
  assert.deepEqual(all, all.toSorted(new Intl.Collator("en", { numeric: true }).compare));
  const students = ["Asha Mehta", "Bilal Khan", "Chen Li"];
  assert.deepEqual(await names("q=8a"), students);
  assert.deepEqual(await names("q=bil"), ["Bilal Khan"]);
  assert.deepEqual(await names("q=guardian"), ["Meera Mehta"]);
  // Nobody is listed twice, by a key of before.
  assert.equal(new Set(all).size, all.length);
}

/** Every page of one's own that links lead to from home, two steps far. */
async function walk(visitor: Visitor): Promise<void> {
  const seen = new Set(["/"]);
  let pages = ["/"];
  for (const _ of [1, 2, 3]) {
    const found = await Promise.all(pages.map(async (path) => linksOf(await visitor.follow(path))));
    pages = [...new Set(found.flat())].filter((path) => !seen.has(path));
    for (const path of pages) seen.add(path);
  }
  assert.ok(seen.size > 3, `links from home: ${[...seen].join(" ")}`);
}

function linksOf(page: string): string[] {
  const links = [...page.matchAll(/<a[^>]*\shref="(\/[^"#]*)/g)].map(([, path]) => path!);
  return links.map((it) => it.replaceAll("&amp;", "&")).filter((it) =>
    !it.startsWith("/api/files")
  );
}

async function findsAnswers(bilal: Visitor, { running }: OldSchool): Promise<void> {
  const sheet = await bilal.json(`/api/test-attempts/${running.attemptId}/sheet`);
  const kept = sheet.answers.map((
    { slotId, response }: { slotId: string; response: unknown },
  ) => [slotId, response]);
  const answered = kept.filter(([, response]: unknown[]) => response !== null);
  assert.deepEqual(Object.fromEntries(answered), running.answers);
}

async function showsSum(asha: Visitor, { handedIn }: OldSchool): Promise<void> {
  const { mark } = await asha.json(`/api/test-attempts/${handedIn.attemptId}/review`);
  assert.ok(mark >= handedIn.mark, `${mark} of the whole test`);
  says(await asha.text("/"), handedIn.attemptId);
}

async function showsMark(asha: Visitor, { handedIn }: OldSchool): Promise<void> {
  const review = await asha.text(`/attempts/${handedIn.attemptId}/review?all=1`);
  says(review, "Well said.");
  says(review, `${handedIn.mark} of 4 marks`);
}

async function goesOn(bilal: Visitor, { running, handedIn }: OldSchool): Promise<void> {
  const path = `/api/test-attempts/${running.attemptId}`;
  const response = { kind: "essay", text: "Written with the newer version." };
  const n = running.n + 1;
  const { writerId } = running;
  const event = { n, type: "answered", slotId: handedIn.essaySlot, response, base: 0 };
  const ack = await bilal.send("POST", `${path}/events`, { writerId, events: [event] });
  assert.deepEqual([ack.acked, ack.stored], [n, "primary"]);
  const receipt = await bilal.send("POST", `${path}/submit`, { writerId, n, heads: {} });
  assert.equal(receipt.answered, Object.keys(running.answers).length);
}

async function crowded(chen: Visitor, { crowded: { attemptId }, handedIn }: OldSchool) {
  const path = `/api/test-attempts/${attemptId}`;
  const writerId = "chenlaptop1";
  await chen.send("POST", `${path}/claim`, { writerId, label: "computer" });
  const response = { kind: "essay", text: "At last." };
  const event = { n: 1, type: "answered", slotId: handedIn.essaySlot, response, base: 0 };
  await chen.send("POST", `${path}/events`, { writerId, events: [event] });
  const receipt = await chen.send("POST", `${path}/submit`, { writerId, n: 1, heads: {} });
  assert.equal(receipt.answered, 1);
}

async function marks(teacher: Visitor, bilal: Visitor, school: OldSchool): Promise<void> {
  const { assignmentId, handedIn, running } = school;
  const mark = { attemptId: running.attemptId, slotId: handedIn.essaySlot, rev: 0, mark: 4 };
  await teacher.send("PUT", "/api/grading/marks", { ...mark, rubric: null, comment: "Better." });
  await teacher.send("POST", `/api/assignments/${assignmentId}/release`, { partial: true });
  says(await bilal.text(`/attempts/${running.attemptId}/review?all=1`), "Better.");
}

async function suspends(office: Visitor, id: string): Promise<void> {
  says(await office.text(`/people/${id}`), "Lena Long");
  await office.submit(`/people/${id}/suspend`, `/people/${id}/suspend`, {});
  const { status } = await office.json(`/api/people/${id}`);
  assert.equal(status, "suspended");
}

function says(page: string, words: string): void {
  assert.ok(page.includes(words), `the page says "${words}"`);
}

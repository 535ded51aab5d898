import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const ROOM = "/assignments/assign1/room";
const ACTS = /Add time|Pause all|Resume all|End test/;
const NOBODY = "Nobody is writing, and what was handed in stays.";

function doors(test: TestApp) {
  return {
    async page(who: Person, path: string): Promise<string> {
      const headers = { ...await test.as(who), accept: "text/html" };
      const response = await test.app.request(path, { headers });
      assert.equal(response.status, 200, path);
      return await response.text();
    },
    async post(who: Person, path: string, body: unknown = {}): Promise<{ id: string }> {
      const response = await test.app.request(path, jsonSend("POST", body, await test.as(who)));
      const text = await response.text();
      assert.ok(response.ok, `${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    },
  };
}

Deno.test("the room of a cancelled test offers acts while somebody writes, then says that nobody does", async () => {
  using test = await testApp();
  const { teacher, student } = await takingWorld(test.deps.tables, T0);
  const { page, post } = doors(test);
  const { id } = await post(student, "/api/test-attempts", { assignmentId: "assign1" });
  await post(teacher, "/api/assignments/assign1/cancel");

  const writing = await page(teacher, ROOM);
  assert.match(withoutScript(writing), ACTS);
  assert.match(withScript(writing), ACTS);

  await post(teacher, `/api/assignments/assign1/attempts/${id}/acts`, { kind: "hand_in" });
  const quiet = await page(teacher, ROOM);
  for (const part of [withoutScript(quiet), withScript(quiet)]) {
    assert.doesNotMatch(part, ACTS);
    assert.ok(part.replaceAll(/\s+/g, " ").includes(NOBODY), part.slice(0, 500));
  }
});

Deno.test("a cancelled test names no time to a student who cannot start it", async () => {
  using test = await testApp();
  const { teacher, student } = await takingWorld(test.deps.tables, T0);
  const { page, post } = doors(test);
  const start = "/assignments/assign1";
  assert.match(await page(student, start), /Your time/);
  await post(teacher, "/api/assignments/assign1/cancel");
  const html = await page(student, start);
  assert.match(html, /cancelled/i);
  assert.doesNotMatch(html, /Your time/);
});

function withoutScript(html: string): string {
  return [...html.matchAll(/<noscript>(.*?)<\/noscript>/gs)].map(([, part]) => part).join();
}

function withScript(html: string): string {
  return html.replaceAll(/<noscript>.*?<\/noscript>/gs, "");
}

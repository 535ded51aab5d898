import assert from "node:assert/strict";
import { busy } from "../../lib/store/outage/away.ts";
import { aWorld } from "../worlds/people_world.ts";
import { testApp } from "../worlds/test_app.ts";

Deno.test("a page that found no free connection says so, asks again by itself, and is no fault", async () => {
  using test = await testApp();
  const world = await aWorld(test);
  // Who has a language of their own is known without the school; the frame of a page asks for it.
  const withLocale = (it: typeof world.teacher) => ({ ...it, locale: "en-IN" });
  const teacher = await test.deps.tables.people.update(world.teacher, withLocale);
  const headers = { ...await test.as(teacher), accept: "text/html" };
  const refuse = () => Promise.reject(busy(new Error("no connection")));
  Object.assign(test.deps.tables.schools, { find: refuse, findMany: refuse, list: refuse });
  const answer = await test.app.request("/", { headers });
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
  assert.match(await answer.text(), /There is too much to do right now/);
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});

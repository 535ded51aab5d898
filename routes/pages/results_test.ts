import assert from "node:assert/strict";
import { choose, CLASS_OF, markingWorld, write } from "../../tests/worlds/marking_world.ts";
import { SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

Deno.test("the results pages", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  const open = async (who: string, path: string, form?: Record<string, string>) => {
    const headers = { ...await test.as(world.people.get(who)!), accept: "text/html" };
    const response = await test.app.request(path, {
      method: form ? "POST" : "GET",
      headers,
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const location = response.headers.get("location");
    return { status: response.status, text: await response.text(), location, response };
  };
  const base = "/assignments/as1";

  await t.step("say when nobody has handed in", async () => {
    assert.match((await open("t1", `${base}/results`)).text, /Nobody has handed in\./);
  });

  for (const id of CLASS_OF.slice(0, 10)) await world.handIn(id, { sc: choose("a") });
  await world.handIn("st11", { se: write("Why") });

  await t.step("show figures with their n and keep names back while marking runs", async () => {
    const { status, text } = await open("t1", `${base}/results`);
    assert.equal(status, 200);
    for (const words of [/of 12/, /1 waiting for marks, 1 not started/, /Names and marks/]) {
      assert.match(text, words);
    }
    assert.doesNotMatch(text, /Person st1/);
    assert.match((await open("t1", `${base}/results/sc`)).text, /Option a/);
  });

  await t.step(
    "ask before a release, refuse one with unmarked answers, and do it when told",
    async () => {
      const plan = await open("t1", `${base}/release`);
      assert.match(plan.text, /11 students and 2 guardians/);
      assert.match(plan.text, /1 answer waits for marks/);
      assert.match(plan.text, /1 student can still sit it/);
      const refused = await open("t1", `${base}/release`, {});
      assert.deepEqual([refused.status, /1 answer waits for marks/.test(refused.text)], [
        409,
        true,
      ]);
      assert.equal((await world.assignment()).releasedAt, null);
      const done = await open("t1", `${base}/release`, { partial: "1" });
      assert.deepEqual([done.status, done.location], [303, `${base}/results?done=released`]);
      const after = await open("t1", done.location!);
      assert.match(after.text, /Released to 11 students and their guardians\./);
      assert.match(after.text, /Person st1/);
      assert.equal((await open("t1", `${base}/release`, { partial: "2" })).status, 409);
      assert.equal((await open("t1", `${base}/unrelease`, {})).status, 303);
      assert.equal((await world.assignment()).releasedAt, null);
    },
  );

  await t.step("download a CSV that browsers save", async () => {
    const { response, text } = await open("office", `${base}/results.csv`);
    assert.match(response.headers.get("content-type") ?? "", /^text\/csv/);
    assert.match(response.headers.get("content-disposition") ?? "", /attachment.*Light\.csv/);
    assert.equal(text.split("\r\n").length, 14);
    assert.match(text, /"Handed in \(Asia\/Kolkata\)"/);
    const path = `${base}/results.csv`;
    const chosen = await open("office", `${path}?separator=semicolon&decimal=comma&zone=utc`);
    assert.match(chosen.text, /"Roll number";"Name".*"Handed in \(UTC\)"/);
    assert.equal((await open("office", `${path}?separator=school&decimal=school`)).text, text);
    const wrong = await open("office", `${path}?separator=pipe`);
    assert.equal(wrong.response.status, 400);
    assert.match(wrong.text, /Choose one of the list/);
    await world.deps.tables.schools.update(
      { schoolId: SCHOOL, id: SCHOOL },
      (it) => ({ ...it, locale: "en-ZA" }),
    );
    assert.match((await open("office", path)).text, /"Roll number";"Name"/);
    const page = (await open("t1", `${base}/results`)).text;
    assert.match(page, /Between cells/);
  });

  await t.step("show one attempt with its events and change a mark by hand", async () => {
    const path = `${base}/attempts/at-st1`;
    const { text } = await open("t1", path);
    for (const words of [/Name hidden until release/, /Right answer/, /Question 1 saved/]) {
      assert.match(text, words);
    }
    const form = { slotId: "sc", rev: "1", mark: "0.5", comment: "Half" };
    assert.equal((await open("t1", `${path}/marks`, form)).status, 303);
    assert.equal((await world.grade("at-st1"))?.mark, 0.5);
    const stale = await open("t1", `${path}/marks`, { ...form, mark: "1" });
    assert.deepEqual([stale.status, /meanwhile/.test(stale.text)], [400, true]);
    const over = await open("t1", `${path}/marks`, { ...form, rev: "2", mark: "1.5" });
    assert.deepEqual([over.status, /Enter a mark from 0 to 1/.test(over.text)], [400, true]);
    assert.equal((await open("t1", `${path}/marks`, { ...form, score: "1" })).status, 400);
    assert.equal((await open("t3", path)).status, 200);
    assert.equal((await open("t3", `${path}/marks`, { ...form, rev: "2" })).status, 404);
    assert.equal((await open("t1", `${base}/attempts/zz`)).status, 404);
  });

  await t.step("are for staff of the test; the principal sees figures without names", async () => {
    const paths = ["results", "results/sc", "results.csv", "release", "attempts/at-st1"];
    for (const path of paths) {
      for (const who of ["st1", "p1"]) {
        assert.equal((await open(who, `${base}/${path}`)).status, 403, `${who} ${path}`);
      }
      assert.equal((await open("t4", `${base}/${path}`)).status, 404, path);
    }
    const { status, text } = await open("head", `${base}/results`);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /Person st/);
    assert.equal((await open("head", `${base}/results.csv`)).status, 403);
    assert.equal((await open("t3", `${base}/release`)).status, 404);
    assert.equal((await open("t1", `${base}/results/zz`)).status, 404);
  });
});

Deno.test("/api results, release and review", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  const call = async (who: string, method: string, path: string, body?: unknown) => {
    const headers: Record<string, string> = { ...await test.as(world.people.get(who)!) };
    if (body !== undefined) headers["content-type"] = "application/json";
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await test.app.request(`/api/${path}`, { method, headers, ...init });
    return { status: response.status, body: await response.json() };
  };

  await t.step("gives figures without names", async () => {
    const { status, body } = await call("t1", "GET", "assignments/as1/results");
    assert.equal(status, 200);
    assert.deepEqual([body.n, body.of, body.leftOut], [0, 12, { unmarked: 1, not_started: 11 }]);
    assert.doesNotMatch(JSON.stringify(body), /Person/);
    assert.equal((await call("t1", "GET", "assignments/as1/results?pool=2")).status, 400);
    assert.equal((await call("st1", "GET", "assignments/as1/results")).status, 403);
    assert.equal((await call("t4", "GET", "assignments/as1/results")).status, 404);
    assert.equal((await call("head", "GET", "assignments/as1/results")).status, 200);
  });

  await t.step("releases and takes back", async () => {
    const path = "assignments/as1/release";
    const refused = await call("t1", "POST", path, { partial: false });
    assert.deepEqual([refused.status, refused.body.code], [409, "conflict/ungraded"]);
    assert.deepEqual(refused.body.detail, { answers: 1 });
    for (const body of [{}, { partial: "yes" }, { partial: true, force: true }, null]) {
      assert.equal((await call("t1", "POST", path, body)).status, 400, JSON.stringify(body));
    }
    assert.equal((await call("t4", "POST", path, { partial: true })).status, 404);
    assert.equal((await call("st1", "POST", path, { partial: true })).status, 403);
    const done = await call("t1", "POST", path, { partial: true });
    assert.deepEqual([done.status, done.body.releaseNo], [200, 1]);
    assert.deepEqual((await call("t1", "POST", path, { partial: true })).body, done.body);
    const back = await call("t1", "POST", "assignments/as1/unrelease");
    assert.deepEqual([back.status, back.body.releasedAt], [200, null]);
  });

  await t.step("gives a review to its student alone", async () => {
    const path = "test-attempts/at-st1/review";
    const { status, body } = await call("st1", "GET", path);
    assert.deepEqual([status, body.fields, body.mark], [200, ["response"], null]);
    assert.equal((await call("st2", "GET", path)).status, 404);
    assert.equal((await call("p1", "GET", path)).status, 404);
  });
});

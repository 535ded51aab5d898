import assert from "node:assert/strict";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { setupProgress } from "../../lib/people/setup_progress.ts";
import { aPerson, aSchool, aWorld, formPost } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const SCHOOL = {
  schoolName: "New name",
  timeZone: "Europe/Berlin",
  locale: "en-GB",
  passPercent: "33.5",
  ...TEST_REVIEW,
};

Deno.test("POST /settings", async (t) => {
  using test = await testApp();
  const { office, teacher, school } = await aWorld(test);
  const headers = await test.as(office);
  const find = () => test.deps.tables.schools.find(school);

  await t.step("changes the school, and not its code", async () => {
    const fields = { ...SCHOOL, rightAnswer: "never" };
    const response = await test.app.request("/settings", formPost(fields, headers));
    assert.equal(response.status, 303);
    const row = (await find())!;
    assert.deepEqual([row.name, row.timeZone, row.locale, row.passPercent, row.code], [
      "New name",
      "Europe/Berlin",
      "en-GB",
      33.5,
      school.code,
    ]);
    assert.equal(row.review.rightAnswer, "never");
  });

  await t.step("finds the zone of a city", async () => {
    for (
      const [typed, zone] of [["mumbai", "Asia/Kolkata"], ["Berlin", "Europe/Berlin"]] as const
    ) {
      const fields = { ...SCHOOL, timeZone: typed };
      assert.equal((await test.app.request("/settings", formPost(fields, headers))).status, 303);
      assert.equal((await find())!.timeZone, zone);
    }
  });

  const bad: [fields: Record<string, string>, says: string][] = [
    [{ timeZone: "Atlantis" }, "Choose a time zone"],
    [{ schoolName: "" }, "Enter the school"],
    [{ passPercent: "101" }, "Enter a number from 0 to 100"],
    [{ passPercent: "" }, "Enter a number from 0 to 100"],
    [{ passPercent: "half" }, "Enter a number from 0 to 100"],
    [{ timeZone: "Mars/Base" }, "Choose a time zone"],
    [{ mark: "tomorrow" }, "Choose one of"],
    [{ demo: "1" }, "Nothing is called"],
  ];
  for (const [fields, says] of bad) {
    await t.step(`refuses ${JSON.stringify(fields)} and keeps what was typed`, async () => {
      const form = formPost({ ...SCHOOL, schoolName: "Typed", ...fields }, headers);
      const response = await test.app.request("/settings", form);
      assert.equal(response.status, 400);
      const html = await response.text();
      assert.ok(html.includes(says));
      assert.ok("schoolName" in fields || html.includes('value="Typed"'));
      assert.equal((await find())?.name, "New name");
    });
  }

  await t.step("is for the school office alone", async () => {
    const as = await test.as(teacher);
    for (const path of ["/settings", "/settings/years", "/settings/subjects"]) {
      assert.equal((await test.app.request(path, { headers: as })).status, 403);
      assert.equal((await test.app.request(path, formPost(SCHOOL, as))).status, 403);
    }
  });
});

Deno.test("/settings/years and /settings/subjects", async (t) => {
  using test = await testApp();
  const { years, subjects } = test.deps.tables;
  const { office, yearId, subjectId } = await aWorld(test);
  const headers = await test.as(office);
  const send = async (path: string, fields: Record<string, string>) => {
    const response = await test.app.request(path, formPost(fields, headers));
    return [response.status, await response.text()] as const;
  };
  await years.update({ schoolId: "school-a", id: yearId }, (it) => ({
    ...it,
    fromAt: Date.UTC(2026, 4, 31, 18, 30),
    untilAt: Date.UTC(2027, 2, 31, 18, 30),
  }));

  await t.step("adds a year by the school's calendar, its last day included", async () => {
    const fields = { id: "", name: "2027-28", from: "2027-04-01", until: "2028-03-31" };
    assert.equal((await send("/settings/years", fields))[0], 303);
    const [row] = (await years.list("all", "school-a", [], { reverse: true })).items;
    assert.deepEqual([row!.fromAt, row!.untilAt], [
      Date.UTC(2027, 2, 31, 18, 30),
      Date.UTC(2028, 2, 31, 18, 30),
    ]);
    const html = await (await test.app.request("/settings/years", { headers })).text();
    assert.ok(html.includes("Thu 1 Apr 2027 to Fri 31 Mar 2028"));
  });

  const bad: [fields: Record<string, string>, says: string][] = [
    [{ name: "" }, "Enter a name"],
    [{ name: "2026-27" }, "There is a year with this name"],
    [{ from: "" }, "Enter the first day"],
    [{ until: "soon" }, "Enter the last day"],
    [{ until: "2028-04-30" }, "Enter a last day after the first"],
    [{ from: "2027-03-31" }, "This runs into"],
  ];
  for (const [fields, says] of bad) {
    await t.step(`says: ${says}`, async () => {
      const year = { id: "", name: "2028-29", from: "2028-05-01", until: "2029-03-31", ...fields };
      const [status, html] = await send("/settings/years", year);
      assert.equal(status, 400);
      assert.ok(html.includes(says), says);
    });
  }

  await t.step("changes a year without running into itself", async () => {
    const year = { id: yearId, name: "2026-27", from: "2026-06-01", until: "2027-03-30" };
    assert.equal((await send("/settings/years", year))[0], 303);
    const other = { ...year, id: "nope", name: "x", from: "2030-01-01", until: "2030-12-31" };
    assert.equal((await send("/settings/years", other))[0], 404);
  });

  await t.step("adds and renames subjects, each name once", async () => {
    assert.equal((await send("/settings/subjects", { id: "", name: "Science" }))[0], 303);
    const [status, html] = await send("/settings/subjects", { id: "", name: "SCIENCE" });
    assert.equal(status, 400);
    assert.ok(html.includes("There is a subject with this name") && html.includes("SCIENCE"));
    await send("/settings/subjects", { id: subjectId, name: "Mathematics" });
    const { items } = await subjects.list("all", "school-a", []);
    assert.deepEqual(items.map(({ name }) => name), ["Mathematics", "Science"]);
    assert.equal((await send("/settings/subjects", { id: "nope", name: "x" }))[0], 404);
  });
});

Deno.test("setupProgress() tells what a new school still needs", async () => {
  using test = await testApp();
  const office = aPerson({ role: "school_admin", schoolId: "school-n" });
  await test.deps.tables.schools.insert(aSchool({ id: "school-n" }));
  const { school } = await aWorld(test);
  const open = async (schoolId: string) =>
    (await setupProgress(test.deps, { schoolId })).filter((it) => !it.done).map(({ id }) => id);
  assert.deepEqual(await open(office.schoolId), [
    "year",
    "subjects",
    "people",
    "classes",
    "students",
    "teachings",
  ]);
  assert.deepEqual(await open(school.id), []);
});

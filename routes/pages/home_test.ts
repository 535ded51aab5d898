import assert from "node:assert/strict";
import { type HomeWorld, homeWorld, SCHOOL } from "../../tests/worlds/home_world.ts";
import { aPerson } from "../../tests/worlds/people_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { INSTALLATION } from "../../lib/store/store.ts";
import { fastestMs } from "../../tests/worlds/quick.ts";

async function get(test: TestApp, who: Person, path: string) {
  const headers = { ...await test.as(who), accept: "text/html" };
  const response = await test.app.request(path, { headers });
  const html = await response.text();
  const text = html.replace(/<[^>]+>/g, " ").replaceAll("&amp;", "&").replace(/\s+/g, " ");
  return { response, status: response.status, html, text };
}

Deno.test("home pages", async (t) => {
  using test = await testApp();
  const world = await homeWorld(test);
  const open = (who: Person, path = "/") => get(test, who, path);

  await t.step(
    "a teacher sees what runs, waits, comes, was released, and who may need help",
    async () => {
      const { status, text, html } = await open(world.person("meera.rao"));
      assert.equal(status, 200);
      assert.match(text, /Good morning, Meera/);
      assert.match(text, /Monday 23 November\. One test is running and \d+ answers wait for you\./);
      assert.match(html, /aria-label="[^"]*: 5 handed in, 28 writing, 3 not started"/);
      assert.match(text, /25 min left, ends 11:25 Open the room/);
      assert.match(html, /href="\/assignments\/quad-10b\/room"/);
      assert.match(html, /href="\/assignments\/proof-10a\/marking"/);
      assert.match(text, /Arithmetic progressions: quiz 2 10 A, 10 B 40 min Scheduled/);
      assert.match(text, /Released last week/);
      assert.match(text, /points under the last three tests\./);
      assert.match(html, /href="\/tests\/new"/);
      assert.equal(html.match(/button--primary/g)?.length, 1);
    },
  );

  await t.step("a teacher sees nothing of a colleague's tests", async () => {
    const { text } = await open(world.person("farida.sheikh"));
    assert.doesNotMatch(text, /Quadratic equations/);
    assert.match(text, /Nothing waits for you\./);
    assert.match(text, /All marked\./);
  });

  await t.step("a student sees the running test, what comes and the new result", async () => {
    const student = world.student("10b", 4);
    const { text, html } = await open(student);
    assert.match(text, /Started Quadratic equations: unit test/);
    assert.match(text, /Ends Mon 23 Nov, 11:25 Go on/);
    assert.match(html, new RegExp(`href="/attempts/quad-10b-${student.id}"`));
    assert.match(text, /Opens Wed 25 Nov, 09:06/);
    assert.match(text, /Results: \d+ of 36 marks/);
    assert.doesNotMatch(text, /Similar triangles/);
  });

  await t.step("a student lists due and done, with marks only where released", async () => {
    const { status, text } = await open(world.student("10b", 4), "/tests");
    assert.equal(status, 200);
    assert.match(text, /Similar triangles: proof practice Handed in Sat 21 Nov, 10:36/);
    assert.match(text, /Due .*Done /);
  });

  await t.step("a student for whom nothing is due reads so", async () => {
    const { text } = await open(world.student("9a", 4));
    assert.match(text, /Nothing is due\./);
  });

  await t.step(
    "a guardian comes to the first child, and without one reads what to do",
    async () => {
      const { response } = await open(world.guardian);
      assert.equal(response.status, 303);
      assert.match(response.headers.get("location") ?? "", /^\/children\/[\w-]+$/);
      const alone = aPerson({ id: "alone", role: "parent", schoolId: SCHOOL, name: "Al One" });
      await test.deps.tables.people.insert(alone);
      assert.match((await open(alone)).text, /No child is linked to you yet\./);
    },
  );

  await t.step("the principal sees figures, and no group of fewer than 10", async () => {
    const { text, html } = await open(world.person("principal"));
    assert.match(text, /How is learning going\?/);
    assert.match(text, /Took their tests 9\d\.\d% [\d,]+ of [\d,]+ handed in/);
    assert.match(text, /Days from test to result \d(\.\d)?/);
    assert.match(text, /Class 9 B 36/);
    assert.match(text, /not shown/);
    assert.match(html, /aria-label="95% interval [\d.]+% to [\d.]+%"/);
    for (const { id, name } of [world.student("9b", 1), world.student("10a", 1)]) {
      assert.ok(!html.includes(id) && !text.includes(name));
    }
  });

  await t.step("the office sees its set-up and who was not let in yet", async () => {
    const pending = aPerson({
      id: "late",
      role: "teacher",
      schoolId: SCHOOL,
      name: "Lata Late",
      status: "pending",
    });
    await test.deps.tables.people.insert(pending);
    const { text } = await open(world.person("office"));
    assert.match(text, /The school is set up\./);
    assert.match(text, /Not let in yet 1 .*Lata Late/);
    assert.match(text, /Students 144/);
  });

  await t.step("the administrator of the installation goes to the schools", async () => {
    const admin = aPerson({ role: "admin", schoolId: INSTALLATION, name: "Ada Admin" });
    await test.deps.tables.people.insert(admin);
    const { response } = await open(admin);
    assert.equal(response.headers.get("location"), "/schools");
  });

  await t.step("a teacher without tests is led to the first", async () => {
    const fresh = aPerson({ id: "fresh", role: "teacher", schoolId: SCHOOL, name: "Uma New" });
    await test.deps.tables.people.insert(fresh);
    assert.match((await open(fresh)).text, /No tests yet\./);
  });

  await t.step("every home page answers at once", async () => {
    await assertQuick(test, world);
  });
});

/** In process on the embedded store; a MongoDB server made for tests takes longer for a dashboard's reads. */
const QUICK_MS = Deno.env.get("STORE") === "mongo" ? 1_000 : 50;

/**
 * The fastest of 20 answers, in process, with 144 students, 29 assignments and about 1,000 grades: what the page costs, where
 * the median would tell what else the machine does.
 */
async function assertQuick(test: TestApp, world: HomeWorld): Promise<void> {
  const readers: [Person, string][] = [
    [world.person("meera.rao"), "/"],
    [world.student("10b", 4), "/"],
    [world.student("10b", 4), "/tests"],
    [world.person("principal"), "/"],
    [world.person("principal"), "/school/marking"],
    [world.person("office"), "/"],
  ];
  for (const [who, path] of readers) {
    const headers = await test.as(who);
    const fastest = await fastestMs(
      async () => await (await test.app.request(path, { headers })).text(),
      { enoughMs: QUICK_MS },
    );
    assert.ok(fastest < QUICK_MS, `${who.role} ${path}: ${fastest.toFixed(1)} ms`);
  }
}

Deno.test("school figures are for principal and office, also as files", async (t) => {
  using test = await testApp();
  const world = await homeWorld(test);
  const paths = ["/school", "/school/marking", "/school.csv", "/school/marking.csv"];

  await t.step("nobody else reads them", async () => {
    const others = [world.person("meera.rao"), world.student("9a", 1), world.guardian];
    for (const who of others) {
      for (const path of paths) assert.equal((await get(test, who, path)).status, 403);
    }
  });

  await t.step("marking load names the teachers, the largest wait first", async () => {
    const { text } = await get(test, world.person("principal"), "/school/marking");
    assert.match(text, /Peter D’Souza 106 3 days .*Meera Rao 84 2 days/);
  });

  await t.step(
    "the file holds no group that the page hides, and the download is written down",
    async () => {
      const { response, html } = await get(test, world.person("office"), "/school.csv");
      assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
      assert.match(
        response.headers.get("content-disposition") ?? "",
        /filename="school-2026-11-23\.csv"/,
      );
      const other = await get(test, world.person("office"), "/school/marking.csv?separator=tab");
      assert.match(other.html, /"Teacher"\t"Waiting"\t"Oldest handed in \(Asia\/Kolkata\)"/);
      assert.match(html, /"Class 9 B","Hindi","not shown","","",""/);
      assert.match(html, /"Class 10 A","Mathematics","36","\d/);
      const { items } = await test.deps.tables.audits.list("all", SCHOOL, []);
      assert.deepEqual(items.map(({ action, createdAt }) => [action, createdAt]), [
        ["school.exported", T0],
        ["school.exported", T0],
      ]);
    },
  );
});

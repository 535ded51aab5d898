import assert from "node:assert/strict";
import { kvContents } from "../../db/kv/contents.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import { assignmentPhase } from "../../lib/attempts/deadline.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { isOpen } from "../../lib/attempts/projection.ts";
import { claimWriter } from "../../lib/attempts/save.ts";
import { attemptsOf } from "../../lib/attempts/store.ts";
import { verifyReceipt } from "../../lib/attempts/receipts.ts";
import { isCurrent } from "../../lib/access/relations.ts";
import { listAll } from "../../lib/store/store.ts";
import { GUARDIANS, STUDENTS } from "../../demo/content/people.ts";
import { DEMO_PASSWORD } from "../../demo/content/school.ts";
import { TESTS } from "../../demo/content/tests.ts";
import { accountsText, demoAccounts } from "../../demo/seed/accounts.ts";
import { writeOn } from "../../demo/seed/live.ts";
import { userOf } from "../../demo/seed/world.ts";
import { makeDemo, seedDemo } from "../../demo/seed.ts";
import { schoolLines } from "../worlds/school_lines.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

Deno.test("seedDemo()", async (t) => {
  using test = await testApp();
  const schoolId = await makeDemo({ now: T0 }, test.takeSchool);
  const lines = new Set(await schoolLines(test.contents));
  const { tables, attempts, receiptKeys } = test.deps;
  const assignments = await listAll(tables.assignments, "all", schoolId, []);
  const titled = (key: string) =>
    assignments.filter(({ title }) => title === TESTS.find((it) => it.key === key)?.title);

  await t.step(
    "makes a demo school of four full classes with their guardians and staff",
    async () => {
      const school = await tables.schools.find({ schoolId, id: schoolId });
      assert.equal(school?.demo, true);
      const count = async (role: string) =>
        (await listAll(tables.people, "byRole", schoolId, [role])).length;
      assert.equal(await count("student"), 144);
      assert.equal(await count("parent"), GUARDIANS.length);
      assert.deepEqual([await count("teacher"), await count("principal")], [8, 1]);
      const classes = await listAll(tables.classes, "all", schoolId, []);
      assert.equal(classes.length, 4);
      for (const { id } of classes) {
        const enrolments = await listAll(tables.enrolments, "byClass", schoolId, [id]);
        assert.equal(enrolments.filter((it) => isCurrent(it, T0)).length, 36);
      }
    },
  );

  await t.step("has tests in every state", async () => {
    const exams = await listAll(tables.exams, "all", schoolId, []);
    assert.equal(exams.length, TESTS.length);
    assert.ok(exams.some(({ state }) => state === "draft"));
    const states = new Set(assignments.map((it) => stateOf(it)));
    const all = ["scheduled", "open", "practice", "closed", "released"];
    assert.deepEqual([...states].sort(), all.sort());
  });

  await t.step("has one test released that all 144 took", async () => {
    const common = titled("m-common");
    assert.equal(common.length, 4);
    const grades = (await Promise.all(
      common.map(({ id }) => listAll(tables.grades, "byAssignment", schoolId, [id])),
    )).flat();
    assert.equal(new Set(grades.map(({ studentId }) => studentId)).size, STUDENTS.length);
    assert.ok(grades.every(({ state }) => state === "complete"));
    assert.ok(common.every(({ releasedAt }) => releasedAt !== null && releasedAt < T0));
  });

  await t.step(
    "has one test running, with students who write, handed in and have not begun",
    async () => {
      const [running, ...more] = assignments.filter((it) => stateOf(it) === "open");
      assert.ok(running && more.length === 0);
      const begun = await attemptsOf(attempts, running);
      const states = Object.groupBy(begun, ({ state }) => state);
      assert.deepEqual([states.in_progress?.length, states.submitted?.length], [29, 4]);
      assert.ok(begun.some(({ answered }) => answered.length > 0));
      assert.ok(begun.every(({ dueAt }) => dueAt === null || dueAt > T0));
    },
  );

  await t.step("has essays waiting for marks, some of a class already marked", async () => {
    const waiting = await Promise.all(
      titled("s-light").map(({ id }) => tables.grades.count("waiting", schoolId, [id])),
    );
    assert.equal(waiting.length, 2);
    assert.ok(waiting.every((n) => n > 0));
    const grades = (await Promise.all(
      titled("s-light").map(({ id }) => listAll(tables.grades, "byAssignment", schoolId, [id])),
    )).flat();
    assert.ok(grades.some(({ state }) => state === "complete"));
  });

  await t.step("has a make-up, excuses, more time and rights of single students", async () => {
    const lists = await Promise.all(
      assignments.map(({ id }) => listAll(tables.overrides, "byAssignment", schoolId, [id])),
    );
    const overrides = lists.flat();
    assert.equal(overrides.filter(({ makeUp }) => makeUp).length, 1);
    assert.equal(overrides.filter(({ excused }) => excused).length, 2);
    assert.equal(overrides.filter(({ extraMs }) => extraMs > 0).length, 1);
    assert.equal((await listAll(tables.accommodations, "all", schoolId, [])).length, 4);
  });

  await t.step("gives a receipt that verifies, and lets nothing happen after now", async () => {
    const [common] = titled("m-common");
    const [attempt] = await attemptsOf(attempts, common!);
    assert.ok(attempt?.receipt && await verifyReceipt(receiptKeys, attempt.receipt));
    for (const it of assignments) {
      assert.ok(it.createdAt <= T0);
      for (const { lastSeenAt, submittedAt } of await attemptsOf(attempts, it)) {
        assert.ok(lastSeenAt <= T0 && (submittedAt ?? 0) <= T0);
      }
    }
  });

  await t.step("ties pictures to questions, open to those who took the test", async () => {
    const versions = await listAll(tables.questionVersions, "byQuestion", schoolId, []);
    const prompts = versions.map(({ content }) => content.prompt);
    const named = prompts.filter((it) => it.includes("media:"));
    assert.ok(named.length >= 8);
    assert.equal(prompts.find((it) => it.includes("media:picture-")), undefined);
    const bar = named.find((it) => it.includes("bar cut into eight"));
    const id = /media:([\w-]+)/.exec(bar ?? "")?.[1];
    const student = await tables.people.findBy("signInName", "", STUDENTS[0]!.username);
    const headers = await test.as(student!);
    const response = await test.app.request(`/api/files/${id}`, { headers });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "image/png");
    await response.body?.cancel();
  });

  await t.step("names accounts that sign in and see their home page", async () => {
    const accounts = demoAccounts();
    assert.equal(accounts.length, 6);
    assert.match(
      accountsText(accounts, "http://localhost:5001"),
      /Teacher, mathematics +meera\.rao/,
    );
    for (const { username, password, name } of accounts) {
      assert.equal(password, DEMO_PASSWORD);
      const person = await tables.people.findBy("signInName", "", username);
      assert.equal(person?.name, name);
      assert.equal((await home(test, person)).status, 200);
    }
  });

  await t.step("has results for its guardian and student that are good to look at", async () => {
    const [guardian, student] = await Promise.all(
      ["Guardian of two", "Student, class 10 B"].map((label) =>
        tables.people.findBy(
          "signInName",
          "",
          demoAccounts().find((it) => it.label === label)!.username,
        )
      ),
    );
    const links = await listAll(tables.guardianLinks, "byGuardian", schoolId, [guardian!.id]);
    assert.equal(links.length, 2);
    const released = new Set(
      assignments.filter(({ releasedAt }) => releasedAt !== null).map((it) => it.id),
    );
    for (const id of [student!.id, ...links.map(({ studentId }) => studentId)]) {
      const grades = (await listAll(tables.grades, "byStudent", schoolId, [id]))
        .filter(({ assignmentId }) => released.has(assignmentId));
      assert.ok(grades.length >= 2);
      const sum = (of: "mark" | "maxMark") => grades.reduce((n, it) => n + it[of], 0);
      assert.ok(sum("mark") / sum("maxMark") > 0.5, `${id}: ${sum("mark")} of ${sum("maxMark")}`);
    }
  });

  await t.step("shows its mathematics teacher what to mark and who may need her", async () => {
    const person = await tables.people.findBy("signInName", "", "meera.rao");
    const text = await (await home(test, person!)).text();
    assert.match(text, /points under the last three tests/);
    assert.match(text, /href="\/assignments\/[^"]+\/marking"/);
  });

  await t.step("has pages of which every link leads somewhere, two clicks deep", async () => {
    let links = 0;
    for (const { username } of demoAccounts()) {
      const person = await tables.people.findBy("signInName", "", username);
      links += await follow(test, await test.as(person!), username);
    }
    assert.ok(links > 150, `${links} links`);
  });

  await t.step(
    "lets the students of the running test write on, but not one whom somebody else is",
    async () => {
      const running = assignments.find((it) => stateOf(it) === "open")!;
      const before = await attemptsOf(attempts, running);
      const [taken] = before.filter(({ state }) => state === "in_progress");
      const person = await tables.people.find({ schoolId, id: taken!.studentId });
      const claim = { attemptId: taken!.id, writerId: "somebodyelse", label: "phone" };
      test.setNow(T0 + 600_000);
      await claimWriter(test.deps, { user: userOf(person!), ...claim });
      await writeOn(test.deps);
      const after = await attemptsOf(attempts, running);
      const answered = (them: Attempt[]) => them.reduce((n, it) => n + it.answered.length, 0);
      assert.ok(answered(after) > answered(before) + 20);
      const writing = after.filter(({ state }) => state === "in_progress");
      assert.ok(writing.filter(({ lastSeenAt }) => lastSeenAt === T0 + 600_000).length > 20);
      assert.ok(
        after.filter(({ lastSeenAt, state }) => lastSeenAt < T0 && isOpen({ state })).length > 0,
      );
      assert.equal(
        after.find(({ id }) => id === taken!.id)?.answered.length,
        taken!.answered.length,
      );
      test.setNow(T0 + 1_320_000);
      for (let i = 0; i < 2; i++) await writeOn(test.deps);
      const handedIn = (await attemptsOf(attempts, running)).filter(({ state }) =>
        state === "submitted"
      );
      assert.ok(handedIn.length > 4);
      test.setNow(T0);
    },
  );

  await t.step("makes the same school from the same seed, every row by its schema", async () => {
    using again = await Deno.openKv(":memory:");
    const some = ["m-quadratics", "s-light", "s-cells", "e-writing", "h-words"];
    const tests = TESTS.filter(({ key }) => some.includes(key));
    assert.equal(tests.length, some.length);
    await seedDemo(again, { now: T0, tests });
    assert.ok(lines.size > 15_000);
    const other = await schoolLines(kvContents(again));
    assert.ok(other.length > 3_000);
    assert.equal(other.find((line) => !lines.has(line)), undefined);
  });
});

function stateOf(it: Assignment): string {
  if (it.releasedAt !== null) return "released";
  const phase = assignmentPhase(it, T0);
  return phase === "open" && it.practice ? "practice" : phase;
}

/** What the person sees first; a guardian is sent on to the child. */
async function home(test: TestApp, person: Person): Promise<Response> {
  const headers = await test.as(person);
  const response = await test.app.request("/", { headers });
  const onward = response.headers.get("location");
  return onward === null ? response : await test.app.request(onward, { headers });
}

/** Follows the links of home, navigation included, then those of the pages they lead to, one of each kind. */
async function follow(
  test: TestApp,
  session: Record<string, string>,
  who: string,
): Promise<number> {
  const headers = { ...session, accept: "text/html" };
  const kindOf = (path: string) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id");
  const seen = new Set(["/"]);
  const opened = new Set<string>();
  let layer = ["/"];
  for (let depth = 0; depth < 3; depth++) {
    const next: string[] = [];
    for (const path of layer) {
      const response = await test.app.request(path, { headers });
      assert.ok(response.status < 400, `${who}: ${path} answered ${response.status}`);
      const html = await response.text();
      const kind = kindOf(path.split("?")[0]!);
      if (opened.has(kind)) continue;
      opened.add(kind);
      for (const [, href] of html.matchAll(/<a [^>]*?href="([^"#]+)[^"]*"/g)) {
        const { pathname, search } = new URL(href!.replaceAll("&amp;", "&"), `http://x${path}`);
        const to = pathname + search;
        if (!seen.has(to)) next.push(to);
        seen.add(to);
      }
    }
    layer = next;
  }
  return seen.size;
}

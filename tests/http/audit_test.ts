import assert from "node:assert/strict";
import { AssignmentRulesSchema } from "../../lib/model/assignments/assignment_schema.ts";
import type { AuditEntry } from "../../lib/model/access/audit_schema.ts";
import type { Audit, Person } from "../../lib/model/people/people_schema.ts";
import { MAX_AUDIT_READ } from "../../lib/access/audit_log.ts";
import { anAssignment, SCHOOL } from "../worlds/marking_builders.ts";
import { markingWorld } from "../worlds/marking_world.ts";
import { anAdmin, aWorld, formPost, jsonSend } from "../worlds/people_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { watched } from "../worlds/watched_table.ts";

const DAY = 86_400_000;

async function ask(test: TestApp, who: Person, path: string) {
  const headers = { ...await test.as(who), accept: "text/html" };
  const response = await test.app.request(path, { headers });
  const html = await response.text();
  return { status: response.status, html, rows: rowsOf(html) };
}

/** Each row as it is read: what, who, where, when. */
function rowsOf(html: string): string[] {
  const body = /<tbody.*<\/tbody>/s.exec(html)?.[0] ?? "";
  return body.split("</tr>").slice(0, -1).map((row) =>
    row.split(/<\/t[hd]>/).slice(0, 3).map((it) => it.replaceAll(/<[^>]*>/g, "").trim())
      .join(" | ")
  );
}

/** Entries through the API, all pages. */
async function entries(test: TestApp, who: Person, query: Record<string, string>) {
  const found: AuditEntry[] = [];
  let after: string | null = null;
  do {
    const asked = new URLSearchParams({ ...query, ...(after !== null && { after }) });
    const response: Response = await test.app.request(`/api/audit?${asked}`, {
      headers: await test.as(who),
    });
    assert.equal(response.status, 200, await response.clone().text());
    const page: { items: AuditEntry[]; next: string | null } = await response.json();
    found.push(...page.items);
    after = page.next;
  } while (after !== null);
  return found;
}

async function acts(test: TestApp) {
  const world = await markingWorld(test);
  const { tables } = test.deps;
  await tables.years.insert({
    ...{ id: "y1", schoolId: SCHOOL, createdAt: T0, name: "2026-27" },
    ...{ fromAt: T0 - 90 * DAY, untilAt: T0 + 200 * DAY },
  });
  const person = (id: string) => world.people.get(id)!;
  const send = async (who: string, method: "POST" | "PUT", path: string, body: unknown) => {
    const headers = await test.as(person(who));
    const response = await test.app.request(path, jsonSend(method, body, headers));
    assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
    return response;
  };
  const rules = AssignmentRulesSchema.strip().parse(anAssignment());
  const give = (audience: unknown) =>
    send("t1", "POST", "/api/assignments", { examId: "e1", audience, rules });
  return { world, person, send, give };
}

Deno.test("an entry says who did what, and in which test and class, with ways to each", async () => {
  using test = await testApp();
  const { person, give } = await acts(test);
  const { id: toClass } = await (await give({ kind: "class", classId: "c1" })).json();
  await give({ kind: "people", studentIds: ["st2"] });
  await give({ kind: "people", studentIds: ["st2", "st3"] });
  const headers = { ...await test.as(person("office")), accept: "text/html" };
  const guardian = formPost({ guardianId: "p2" }, headers);
  assert.equal((await test.app.request("/people/st3/guardians", guardian)).status, 303);
  const release = formPost({}, { ...await test.as(person("t1")), accept: "text/html" });
  test.setNow(T0 + 3_700_000);
  assert.equal((await test.app.request("/assignments/as1/release", release)).status, 303);
  const { html, rows } = await ask(test, person("office"), "/audit");
  assert.deepEqual(
    new Set(rows),
    new Set([
      "Released Light, release 1 | Person t1 | Light, Class 10 A",
      "Made Person p2 guardian of Person st3 | Person office | ",
      "Assigned Light to 2 students | Person t1 | Light",
      "Assigned Light to Person st2 | Person t1 | Light",
      "Assigned Light to Class 10 A | Person t1 | Light, Class 10 A",
    ]),
  );
  for (
    const href of [
      ...["/people/t1", "/people/p2", "/people/st3", "/classes/c1"],
      `/assignments/${toClass}/settings`,
    ]
  ) {
    assert.ok(html.includes(`href="${href}"`), href);
    assert.equal((await ask(test, person("office"), href)).status, 200, href);
  }
});

/** Lines of three days, as they are kept. */
function aLine(id: string, days: number, more: Partial<Audit>): Audit {
  return {
    ...{ id, schoolId: SCHOOL, createdAt: T0 - days * DAY, actorId: "office" },
    ...{ action: "student.enrolled", targetId: "st1", details: { studentId: "st1" } },
    ...more,
  };
}

const LINES = [
  aLine("release", 0, {
    actorId: "t1",
    action: "assignment.release",
    details: { assignmentId: "as1", classId: "c1", releaseNo: 1 },
  }),
  aLine("pause", 1, {
    actorId: "t1",
    action: "room.pause",
    details: { assignmentId: "as1", classId: "c1", students: 1, studentId: "st2" },
  }),
  aLine("enrol", 1, { details: { studentId: "st1", classId: "c1" } }),
  aLine("named", 2, { action: "assignment.create", details: { assignmentId: "as2", students: 3 } }),
  aLine("sign-in", 3, {
    actorId: "st2",
    action: "sign_in",
    targetId: "st2",
    details: { personId: "st2" },
  }),
  aLine("old", 400, { action: "school.changed", details: {}, summary: "Änderte die Schule" }),
];

const ASKED: readonly [page: string, api: Record<string, string>, found: string[]][] = [
  ["who=t1", { actorId: "t1" }, ["release", "pause"]],
  ["who=st2", { actorId: "st2" }, ["sign-in"]],
  ["about=st2", { personId: "st2" }, ["pause", "sign-in"]],
  ["kind=tests", { group: "tests" }, ["release", "named"]],
  ["test=as1", { assignmentId: "as1" }, ["release", "pause"]],
  ["class=c1", { classId: "c1" }, ["release", "pause", "enrol"]],
  ["class=c1&who=office", { classId: "c1", actorId: "office" }, ["enrol"]],
  ["class=c1&kind=room&who=t1", { classId: "c1", group: "room", actorId: "t1" }, ["pause"]],
  ["q=light", { q: "light" }, ["release", "pause"]],
  ["q=10+pau+t1", { q: "10 pau t1" }, ["pause"]],
  ["q=anderte", { q: "anderte" }, ["old"]],
  ["q=light&kind=tests", { q: "light", group: "tests" }, ["release"]],
  // Lines are written at 11:00 in Kolkata, on 23 November and the days before.
  ["from=2026-11-22&until=2026-11-22", {
    fromAt: String(Date.parse("2026-11-22T00:00+05:30")),
    beforeAt: String(Date.parse("2026-11-23T00:00+05:30")),
  }, ["pause", "enrol"]],
  ["until=2026-11-20", { beforeAt: String(T0 - 2 * DAY - 1) }, ["sign-in", "old"]],
  ["who=office&from=2026-11-21", { actorId: "office", fromAt: String(T0 - 2 * DAY) }, [
    "enrol",
    "named",
  ]],
];

Deno.test("the audit log is narrowed by who, whom, kind, test, class, days and words", async (t) => {
  using test = await testApp();
  const { person } = await acts(test);
  const { tables } = test.deps;
  await tables.assignments.insert(anAssignment({
    ...{ id: "as2", title: "Sound" },
    audience: { kind: "people", studentIds: ["st1", "st2", "st3"] },
  }));
  for (const line of LINES) await tables.audits.insert(line);
  const texts = new Map(
    (await entries(test, person("office"), {})).map(({ id, text }) => [text, id]),
  );
  assert.deepEqual(new Set(texts.values()), new Set(LINES.map(({ id }) => id)));
  for (const [asked, api, found] of ASKED) {
    await t.step(asked, async () => {
      const { rows } = await ask(test, person("office"), `/audit?${asked}`);
      const shown = rows.map((row) => texts.get(row.split(" | ")[0]!));
      assert.deepEqual(new Set(shown), new Set(found));
      const given = await entries(test, person("office"), api);
      assert.deepEqual(new Set(given.map(({ id }) => id)), new Set(found));
    });
  }
  await t.step("what is asked for stands in the form", async () => {
    const { html } = await ask(
      test,
      person("office"),
      "/audit?who=st2&class=c1&q=x&from=2026-11-22",
    );
    for (const field of ['value="st2" selected', 'value="c1" selected', 'value="2026-11-22"']) {
      assert.ok(html.replaceAll(/\s+/g, " ").includes(field), field);
    }
  });
  await t.step("what nothing matches says so and shows the way out", async () => {
    for (const asked of ["q=zebra", "q=!", "who=t4", "until=2001-01-01"]) {
      const { html, rows } = await ask(test, person("office"), `/audit?${asked}`);
      assert.deepEqual(rows, []);
      assert.match(html, /No entries match\..*href="\/audit"[^>]*>Show everything/s);
    }
  });
  await t.step("what is no day, kind or place in the list is refused", async () => {
    for (const asked of ["from=2026-02-30", "kind=gossip", "who=a%20b", "after=!"]) {
      assert.equal((await ask(test, person("office"), `/audit?${asked}`)).status, 400, asked);
    }
  });
});

Deno.test("a page of the audit log reads a bounded part of it, and pages show each entry once", async (t) => {
  using test = await testApp();
  const { person } = await acts(test);
  const { tables } = test.deps;
  const count = MAX_AUDIT_READ + 130;
  const lines = Array.from({ length: count }, (_, i) => {
    const details = { studentId: i === 0 ? "st7" : "st1", classId: "c1" };
    return aLine(`line-${i}`, 0, { createdAt: T0 + i, details });
  });
  await Promise.all(lines.map((line) => tables.audits.insert(line)));
  let read = 0;
  const audits = watched(tables.audits, "list", async (go) => {
    const page = await go();
    assert.ok(page instanceof Object && "items" in page && Array.isArray(page.items));
    read += page.items.length;
    return page;
  });
  Object.assign(tables, { audits });
  const walk = async (first: string) => {
    const found: string[] = [];
    const reads: number[] = [];
    let path: string | undefined = first;
    let html = "";
    while (path !== undefined) {
      read = 0;
      ({ html } = await ask(test, person("office"), path));
      reads.push(read);
      found.push(...rowsOf(html));
      path = /href="([^"]*after=[^"]*)"[^>]*rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
      if (reads.length === 1) assert.ok(path, "there is more");
    }
    return { found, reads, html };
  };
  await t.step("without words it reads what it shows", async () => {
    const { found, reads } = await walk("/audit");
    assert.equal(found.length, count);
    assert.deepEqual(reads.slice(0, 2), [50, 50]);
  });
  await t.step("with words it looks through so many, and goes on from there", async () => {
    const { found, reads } = await walk("/audit?q=st7");
    assert.deepEqual(found, ["Put Person st7 into Class 10 A | Person office | Class 10 A"]);
    assert.deepEqual(reads, [MAX_AUDIT_READ, 130]);
    const { html } = await ask(test, person("office"), "/audit?q=st7");
    assert.match(html, /No entries match back to .*Look further back/s);
  });
  await t.step("whom an entry is about it finds at once", async () => {
    read = 0;
    const { rows } = await ask(test, person("office"), "/audit?about=st7");
    assert.deepEqual([rows.length, read], [1, 1]);
  });
});

Deno.test("who runs the school reads its audit log, and nobody that of another", async () => {
  using test = await testApp();
  const a = await aWorld(test);
  const b = await aWorld(test, "school-b");
  const admin = await anAdmin(test);
  const { audits } = test.deps.tables;
  const line = { action: "class.added", targetId: "class-b", details: { classId: "class-b" } };
  await audits.insert({
    ...{ id: "l1", schoolId: "school-b", createdAt: T0, actorId: b.office.id },
    ...line,
  });
  for (const who of [a.principal, a.teacher, a.student, a.parent]) {
    for (const path of ["/audit", "/api/audit"]) {
      assert.equal((await ask(test, who, path)).status, 403, `${who.role} ${path}`);
    }
  }
  const queries = ["", `classId=class-b`, `actorId=${b.office.id}`, "group=classes", "q=class"];
  for (const query of queries) {
    const asked = Object.fromEntries(new URLSearchParams(query));
    assert.equal((await entries(test, b.office, asked)).length, 1, query);
    for (const who of [a.office, admin]) {
      assert.deepEqual(await entries(test, who, asked), [], `${who.role} ${query}`);
    }
  }
  const { html } = await ask(test, a.office, "/audit?class=class-b&who=office-b&test=x");
  for (const foreign of ['class-b" selected', 'office-b" selected', "school-b"]) {
    assert.ok(!html.includes(foreign), foreign);
  }
  const [entry] = await entries(test, b.office, {});
  assert.deepEqual(entry, {
    ...{ id: "l1", at: T0, action: "class.added", group: "classes", count: 1 },
    text: "Added the class Class 10 A, without a class teacher",
    actor: { id: "office-b", name: "Olga Office" },
    assignment: null,
    class: { id: "class-b", name: "Class 10 A" },
  });
});

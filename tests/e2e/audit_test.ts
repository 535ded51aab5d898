import assert from "node:assert/strict";
import { setException } from "../../lib/assignments/exceptions.ts";
import { changeTimes } from "../../lib/assignments/settings.ts";
import { auditRow } from "../../lib/access/audit.ts";
import { linkGuardian } from "../../lib/people/guardians.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";
import { takingServer } from "./taking_server.ts";

Deno.test(
  "who did what is narrowed and fits, and a guardian's row opens wherever it is pressed",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer();
    await using browser = await testBrowser();
    const { world, deps } = server;
    const { assignment, student, teacher } = world;
    const person = { ...teacher, status: "active" as const };
    const office = { ...person, id: "office", name: "Olga Office", username: "office" };
    const guardian = { ...person, id: "guardian", name: "Meera Mehta", username: "meera" };
    await deps.tables.people.insert({ ...office, role: "school_admin" });
    await deps.tables.people.insert({ ...guardian, role: "parent" });
    const asOffice = { ...office, role: "school_admin" as const, locale: "en-IN" };
    const asTeacher = { ...teacher, locale: "en-IN" };
    await linkGuardian(deps, asOffice, { guardianId: "guardian", studentId: student.id });
    const { opensAt, closesAt, limitMs, rev } = assignment;
    const times = { opensAt, closesAt: (closesAt ?? Date.now()) + 60_000, limitMs };
    await changeTimes(deps, { user: asTeacher, assignmentId: assignment.id, times, rev });
    await setException(deps, {
      user: asTeacher,
      assignmentId: assignment.id,
      studentId: student.id,
      exception: {
        ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 60_000, attemptsAllowed: null },
        ...{ excused: false, makeUp: false, reason: "A broken arm" },
      },
      rev: null,
    });
    const refused = auditRow({
      schoolId: office.schoolId,
      action: "sign_in.refused",
      targetId: student.id,
      details: { personId: student.id },
    }, { actorId: null, at: Date.now() });
    await deps.tables.audits.insert({ ...refused, count: 7 });
    for (const [device, name] of [[PHONE, "phone"], [LAPTOP, "laptop"]] as const) {
      const page = await browser.page(device);
      await server.signIn(page.context(), { ...office, role: "school_admin" });
      await page.goto(`${server.url}/audit`);
      await page.getByText("was not let in, 7 times").waitFor();
      await lookAt(page, `audit-${name}`);
      await page.getByLabel("Words").fill("broken");
      await page.getByLabel("Who").selectOption(teacher.id);
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByText(/Gave .* an exception in .*: A broken arm/).waitFor();
      assert.equal(await page.getByRole("table").getByRole("rowheader").count(), 1);
      await lookAt(page, `audit-narrowed-${name}`);
      await page.getByLabel("Words").fill("zebra");
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByText("No entries match.").waitFor();
      await lookAt(page, `audit-empty-${name}`);
      await page.getByRole("link", { name: "Show everything" }).click();
      await page.getByText("was not let in, 7 times").waitFor();

      await page.goto(`${server.url}/people/${student.id}`);
      await lookAt(page, `guardian-row-${name}`);
      const row = page.locator("#guardians .rows__row");
      const { height } = (await row.boundingBox())!;
      await row.click({ position: { x: 4, y: height - 4 } });
      await page.waitForURL("**/people/guardian");
      await page.locator("#children").getByRole("link", { name: student.name }).click();
      await page.waitForURL(`**/people/${student.id}`);
      await page.getByRole("button", { name: "Remove Meera Mehta as guardian" }).waitFor();
    }
    const page = await browser.page(LAPTOP);
    await server.signIn(page.context(), { ...office, role: "school_admin" });
    await page.goto(`${server.url}/people/${student.id}`);
    await page.getByRole("button", { name: "Remove Meera Mehta as guardian" }).click();
    await page.getByText("Guardian removed.").waitFor();
    assert.deepEqual(browser.complaints, []);
  },
);

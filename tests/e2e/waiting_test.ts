import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { removeException, setException } from "../../lib/assignments/exceptions.ts";
import { cancelAssignment, changeTimes } from "../../lib/assignments/settings.ts";
import type { User } from "../../lib/access/user.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";
import { type TakingServer, takingServer } from "./taking_server.ts";

const MIN = 60_000;
const HOUR = 60 * MIN;

const teacher = (server: TakingServer): User => ({ ...server.world.teacher, locale: "en-IN" });

async function waitingAt(server: TakingServer, page: Page): Promise<void> {
  await server.signIn(page.context(), server.world.student);
  await page.goto(`${server.url}/assignments/${server.world.assignment.id}`);
  await page.getByRole("button", { name: "Wait here and start by itself" }).waitFor();
}

async function move(server: TakingServer, opensAt: number): Promise<void> {
  const { id, closesAt } = server.world.assignment;
  const { rev } = (await server.deps.tables.assignments.find(server.world.assignment))!;
  const times = { opensAt, closesAt, limitMs: 20 * MIN };
  await changeTimes(server.deps, { user: teacher(server), assignmentId: id, times, rev });
}

const EXCUSED = {
  ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: 0, attemptsAllowed: null },
  ...{ excused: true, makeUp: false, reason: "Ill" },
};

const later = () => ({
  opensAt: Date.now() + HOUR,
  closesAt: Date.now() + 3 * HOUR,
  limitMs: 40 * MIN,
});

Deno.test(
  "a waiting page hears of other times and excuses, keeps waiting, and hears when the test is taken back",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer({ assignment: later() });
    await using browser = await testBrowser();
    const page = await browser.page(PHONE);
    await waitingAt(server, page);
    await page.getByText("40 min", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Wait here and start by itself" }).click();
    await lookAt(page, "waiting-phone");
    await move(server, Date.now() + 2 * HOUR);
    await page.getByText("20 min", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Starting by itself" }).waitFor();
    const excuse = {
      user: teacher(server),
      assignmentId: server.world.assignment.id,
      studentId: server.world.student.id,
    };
    await setException(server.deps, { ...excuse, exception: EXCUSED, rev: null });
    await page.getByText("You are excused from this test.").waitFor();
    await removeException(server.deps, excuse);
    await page.getByRole("button", { name: "Starting by itself" }).waitFor();
    await cancelAssignment(server.deps, {
      user: teacher(server),
      assignmentId: server.world.assignment.id,
    });
    await page.getByText("This test was cancelled.").waitFor();
    await lookAt(page, "waiting-cancelled-phone");
    assert.deepEqual(browser.complaints, []);
  },
);

Deno.test(
  "a waiting page without a socket asks, and starts by itself at the new opening",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer({ assignment: later() });
    await using browser = await testBrowser();
    const page = await browser.page(LAPTOP);
    await page.addInitScript("delete window.WebSocket;");
    await waitingAt(server, page);
    await page.getByRole("button", { name: "Wait here and start by itself" }).click();
    await lookAt(page, "waiting-laptop");
    await move(server, Date.now() + 20_000);
    await page.waitForURL("**/attempts/*", { timeout: 60_000 });
    await page.waitForSelector("html[data-taking=open]");
  },
);

Deno.test("the minutes of an open hand-in sheet run down", BROWSER_TEST, async () => {
  await using server = await takingServer({ assignment: { limitMs: 10 * MIN } });
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  await page.clock.install();
  await server.open(page);
  for (let i = 1; i < server.world.slotIds.length; i++) {
    await page.getByRole("button", { name: "Next" }).click();
  }
  await page.getByRole("button", { name: "Hand in" }).first().click();
  const sheet = page.getByRole("dialog", { name: "Hand in your test?" });
  const minutes = async () =>
    Number(/You still have (\d+) minute/.exec(await sheet.innerText())?.[1] ?? 0);
  const before = await minutes();
  assert.ok(before > 0 && before < 10, `${before}`);
  await lookAt(page, "hand-in-laptop");
  // Two minutes pass in the page, and nothing else happens.
  await page.clock.fastForward(2 * MIN);
  await sheet.getByText(new RegExp(`You still have [${before - 3}-${before - 2}] minutes`))
    .waitFor();
});

Deno.test("start pages, rooms and due lists say their times, and fit", BROWSER_TEST, async () => {
  const closesAt = Date.now() + 12 * MIN;
  await using server = await takingServer({
    assignment: { closesAt, limitMs: 40 * MIN, lateStart: "cut" },
  });
  await using browser = await testBrowser();
  const { world, deps } = server;
  const { assignment, student } = world;
  const row = (id: string, title: string, opensAt: number, closesAt: number | null) =>
    deps.tables.assignments.insert({ ...assignment, id, title, opensAt, closesAt });
  const now = Date.now();
  await row("moment", "A test of seconds", now - HOUR, now + HOUR);
  await row("endless", "Practice without an end", now - HOUR, null);
  await row("coming", "Comes next week", now + 170 * HOUR, now + 180 * HOUR);
  const office = {
    ...world.teacher,
    id: "office",
    username: "office",
    role: "school_admin" as const,
  };
  await deps.tables.people.insert(office);
  await setException(deps, {
    user: teacher(server),
    assignmentId: "coming",
    studentId: student.id,
    exception: {
      ...{ opensAt: null, closesAt: null, limitMs: null, extraMs: MIN, attemptsAllowed: null },
      ...{ excused: false, makeUp: false, reason: "A broken arm" },
    },
    rev: null,
  });
  const expected: readonly [path: string, text: RegExp, who: typeof student][] = [
    [`/assignments/${assignment.id}`, /\d+ min, until \d\d:\d\d/, student],
    ["/assignments/moment", /If you start now, you have \d+ s/, student],
    ["/tests", /Comes next week/, student],
    ["/notifications", /Your times for Comes next week have changed/, student],
    ["/audit", /Gave student0 an exception in Comes next week: A broken arm/, office],
    [`/assignments/coming/room`, /Opens \d\d:\d\d/, world.teacher],
    [`/assignments/endless/room`, /No end is set/, world.teacher],
  ];
  for (const [device, name] of [[PHONE, "phone"], [LAPTOP, "laptop"]] as const) {
    const page = await browser.page(device);
    for (const [path, text, who] of expected) {
      await server.signIn(page.context(), who);
      const moment = { schoolId: assignment.schoolId, id: "moment" };
      await deps.tables.assignments.update(moment, (it) => ({
        ...it,
        closesAt: Date.now() + 58_000,
      }));
      await page.goto(server.url + path);
      await page.getByText(text).first().waitFor();
      await lookAt(page, `times${path.replaceAll("/", "-")}-${name}`);
    }
  }
});

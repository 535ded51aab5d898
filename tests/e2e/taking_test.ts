import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { runRoomCommand } from "../../lib/assignments/room_commands.ts";
import { hashPassword } from "../../lib/access/passwords.ts";
import { revokeSessions } from "../../lib/access/sessions.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";
import { type TakingServer, takingServer } from "./taking_server.ts";

async function stored(server: TakingServer, id: string): Promise<Map<string, QuestionResponse>> {
  const answers = await server.deps.attempts.answers({ schoolId: "s1", id });
  return new Map([...answers.values()].map(({ slotId, response }) => [slotId, response]));
}

async function until(what: string, done: () => Promise<boolean> | boolean): Promise<void> {
  const giveUp = performance.now() + 15_000;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, what);
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

const shown = (page: Page) => page.locator("[data-slot]:visible");
const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();
const teacher = (server: TakingServer): User => ({ ...server.world.teacher, locale: "en-IN" });

/** Sum of all shifts that the student did not cause. */
async function shift(page: Page): Promise<number> {
  return Number(
    await page.evaluate(`new Promise((done) => new PerformanceObserver((list) =>
      done(list.getEntries().reduce((sum, it) => sum + (it.hadRecentInput ? 0 : it.value), 0))
    ).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 300))`),
  );
}

/** Bytes of script, compressed, that the page loaded so far. */
async function scriptBytes(page: Page): Promise<number> {
  const urls = await page.evaluate<string[]>(
    `performance.getEntriesByType("resource").map(({ name }) => name).filter((it) => it.endsWith(".js"))`,
  );
  assert.ok(urls.length > 2);
  const sizes = await Promise.all(urls.map(async (url) => {
    const body = (await fetch(url)).body!.pipeThrough(new CompressionStream("gzip"));
    return (await new Response(body).arrayBuffer()).byteLength;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}

Deno.test("a student takes a test by keyboard alone on a laptop", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  await server.signIn(page.context(), server.world.student);
  await page.goto(`${server.url}/assignments/${server.world.assignment.id}`);
  await lookAt(page, "start-laptop");
  await page.getByRole("button", { name: "Start the test" }).click();
  await page.waitForSelector("html[data-taking=open]");
  assert.ok(await shift(page) < 0.02);
  await lookAt(page, "taking-laptop");
  const id = page.url().split("/").at(-1)!;

  await shown(page).getByRole("radio").first().focus();
  await page.keyboard.press("2");
  await page.keyboard.press("f");
  await page.getByText("Saved", { exact: false }).first().waitFor();
  await lookAt(page, "taking-laptop-saved");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await lookAt(page, "taking-laptop-keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await shown(page).getByLabel("True").focus();
  await page.keyboard.press("1");
  await page.keyboard.press("Control+Enter");
  await shown(page).getByRole("checkbox").first().focus();
  await page.keyboard.press("1");
  await page.keyboard.press("3");
  await page.keyboard.press("n");
  await shown(page).getByLabel("Your answer").fill("numerator, n and f are letters here");
  await page.keyboard.press("Control+Enter");
  await shown(page).getByLabel("Your answer").fill("−16.5");
  await shown(page).getByLabel("Unit").selectOption("cm");
  await shown(page).getByText("Read as").waitFor();
  await lookAt(page, "taking-laptop-number");
  await page.keyboard.press("Control+Enter");
  await shown(page).getByLabel("Your answer").pressSequentially("They are equal.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Hand in your test?" }).waitFor();
  await page.getByText("1 flagged by you").waitFor();
  await lookAt(page, "taking-laptop-hand-in");
  await page.getByRole("dialog").getByRole("button", { name: "Hand in", exact: true }).click();
  await page.waitForURL("**/receipt");
  await page.getByText("All 6 answers arrived.").waitFor();
  await lookAt(page, "receipt-laptop");
  const answers = await stored(server, id);
  assert.deepEqual(answers.get("slot2"), { kind: "choice_many", optionIds: ["many0", "many2"] });
  assert.deepEqual(answers.get("slot4"), { kind: "numerical", text: "−16.5", unitId: "cm" });
  assert.deepEqual(answers.get("slot5"), { kind: "essay", text: "They are equal." });
  assert.deepEqual(browser.complaints, []);
});

Deno.test("a student on a phone loses the network and goes on", BROWSER_TEST, async () => {
  await using server = await takingServer({ questions: 20 });
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  const id = await server.open(page);
  const bytes = await scriptBytes(page);
  assert.ok(bytes <= 30 * 1_024, `${bytes} bytes of script`);
  assert.ok(await shift(page) < 0.02);
  await lookAt(page, "taking-phone");
  await shown(page).getByLabel("0.375").check();
  await shown(page).getByText("Saved").waitFor();
  for (let i = 0; i < 5; i++) await next(page);

  await page.context().setOffline(true);
  await shown(page).getByLabel("Your answer").fill("0.50 is 50 hundredths.");
  await shown(page).getByText("Kept on this device").waitFor();
  await page.getByText("No network. Keep writing: your answers are kept on this device.").waitFor();
  await lookAt(page, "taking-phone-offline");
  await page.getByRole("button", { name: "All 20" }).click();
  await lookAt(page, "taking-phone-all");
  await page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
  await page.getByText("1 answer is still on this device. It is sent first.").waitFor();
  await lookAt(page, "taking-phone-hand-in");
  await page.getByRole("button", { name: "Keep writing" }).click();

  await page.context().setOffline(false);
  await page.getByText("Back online. All answers are saved.").waitFor();
  assert.deepEqual((await stored(server, id)).get("slot5"), {
    kind: "essay",
    text: "0.50 is 50 hundredths.",
  });
  const known = browser.complaints.filter((it) => !it.includes("ERR_INTERNET_DISCONNECTED"));
  assert.deepEqual(known, []);
});

Deno.test("what was written without network is sent at the next load", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  const id = await server.open(page);
  for (let i = 0; i < 5; i++) await next(page);
  await page.context().setOffline(true);
  await shown(page).getByLabel("Your answer").pressSequentially("Written in the dark.");
  await shown(page).getByText("Kept on this device").waitFor();
  await page.evaluate("window.onbeforeunload = null");
  await page.close();
  const again = await page.context().newPage();
  await page.context().setOffline(false);
  await again.goto(`${server.url}/attempts/${id}`);
  await again.waitForSelector("html[data-taking=open]");
  await until("the journal is sent", async () => (await stored(server, id)).has("slot5"));
  assert.deepEqual((await stored(server, id)).get("slot5"), {
    kind: "essay",
    text: "Written in the dark.",
  });
  for (let i = 0; i < 5; i++) await next(again);
  assert.equal(await shown(again).getByLabel("Your answer").inputValue(), "Written in the dark.");
  await again.getByText("You have this test open").waitFor({ state: "detached" });
});

Deno.test("a second device takes over, and two versions are compared", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const laptop = await browser.page(LAPTOP);
  const phone = await browser.page(PHONE);
  const id = await server.open(laptop);
  await server.open(phone);
  await phone.getByText("You have this test open on another device.").waitFor();
  assert.ok(await shown(phone).getByLabel("0.375").isDisabled());
  await lookAt(phone, "taking-phone-second-device");

  await laptop.context().setOffline(true);
  for (let i = 0; i < 5; i++) {
    await next(laptop);
    await next(phone);
  }
  await shown(laptop).getByLabel("Your answer").fill("Written on the laptop.");
  await phone.getByRole("button", { name: "Continue here" }).click();
  await shown(phone).getByLabel("Your answer").fill("Written on the phone.");
  await shown(phone).getByText("Saved").waitFor();
  await laptop.context().setOffline(false);
  await laptop.getByText("You are writing on another device.").waitFor();
  await phone.getByText("You wrote another version on your computer at").waitFor();
  await lookAt(phone, "taking-phone-parked");
  await phone.getByRole("button", { name: "Compare" }).click();
  await lookAt(phone, "taking-phone-compare");
  await phone.getByRole("button", { name: "Take the other" }).click();
  await until(
    "the other version counts",
    async () => JSON.stringify((await stored(server, id)).get("slot5")).includes("on the laptop"),
  );
  await until(
    "the laptop shows it",
    async () =>
      await shown(laptop).getByLabel("Your answer").inputValue() === "Written on the laptop.",
  );
});

Deno.test("who waits for a test to open is taken in by itself", BROWSER_TEST, async () => {
  await using server = await takingServer({ assignment: { opensAt: Date.now() + 8_000 } });
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  await server.signIn(page.context(), server.world.student);
  await page.goto(`${server.url}/assignments/${server.world.assignment.id}`);
  await lookAt(page, "lobby-phone");
  await page.getByRole("button", { name: "Wait here and start by itself" }).click();
  await page.waitForURL("**/attempts/*");
  await page.waitForSelector("html[data-taking=open]");
  assert.deepEqual(browser.complaints, []);
});

Deno.test("two tabs of one browser take turns", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const first = await browser.page(LAPTOP);
  const id = await server.open(first);
  await shown(first).getByLabel("0.375").check();
  await shown(first).getByText("Saved").waitFor();
  const second = await first.context().newPage();
  await second.goto(`${server.url}/attempts/${id}`);
  await second.getByText("You have this test open on another device.").waitFor();
  assert.ok(await shown(second).getByLabel("0.375").isChecked());
  await second.getByRole("button", { name: "Continue here" }).click();
  await shown(second).getByLabel("0.83").check();
  await shown(second).getByText("Saved").waitFor();
  await first.getByText("You are writing on another device.").waitFor();
  await until("the first tab follows", () => shown(first).getByLabel("0.83").isChecked());
  await second.close();
  await first.reload();
  await first.waitForSelector("html[data-taking=open]");
  assert.ok(await shown(first).getByLabel("0.83").isEnabled(), "alone again, it writes");
  assert.deepEqual(browser.complaints, []);
});

Deno.test("the teacher's room reaches the page within 2 seconds", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  const id = await server.open(page);
  const everyone = { studentIds: null, assignmentId: server.world.assignment.id };
  const command = (it: Record<string, unknown>) =>
    runRoomCommand(server.deps, {
      user: teacher(server),
      assignmentId: everyone.assignmentId,
      command: { studentIds: null, ...it } as Parameters<typeof runRoomCommand>[1]["command"],
    });
  const within = { timeout: 10_000 };

  await command({ commandId: "c1", kind: "add_time", ms: 5 * 60_000 });
  await page.getByText("5 minutes added for everyone.").waitFor(within);
  await command({ commandId: "c2", kind: "message", text: "Read question 3 again." });
  await page.getByText("Read question 3 again.").waitFor(within);
  await lookAt(page, "taking-laptop-notices");
  await page.getByRole("button", { name: "Close" }).first().click();
  await until(
    "the room hears that both were shown",
    async () => (await server.deps.attempts.find({ schoolId: "s1", id }))?.seen.length === 2,
  );

  await command({ commandId: "c3", kind: "pause" });
  await page.getByText("Your teacher has paused the test.").waitFor(within);
  assert.ok(await shown(page).getByLabel("0.375").isDisabled());
  await lookAt(page, "taking-laptop-paused");
  await command({ commandId: "c4", kind: "resume" });
  await page.getByText("Your teacher has paused the test.").waitFor({
    ...within,
    state: "detached",
  });
  await shown(page).getByLabel("0.375").check();
  await shown(page).getByText("Saved").waitFor();
  await command({ commandId: "c5", kind: "end" });
  await page.waitForURL("**/receipt");
  assert.deepEqual(browser.complaints, []);
});

Deno.test("when time is up the answers are handed in", BROWSER_TEST, async () => {
  await using server = await takingServer({
    assignment: { limitMs: null, closesAt: Date.now() + 9_000, lateStart: "cut" },
  });
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  const id = await server.open(page);
  for (let i = 0; i < 5; i++) await next(page);
  const field = shown(page).getByLabel("Your answer");
  while (page.url().endsWith(id) && await field.isEditable().catch(() => false)) {
    await field.pressSequentially("word ").catch(() => {});
  }
  await page.waitForURL("**/receipt");
  await page.getByText("Time was up").waitFor();
  assert.deepEqual(browser.complaints, []);
});

Deno.test("signed out in mid-test, nothing is lost", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const { deps, world } = server;
  const passwordHash = await hashPassword("correct horse 9");
  await deps.tables.people.update(world.student, (it) => ({ ...it, passwordHash }));
  const page = await browser.page(PHONE);
  const id = await server.open(page);
  await revokeSessions(deps, world.student);
  await page.getByLabel("0.375").check();
  await page.getByRole("dialog", { name: "Sign in again to go on. Nothing is lost." }).waitFor();
  await lookAt(page, "taking-phone-signed-out");
  await page.getByLabel("E-mail or username").fill("student0");
  await page.getByLabel("Password").fill("wrong horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Username or password not right").waitFor();
  await page.getByLabel("Password").fill("correct horse 9");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await until("the answer is sent", async () => (await stored(server, id)).has("slot0"));
});

Deno.test("without script the test is a form", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page({ ...LAPTOP, javaScriptEnabled: false });
  await server.signIn(page.context(), server.world.student);
  await page.goto(`${server.url}/assignments/${server.world.assignment.id}`);
  await page.getByRole("button", { name: "Start the test" }).click();
  await page.getByLabel("0.375").check();
  await page.getByLabel("Your answer").last().fill("No script at all.");
  // Finding by text passes over what stands in <noscript>.
  const notes = page.locator(".taking__plain");
  assert.match(await notes.innerText(), /Nothing is saved yet/);
  await page.getByRole("button", { name: "Save my answers" }).click();
  await page.locator(".taking__plain .banner--good").waitFor();
  assert.match(await notes.innerText(), /Saved at \d\d:\d\d\. 2 of 6 answered\./);
  assert.match(await notes.innerText(), /The test ends (at|on) .*\d\d:\d\d\./);
  assert.equal(await page.getByLabel("Your answer").last().inputValue(), "No script at all.");
  await page.getByRole("button", { name: "Hand in" }).last().click();
  await page.getByText("4 of 6 are not answered yet").waitFor();
  await page.getByRole("link", { name: "Keep writing" }).click();
  await page.getByLabel("True").check();
  await page.getByRole("button", { name: "Hand in" }).last().click();
  await page.getByText("3 of 6 are not answered yet").waitFor();
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.getByText("All 3 answers arrived.").waitFor();
  assert.deepEqual(browser.complaints, []);
});

Deno.test("a page on plain http under another name than localhost works alike", {
  ...BROWSER_TEST,
  ignore: Deno.networkInterfaces().every(({ family, address }) =>
    family !== "IPv4" || address.startsWith("127.")
  ),
}, async () => {
  const { address } = Deno.networkInterfaces().find(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  )!;
  await using server = await takingServer({}, address);
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  const id = await server.open(page);
  assert.equal(await page.evaluate("isSecureContext"), false);
  await shown(page).getByLabel("0.375").check();
  await shown(page).getByText("Saved").waitFor();
  assert.ok((await stored(server, id)).has("slot0"));
  assert.deepEqual(browser.complaints, []);
});

Deno.test("a text that is too long stays whole, and its end is cut off only when it was seen", {
  ...BROWSER_TEST,
}, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  const id = await server.open(page);
  for (let i = 0; i < 3; i++) await next(page);
  const short = "s".repeat(700);
  await shown(page).getByLabel("Your answer").fill(short);
  await shown(page).getByText("Too long. Take 200 characters away: 500 fit.").waitFor();
  await shown(page).getByText("Only the first 500 characters are saved").waitFor();
  assert.equal(await shown(page).getByLabel("Your answer").inputValue(), short);
  await lookAt(page, "taking-long-short");
  await shown(page).getByLabel("Your answer").fill("s".repeat(500));
  await shown(page).getByText(/Saved \d/).waitFor();
  for (let i = 0; i < 2; i++) await next(page);

  const most = Number(await shown(page).getAttribute("data-most"));
  const whole = "a".repeat(most) + " the end of it".repeat(164);
  const area = shown(page).getByLabel("Your answer");
  await area.fill(whole);
  assert.equal(await area.inputValue(), whole);
  await shown(page).getByText("Too long. Take 2,296 characters away").waitFor();
  await shown(page).getByText("Only the first").waitFor();
  await lookAt(page, "taking-long");

  await page.reload();
  await page.waitForSelector("html[data-taking=open]");
  assert.equal(await area.inputValue(), whole);
  await shown(page).getByText("Too long. Take 2,296 characters away").waitFor();
  assert.deepEqual((await stored(server, id)).get("slot5"), {
    kind: "essay",
    text: whole.slice(0, most),
  });

  await page.getByRole("button", { name: "Hand in" }).last().click();
  const dialog = page.getByRole("dialog", { name: "Hand in your test?" });
  await dialog.getByText("Question 6, the last 2,296 characters:").waitFor();
  assert.equal(await dialog.locator(".cut-texts__text").innerText(), whole.slice(most));
  await dialog.getByRole("button", { name: "Hand in", exact: true }).click();
  await dialog.getByText("Shorten the answer, or tick the box.").waitFor();
  await lookAt(page, "taking-long-hand-in");
  await dialog.getByRole("button", { name: "Shorten my answer to question 6" }).click();
  assert.equal(await area.inputValue(), whole);

  await page.getByRole("button", { name: "Hand in" }).last().click();
  await dialog.getByLabel("I have seen it. Hand in without it.").check();
  await dialog.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.waitForURL("**/receipt");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.deepEqual(browser.complaints, []);
});

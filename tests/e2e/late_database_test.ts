import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { allEvents } from "../../lib/attempts/store.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";
import { LATE_DATABASE } from "./browser_faults.ts";
import { type TakingServer, takingServer } from "./taking_server.ts";

const LOOSE = "This browser keeps no copy of what you write.";
const shown = (page: Page) => page.locator("[data-slot]:visible");

async function toEssay(page: Page): Promise<void> {
  for (let i = 0; i < 5; i++) await page.getByRole("button", { name: "Next" }).click();
}

/** Texts of the essay in the order in which the server took them; `parked` is another version. */
async function essays({ deps }: TakingServer, id: string): Promise<string[]> {
  const events = await allEvents(deps.attempts, { schoolId: "s1", id });
  return events.flatMap(({ data }) => {
    if (data.type !== "answered" && data.type !== "parked") return [];
    return data.response?.kind === "essay" ? [`${data.type} ${data.response.text}`] : [];
  });
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + 120_000;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, what);
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

/** A visit that ends without network: an essay is left in the browser. @returns The attempt, and a page for the next visit, whose database comes late. */
async function leftBehind(
  server: TakingServer,
  first: Page,
): Promise<{ id: string; page: Page }> {
  const id = await server.open(first);
  await toEssay(first);
  await first.context().setOffline(true);
  await shown(first).getByLabel("Your answer").fill("Of the first visit.");
  await shown(first).getByText("Kept on this device").waitFor();
  await first.close();
  await first.context().setOffline(false);
  const page = await first.context().newPage();
  await page.addInitScript(LATE_DATABASE);
  await page.goto(`${server.url}/attempts/${id}`);
  await page.waitForSelector("html[data-taking=open]");
  // Which page of this browser wrote before is not known yet.
  await page.getByRole("button", { name: "Continue here" }).click();
  await page.getByText(LOOSE).waitFor();
  return { id, page };
}

Deno.test(
  "a database that comes late gives what it held, and takes what was written",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer();
    await using browser = await testBrowser();
    const { id, page } = await leftBehind(server, await browser.page(LAPTOP));
    assert.equal(await page.getByRole("timer").isVisible(), true);
    await shown(page).getByLabel("0.375").check();
    await shown(page).getByText("Saved").waitFor();
    await page.evaluate("letDatabaseCome()");
    await page.getByText(LOOSE).waitFor({ state: "detached" });
    await until(
      "the first visit's essay is sent",
      async () => (await essays(server, id)).length > 0,
    );
    await toEssay(page);
    const field = shown(page).getByLabel("Your answer");
    assert.equal(await field.inputValue(), "Of the first visit.");
    await field.fill("Of both visits.");
    await shown(page).getByText("Saved").waitFor();
    await page.reload();
    await page.evaluate("letDatabaseCome()");
    await page.waitForSelector("html[data-taking=open]");
    assert.equal(await page.getByText("on another device").count(), 0);
    assert.equal(await shown(page).getByLabel("Your answer").inputValue(), "Of both visits.");
    await page.getByRole("banner").getByRole("button", { name: "Hand in" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Hand in", exact: true }).click();
    await page.waitForURL("**/receipt");
    const answers = await server.deps.attempts.answers({ schoolId: "s1", id });
    assert.deepEqual(answers.get("slot0")?.response, { kind: "choice_one", optionId: "opt1" });
    assert.deepEqual(answers.get("slot5")?.response, { kind: "essay", text: "Of both visits." });
    assert.equal(answers.get("slot5")?.parked.length, 0);
    assert.deepEqual(
      await essays(server, id),
      ["answered Of the first visit."],
      "once, then edited",
    );
  },
);

Deno.test(
  "what was written before the database came counts, and the older text is offered",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer();
    await using browser = await testBrowser();
    const { id, page } = await leftBehind(server, await browser.page(LAPTOP));
    await lookAt(page, "taking-laptop-keeps-nothing");
    await toEssay(page);
    const field = shown(page).getByLabel("Your answer");
    assert.equal(await field.inputValue(), "");
    await field.fill("Of this visit.");
    await page.evaluate("letDatabaseCome()");
    await page.getByText("You wrote another version").waitFor();
    assert.equal(await field.inputValue(), "Of this visit.");
    const both = ["answered Of this visit.", "parked Of the first visit."];
    await until("both are there", async () => `${await essays(server, id)}` === `${both}`);
  },
);

Deno.test(
  "without database and network the page says what a reload would lose, and asks",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer();
    await using browser = await testBrowser();
    const page = await browser.page(PHONE);
    await page.addInitScript("IDBFactory.prototype.open = () => ({});");
    const id = await server.open(page);
    await page.getByRole("status").filter({ hasText: LOOSE }).waitFor();
    await lookAt(page, "taking-phone-keeps-nothing");
    await page.context().setOffline(true);
    await shown(page).getByLabel("0.375").check();
    await shown(page).getByText("Not saved. Copy your answer.").waitFor();
    await page.getByText("this browser keeps nothing once it is closed").waitFor();
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
    await page.context().setOffline(false);
    await page.getByText("Back online. All answers are saved.").waitFor();
    const answers = await server.deps.attempts.answers({ schoolId: "s1", id });
    assert.deepEqual(answers.get("slot0")?.response, { kind: "choice_one", optionId: "opt1" });
  },
);

/**
 * Takes the pictures of README.md from the demo school: `deno task build && deno run -A tools/screenshots.ts`.
 * @module
 */
import type { Page } from "playwright-core";
import { LAPTOP, PHONE, signIn, testBrowser } from "../tests/e2e/browser.ts";
import { serverProcess } from "../tests/processes/server_process.ts";
import { demoAccounts } from "../demo/seed/accounts.ts";
import { DEMO_PASSWORD } from "../demo/content/school.ts";

const FOLDER = new URL("../docs/screenshots", import.meta.url).pathname;
const RUNNING = "Equations and progressions";
const RELEASED = "Common mathematics test 2";

await Deno.mkdir(FOLDER, { recursive: true });
await using server = await serverProcess({ env: { DEMO: "1" } });
await using browser = await testBrowser();

const student = await browser.page(PHONE);
const account = demoAccounts().find(({ label }) => label.startsWith("Student"))!;
await signIn(student, server.url, account.username, DEMO_PASSWORD);
await takeTest(student);
await keep(student, "taking-phone");
await student.goto(`${server.url}/tests`);
await student.locator("a[href$='/review']", { hasText: RELEASED }).first().click();
await student.getByRole("link", { name: /^All/ }).click();
await keep(student, "review-phone");

const teacher = await browser.page(LAPTOP);
await signIn(teacher, server.url, "meera.rao", DEMO_PASSWORD);
await teacher.goto(server.url);
await teacher.locator("a[href$='/room']").first().click();
await teacher.waitForURL(/\/room$/);
await keep(teacher, "room");
await teacher.goto(`${server.url}/tests/given`);
await teacher.locator("tr, li", { hasText: RELEASED }).locator("a[href$='/results']").first()
  .click();
await teacher.waitForURL(/\/results$/);
await keep(teacher, "results");
await teacher.goto(`${server.url}/tests`);
await teacher.getByRole("link", { name: RUNNING }).first().click();
await teacher.locator("x-island[data-ready] .editor").waitFor();
await teacher.locator(".outline__slot").nth(1).click();
await keep(teacher, "editor");

/** Starts the running test and answers two of its questions. */
async function takeTest(page: Page): Promise<void> {
  await page.goto(server.url);
  await page.getByRole("link", { name: new RegExp(RUNNING) }).or(
    page.getByRole("link", { name: "Start" }),
  ).first().click();
  await page.getByRole("button", { name: "Start the test" }).click();
  await page.waitForSelector("html[data-taking=open]");
  for (const at of [1, 2]) {
    const boxes = page.locator("[data-slot]:visible input[type=radio]");
    if (await boxes.count() > 0) await boxes.nth(at).check();
    if (at === 1) await page.getByRole("button", { name: "Next" }).click();
  }
  await page.locator("[data-slot]:visible").getByText(/Saved/).waitFor();
}

async function keep(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

import assert from "node:assert/strict";
import { BROWSER_TEST, LAPTOP, lookAt, testBrowser } from "./browser.ts";
import { takingServer } from "./taking_server.ts";

Deno.test("a student takes a test on a laptop", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  await server.signIn(page.context(), server.world.student);
  await page.goto(`${server.url}/assignments/${server.world.assignment.id}`);
  await lookAt(page, "start-laptop");
  await page.getByRole("button", { name: "Start the test" }).click();
  await page.waitForSelector("html[data-taking=open]");
  await lookAt(page, "taking-laptop");
  await page.getByLabel("0.375").check();
  await page.getByText("Saved", { exact: false }).first().waitFor();
  await lookAt(page, "taking-laptop-saved");
  assert.deepEqual(browser.complaints, []);
});

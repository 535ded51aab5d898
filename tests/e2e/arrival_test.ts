import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";
import { takingServer } from "./taking_server.ts";

const OPEN = "html[data-taking=open]";

/** Fails requests for scripts of this name, so many times. */
async function failing(page: Page, name: string, times: number): Promise<void> {
  let left = times;
  await page.route(
    (url) => url.pathname.includes(`/assets/${name}-`),
    (route) => left-- > 0 ? route.abort("connectionfailed") : route.continue(),
  );
}

for (const name of ["TakeTest", "TakeTestFoot", "client", "preact"]) {
  Deno.test(`a test whose ${name} does not arrive takes no answers, and comes by itself`, {
    ...BROWSER_TEST,
  }, async () => {
    await using server = await takingServer();
    await using browser = await testBrowser();
    const page = await browser.page(PHONE);
    const id = await server.open(page);
    const question = page.locator("[data-slot]:visible");
    const radio = question.getByRole("radio").first();
    await radio.waitFor();
    // Not from the browser's memory.
    await (await page.context().newCDPSession(page)).send("Network.clearBrowserCache");
    await failing(page, name, 4);
    await page.goto(`${server.url}/attempts/${id}`);
    const note = page.getByText("Part of this page has not arrived. Trying again.");
    await note.waitFor();
    await assert.rejects(radio.check({ timeout: 500 }));
    if (name === "client") await lookAt(page, "arrival-taking-phone");
    await page.waitForSelector(OPEN, { timeout: 30_000 });
    await radio.check();
    await question.getByText("Saved").waitFor();
    assert.equal(await page.locator(".arrival").count(), 0);
    const kept = await server.deps.attempts.answers({ schoolId: "s1", id });
    assert.equal(kept.size, 1);
  });
}

Deno.test("what was typed is not thrown away by loading again", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(LAPTOP);
  await failing(page, "PasswordField", 2);
  await page.goto(`${server.url}/sign-in`, { waitUntil: "commit" });
  await page.getByLabel("E-mail or username").fill("student0");
  const again = page.getByRole("button", { name: "Load again" });
  await again.waitFor({ timeout: 20_000 });
  assert.equal(await page.getByLabel("E-mail or username").inputValue(), "student0");
  await lookAt(page, "arrival-sign-in-laptop");
  await again.click();
  await page.locator("html[data-scripts=live]").waitFor();
});

Deno.test("a page that loads long says so, until it is there", BROWSER_TEST, async () => {
  await using server = await takingServer();
  await using browser = await testBrowser();
  const page = await browser.page(PHONE);
  await page.route((url) => url.pathname.includes("/assets/PasswordField-"), async (route) => {
    await new Promise((done) => setTimeout(done, 7_000));
    await route.continue();
  });
  await page.goto(`${server.url}/sign-in`, { waitUntil: "commit" });
  const note = page.getByText("This page is still loading.");
  await note.waitFor();
  await note.waitFor({ state: "detached" });
  await page.locator("html[data-scripts=live]").waitFor();
});

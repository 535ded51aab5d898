import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createExam } from "../../lib/exams/create.ts";
import { loadAssets } from "../../lib/islands/assets.ts";
import { asUser, authoringWorld } from "../worlds/authoring_world.ts";
import { testApp } from "../worlds/test_app.ts";
import { BROWSER_TEST, testBrowser } from "./browser.ts";

/** @returns Where the copy is. */
async function duplicate(page: Page): Promise<string> {
  const item = page.getByRole("button", { name: "Duplicate" }).first();
  // In a page that was kept the menu is open still.
  if (!await item.isVisible()) {
    await page.getByRole("button", { name: "More for Fractions" }).click();
  }
  await item.click();
  await page.waitForURL(/\/tests\/[\w-]{36}$/);
  const place = page.url();
  // Where a page was kept none is loaded.
  await page.evaluate("history.back()").catch(() => {});
  await page.waitForURL(/\/tests$/, { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Tests", exact: true }).waitFor();
  return place;
}

for (const keepsPages of [true, false]) {
  const name = keepsPages ? "kept it" : "loads it again";
  Deno.test(
    `a test is duplicated again from a page that "Back" ${name}`,
    BROWSER_TEST,
    async () => {
      using test = await testApp({ assets: await loadAssets("build") });
      const { rao } = await authoringWorld(test.deps);
      await createExam(test.deps, { user: asUser(rao), title: "Fractions" });
      await using server = Deno.serve({ port: 0, onListen() {} }, test.app.fetch);
      const url = `http://localhost:${server.addr.port}`;
      await using browser = await testBrowser({ keepsPages });
      const page = await browser.page();
      const [cookie = "", value = ""] = (await test.as(rao)).cookie.split("=");
      await page.context().addCookies([{ name: cookie, value, url }]);
      await page.goto(`${url}/tests`);
      await page.evaluate("globalThis.wasHere = true");
      const first = await duplicate(page);
      assert.equal(await page.evaluate("globalThis.wasHere === true"), keepsPages);
      assert.notEqual(await duplicate(page), first);
    },
  );
}

import assert from "node:assert/strict";
import { demoAccounts } from "../../demo/seed/accounts.ts";
import { BROWSER_TEST, signIn, testBrowser } from "./browser.ts";
import { demoServer } from "./demo_server.ts";
import { kindsOfPages } from "./kinds_of_pages.ts";
import { HEIGHT, tooWide } from "./too_wide.ts";

/** Pages of one role; each kind of page once. */
const MOST_PAGES = 20;

Deno.test(
  "no page scrolls sideways from 320 to 1280 px, at text of 100 and 200%",
  BROWSER_TEST,
  async (t) => {
    await using server = await demoServer();
    for (const textPercent of [200, 100]) {
      await using browser = await testBrowser({ textPercent });
      for (const { label, username, password } of demoAccounts()) {
        await t.step(`${label}, ${textPercent}%`, async () => {
          const page = await browser.page({ viewport: { width: 1280, height: HEIGHT } });
          await signIn(page, server.url, username, password);
          const wide: string[] = [];
          let pages = 0;
          for await (const path of kindsOfPages(page, server.url, MOST_PAGES)) {
            pages++;
            wide.push(...await tooWide(page, path));
          }
          assert.ok(pages > 4, `${pages} pages`);
          assert.deepEqual(wide, []);
          await page.context().close();
        });
      }
    }
  },
);

/** Where layouts change, and phones. */
const SOME_WIDTHS = [320, 390, 560, 768, 1_024, 1_280];
const SOME_PAGES = 8;

Deno.test(
  "main pages of three roles scroll sideways at no common width",
  BROWSER_TEST,
  async () => {
    await using server = await demoServer();
    await using browser = await testBrowser();
    const roles = [/^Teacher, mathematics/, /^Student/, /^School office/];
    const accounts = demoAccounts().filter(({ label }) => roles.some((role) => role.test(label)));
    assert.equal(accounts.length, roles.length);
    for (const { label, username, password } of accounts) {
      const page = await browser.page({ viewport: { width: 1280, height: HEIGHT } });
      await signIn(page, server.url, username, password);
      let pages = 0;
      for await (const path of kindsOfPages(page, server.url, SOME_PAGES)) {
        pages++;
        assert.deepEqual(await tooWide(page, path, SOME_WIDTHS), []);
      }
      assert.ok(pages > 4, `${label}: ${pages} pages`);
      await page.context().close();
    }
  },
);

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { demoAccounts } from "../../demo/seed/accounts.ts";
import { BROWSER_TEST, LAPTOP, PHONE, signIn, testBrowser } from "./browser.ts";
import { demoServer } from "./demo_server.ts";
import { kindsOfPages } from "./kinds_of_pages.ts";

/** Sum of what moves while a page loads; a person notices from about 0.1. */
const MOST_SHIFT = 0.01;
/** Pages of one role; each kind of page once. */
const MOST_PAGES = 16;
const SETTLED_MS = 300;

Deno.test("nothing moves while a page of the demo school loads", BROWSER_TEST, async (t) => {
  await using server = await demoServer();
  await using browser = await testBrowser();
  const accounts = demoAccounts();
  assert.ok(accounts.length > 4);
  for (const { label, username, password } of accounts) {
    await t.step(label, async () => {
      const page = await browser.page(/Student|Guardian/.test(label) ? PHONE : LAPTOP);
      await page.addInitScript(watchShifts);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
      await signIn(page, server.url, username, password);
      const seen = await visitKinds(page, server.url);
      assert.ok(seen.length > 4, `${label}: ${seen.map(({ path }) => path).join(" ")}`);
      assert.deepEqual(seen.filter(({ shift }) => shift >= MOST_SHIFT), []);
      await page.context().close();
    });
  }
  assert.deepEqual(browser.complaints, []);
});

interface Visit {
  path: string;
  shift: number;
  moved: string[];
}

/** Of one page of each kind. */
async function visitKinds(page: Page, url: string): Promise<Visit[]> {
  const visits: Visit[] = [];
  for await (const path of kindsOfPages(page, url, MOST_PAGES)) {
    await page.waitForTimeout(SETTLED_MS);
    visits.push({ path, ...await page.evaluate(readShifts) });
  }
  return visits;
}

type Shifts = Omit<Visit, "path">;
declare const globalThis: { shifts: Shifts } & typeof window;

/** Runs before a page's own scripts. */
function watchShifts(): void {
  const shifts: Shifts = { shift: 0, moved: [] };
  globalThis.shifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as PerformanceEntry & {
        value: number;
        sources: { node: Node | null }[];
      };
      shifts.shift += value;
      for (const { node } of sources) {
        shifts.moved.push((node instanceof Element ? node.outerHTML : String(node)).slice(0, 120));
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

function readShifts(): Shifts {
  return globalThis.shifts;
}

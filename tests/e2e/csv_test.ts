import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { serverProcess } from "../processes/server_process.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, signIn, testBrowser } from "./browser.ts";
import { createSchool, OFFICE } from "./set_up_school.ts";

Deno.test("a file is downloaded as the school has it, and as chosen", BROWSER_TEST, async () => {
  await using server = await serverProcess();
  await using browser = await testBrowser();
  await createSchool(await browser.page(), server.url);
  for (const [name, device] of [["csv", LAPTOP], ["csv-phone", PHONE]] as const) {
    const page = await browser.page(device);
    await signIn(page, server.url, OFFICE.email, OFFICE.password);
    await page.goto(`${server.url}/school/marking`);
    assert.match(await download(page, "a[download]"), /^\ufeff"Teacher","Waiting",.*Kolkata/);
    await page.click("[popovertarget=csv-format]");
    await lookAt(page, name);
    await page.selectOption("[name=separator]", "semicolon");
    await page.selectOption("[name=zone]", "utc");
    const chosen = await download(page, "#csv-format button");
    assert.match(chosen, /^\ufeff"Teacher";"Waiting";"Oldest handed in \(UTC\)"/);
    await page.context().close();
  }
  assert.deepEqual(browser.complaints, []);
});

async function download(page: Page, press: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(press)]);
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await file.saveAs(path);
    return await Deno.readTextFile(path);
  } finally {
    await Deno.remove(path);
  }
}

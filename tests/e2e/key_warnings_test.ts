import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { loadAssets } from "../../lib/islands/assets.ts";
import { startQuestion } from "../../lib/questions/page_work.ts";
import { asUser, authoringWorld } from "../worlds/authoring_world.ts";
import { testApp } from "../worlds/test_app.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, testBrowser } from "./browser.ts";

function field(page: Page, path: string) {
  return page.locator(`[id="f.${path}"]`);
}

Deno.test("an author is warned beside the field, finds the way to it, and is not held up", {
  ...BROWSER_TEST,
}, async (t) => {
  using test = await testApp({ assets: await loadAssets("build") });
  const { rao } = await authoringWorld(test.deps);
  await using server = Deno.serve({ port: 0, onListen() {} }, test.app.fetch);
  await using browser = await testBrowser();
  const url = `http://localhost:${server.addr.port}`;
  const open = async (kind: "short" | "numerical" | "choice_many", device = LAPTOP) => {
    const { id } = await startQuestion(test.deps, { user: asUser(rao), kind });
    const page = await browser.page(device);
    const { cookie } = await test.as(rao);
    const [name = "", value = ""] = cookie.split("=");
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(`${url}/questions/${id}/edit`);
    await page.locator("x-island[data-ready] .editor").waitFor();
    return page;
  };

  await t.step("of a range that another hides", async () => {
    const page = await open("numerical");
    await field(page, "prompt").fill("Combien de \\ce{H2O} en x^2^ ?");
    await field(page, "locale").selectOption({ label: "Français" });
    await field(page, "key.accept.0.value").fill("10");
    await field(page, "key.accept.0.tolerance.size").fill("1");
    await page.getByRole("button", { name: "Accept another number" }).click();
    await field(page, "key.accept.1.value").fill("10.5");
    const note = page.locator("[id='f.key.accept.1.value-warning']");
    await note.waitFor();
    assert.match(await note.innerText(), /number 1 comes first/);
    await page.locator(".preview [lang=fr] sup", { hasText: "2" }).waitFor();
    await page.locator("[id='f.prompt'][lang=fr]").waitFor();
    await field(page, "prompt").focus();
    await page.getByRole("button", { name: "Number 2", exact: true }).click();
    await page.locator(":focus[id='f.key.accept.1.value']").waitFor();
    await lookAt(page, "key-warnings-number");
    await field(page, "key.accept.1.value").fill("12");
    await note.waitFor({ state: "detached" });
    await field(page, "key.accept.1.value").fill("10.5");
    await note.waitFor();
    await page.getByRole("button", { name: "Save version 1" }).click();
    await page.getByRole("link", { name: "Edit" }).waitFor();
  });
  await t.step("of a star, on a phone", async () => {
    const page = await open("short", PHONE);
    await field(page, "key.accept.0.pattern").fill("*");
    await page.locator("[id='f.key.accept.0.pattern-note-warning']").waitFor();
    await lookAt(page, "key-warnings-star");
  });
  await t.step("of everything ticked", async () => {
    const page = await open("choice_many");
    for (const [i, text] of ["0.5", "1/2", "3", "4"].entries()) {
      await page.getByLabel(`Option ${i + 1}`, { exact: true }).fill(text);
      await page.getByLabel(`Option ${i + 1} is right`).check();
    }
    await page.getByText(/Every option is right/).first().waitFor();
    await page.locator("[id='f.body.options.1.text-warning']").waitFor();
    await lookAt(page, "key-warnings-options");
    // The warnings of a kind go with it, and not when the next save is answered.
    await page.route("**/draft", () => {});
    await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Essay" });
    await page.getByLabel("Option 1", { exact: true }).waitFor({ state: "detached" });
    assert.equal(await page.getByText(/worth a look/).count(), 0);
    await page.unroute("**/draft");
  });
  assert.deepEqual(browser.complaints, []);
});

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { add, field, newTest, pageOf, saved, stage } from "./authoring_stage.ts";
import { BROWSER_TEST, lookAt, PHONE } from "./browser.ts";

async function focused(page: Page, path: string): Promise<void> {
  await page.locator(`:focus[id="f.${path}"]`).waitFor();
}

/** Adds a question and says where the focus went. */
async function addsWithFocus(page: Page, kind: string): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name: "Add question" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
  await focused(page, "prompt");
}

Deno.test("what an author just added has the focus, and what is to mend opens at its button", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao);
  await newTest(page, it.url, "By keyboard alone");

  await page.getByRole("button", { name: "Publish" }).click();
  await page.locator("#fix-list:popover-open button:focus", { hasText: "Add a question" })
    .waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#add-first:focus").waitFor();

  await addsWithFocus(page, "Choose one");
  await page.keyboard.type("Which is a prime?");
  await page.getByRole("button", { name: "Add option" }).click();
  await focused(page, "body.options.4.text");

  await addsWithFocus(page, "Short answer");
  await page.getByRole("button", { name: "Accept another answer" }).click();
  await focused(page, "key.accept.1.pattern");

  await addsWithFocus(page, "Number");
  await page.getByRole("button", { name: "Accept another number" }).click();
  await focused(page, "key.accept.1.value");
  await page.getByRole("button", { name: "Add unit" }).click();
  await focused(page, "body.units.0.label");

  await addsWithFocus(page, "Essay");
  await page.getByRole("button", { name: "Add row" }).click();
  await focused(page, "rubric.0.title");
  await page.getByRole("button", { name: "Add level" }).click();
  await focused(page, "rubric.0.levels.3.text");
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await page.keyboard.type("writing");
  await page.keyboard.press("Enter");
  await page.locator(":focus", { hasText: "Tag" }).waitFor();

  await page.getByRole("link", { name: "Title and instructions" }).click();
  await page.getByRole("button", { name: "Add section" }).click();
  await focused(page, "section.title");
  await saved(page);

  await page.getByRole("button", { name: "Publish" }).click();
  const first = page.locator("#fix-list:popover-open button").first();
  await page.locator("#fix-list:popover-open button:first-child:focus").waitFor();
  await lookAt(page, "editor-fixes");
  const button = (await page.locator("#fix-button").boundingBox())!;
  const list = (await page.locator("#fix-list").boundingBox())!;
  const gap = list.y - (button.y + button.height);
  assert.ok(gap >= 0 && gap < 16, `the list is ${gap} px under its button`);
  const isBeside = list.x < button.x + button.width && list.x + list.width > button.x;
  assert.ok(isBeside, "the list stands under its button");
  await first.press("Enter");
  await page.locator("#fix-list:popover-open").waitFor({ state: "detached" });
  await focused(page, "body.options.0.text");
  assert.deepEqual(it.browser.complaints, []);
});

Deno.test("on a phone what is to mend opens in sight, and leads to its field", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao, PHONE);
  await newTest(page, it.url, "On a phone");
  await page.getByRole("button", { name: "Questions" }).click();
  await add(page, "Short answer", "What is this?");
  await saved(page);
  await page.getByRole("button", { name: "Questions" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.locator("#fix-list:popover-open button:first-child:focus").waitFor();
  await lookAt(page, "editor-fixes-phone");
  await page.keyboard.press("Enter");
  await page.locator("[id^='f.key.accept']:focus").waitFor();
  assert.equal(await field(page, "prompt").inputValue(), "What is this?");
});

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Route } from "playwright-core";
import { examVersions } from "../../lib/exams/view.ts";
import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";
import { asUser } from "../worlds/authoring_world.ts";
import { add, field, newTest, pageOf, ready, saved, stage } from "./authoring_stage.ts";
import { BROWSER_TEST, lookAt, PHONE } from "./browser.ts";

/** One black pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

Deno.test(
  "a teacher writes a test of all kinds, closes the tab while typing, comes back and publishes",
  {
    ...BROWSER_TEST,
  },
  async () => {
    await using it = await stage();
    const { url, world, test } = it;
    let page = await pageOf(it, world.rao);
    const device = page.context();
    await newTest(page, url, "Unit test");
    const address = page.url();

    await add(page, "Choose one", "Find the roots of $x^2 = 1$");
    for (const [i, text] of ["$1$ and $-1$", "$0$", "$2$", "none"].entries()) {
      await page.getByLabel(`Option ${i + 1}`, { exact: true }).fill(text);
    }
    await page.getByLabel("Option 1 is right").check();
    await page.locator(".preview math").first().waitFor();

    await add(page, "True or false", "Every square is a rectangle.");
    assert.equal(await field(page, "key.answer").locator(":checked").count(), 0);
    await field(page, "key.answer").getByLabel("True", { exact: true }).check();
    await add(page, "Choose several", "Which are prime?");
    for (const [i, text] of ["2", "3", "4", "6"].entries()) {
      await page.getByLabel(`Option ${i + 1}`, { exact: true }).fill(text);
    }
    await page.getByLabel("Option 1 is right").check();
    await page.getByLabel("Option 2 is right").check();

    await add(page, "Short answer", "How do plants make sugar?");
    await page.getByLabel("Accepted answer 1").fill("photo*");

    await add(page, "Number", "How fast is the train, in m/s?");
    await page.getByLabel("Number", { exact: true }).fill("16.5");
    await page.getByLabel("Plus or minus").fill("0.5");
    await page.getByRole("button", { name: "Add unit" }).click();
    await page.getByLabel("Unit 1", { exact: true }).fill("m/s");

    await add(page, "Essay", "Derive the quadratic formula.");
    await page.getByRole("button", { name: "Add row" }).click();
    await page.getByLabel("Name of row 1").fill("Reasoning");
    await page.getByRole("button", { name: "Make it 2" }).click();
    await saved(page);
    await lookAt(page, "editor");

    // Half a sentence, and the tab is gone before the second is over.
    await field(page, "explanation").pressSequentially("Complete the squ");
    await page.close();
    page = await device.newPage();
    await page.goto(address);
    await ready(page);
    await page.getByRole("link", { name: /Derive the quadratic/ }).click();
    await field(page, "explanation").waitFor();
    assert.equal(await field(page, "explanation").inputValue(), "Complete the squ");

    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Version 1 is published").waitFor();
    await page.getByRole("link", { name: "Assign" }).waitFor();

    const examId = new URL(address).pathname.split("/").at(-1)!;
    const [version] = await examVersions(test.deps, { user: asUser(world.rao), examId });
    assert.equal(version?.totalMarks, 7);
    const slots = version.sections.flatMap((section) => section.slots);
    const contents: QuestionContent[] = [];
    for (const slot of slots) {
      const found = await test.deps.tables.questionVersions.find({
        schoolId: "s1",
        id: `${slot.questionId}-${slot.version}`,
      });
      contents.push(found!.content);
    }
    assert.deepEqual(contents.map(({ kind }) => kind), [
      "choice_one",
      "true_false",
      "choice_many",
      "short",
      "numerical",
      "essay",
    ]);
    assert.equal(contents.at(-1)?.explanation, "Complete the squ");
    assert.deepEqual(it.browser.complaints, []);
  },
);

Deno.test("what is typed without network is kept on the device and sent later", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao);
  await newTest(page, it.url, "Offline");
  await add(page, "Short answer", "First");
  await saved(page);
  await page.context().setOffline(true);
  await field(page, "prompt").fill("Written on a train");
  await page.getByText("No network. Kept on this device.").waitFor();
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  await ready(page);
  assert.equal(await field(page, "prompt").inputValue(), "Written on a train");
});

Deno.test("changing the kind of a question loses nothing, and can be undone", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao);
  await newTest(page, it.url, "Kinds");
  await add(page, "Choose one", "Find the roots");
  const option = (n: number) => page.getByLabel(`Option ${n}`, { exact: true });
  for (const [i, text] of ["one", "two", "three", "four"].entries()) await option(i + 1).fill(text);
  await page.getByLabel("Option 2 is right").check();
  await saved(page);
  const kind = page.getByLabel("Kind", { exact: true });

  await kind.selectOption({ label: "Essay" });
  await field(page, "key.modelAnswer").fill("At length");
  await page.getByText(/What you wrote as "Choose one" is kept/).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await option(4).inputValue(), "four");
  assert.equal(await page.getByLabel("Option 2 is right").isChecked(), true);

  // What is typed while the server is asked stays.
  const held: Route[] = [];
  await page.route("**/api/questions/convert", (route) => void held.push(route));
  await kind.selectOption({ label: "Number" });
  await field(page, "prompt").fill("Find the larger root");
  while (held.length === 0) await new Promise((done) => setTimeout(done, 20));
  await held.shift()!.continue();
  await page.getByText("Tolerance").first().waitFor();
  await lookAt(page, "editor-kind");
  assert.equal(await field(page, "prompt").inputValue(), "Find the larger root");
  await saved(page);

  await page.reload();
  await ready(page);
  await kind.selectOption({ label: "Essay" });
  assert.equal(await field(page, "key.modelAnswer").inputValue(), "At length");
  await kind.selectOption({ label: "Choose one" });
  assert.equal(await option(3).inputValue(), "three");
  assert.equal(await page.getByLabel("Option 2 is right").isChecked(), true);
  assert.equal(await field(page, "prompt").inputValue(), "Find the larger root");
  assert.deepEqual(it.browser.complaints, []);
});

Deno.test("two tabs never write over each other: the second chooses", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const first = await pageOf(it, it.world.rao);
  await newTest(first, it.url, "Two tabs");
  await add(first, "Short answer", "Common text");
  await saved(first);
  const second = await pageOf(it, it.world.rao);
  await second.goto(first.url());
  await ready(second);
  await field(first, "prompt").fill("From the first tab");
  await saved(first);
  await field(second, "explanation").fill("From the second tab");
  await saved(second);
  assert.equal(await field(second, "prompt").inputValue(), "From the first tab");

  await field(first, "explanation").fill("Mine");
  await second.getByText("changed this at").waitFor({ state: "detached" });
  await first.getByText("You changed this at").waitFor();
  await first.getByRole("button", { name: "Keep yours" }).click();
  await saved(first);
  await second.reload();
  await ready(second);
  assert.equal(await field(second, "explanation").inputValue(), "Mine");
});

Deno.test("questions are ordered by keyboard, marks and errors stand in the outline", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao);
  await newTest(page, it.url, "Order");
  for (const title of ["One", "Two", "Three"]) await add(page, "True or false", title);
  await saved(page);
  const outline = page.getByRole("navigation", { name: "Questions", exact: true });
  await outline.getByRole("link", { name: /Three/ }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await saved(page);
  await page.reload();
  await ready(page);
  assert.deepEqual(await outline.locator(".outline__title").allInnerTexts(), [
    "Three",
    "One",
    "Two",
  ]);
  await outline.getByRole("link", { name: /One/ }).click();
  await page.getByRole("button", { name: "Take out of the test" }).click();
  await page.getByText("Question 2 taken out").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await saved(page);
  assert.equal(await outline.locator(".outline__title").count(), 3);

  await outline.getByRole("link", { name: /One/ }).click();
  await field(page, "prompt").fill("");
  await saved(page);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("button", { name: /Question 2.*Write the question/ }).click();
  await page.locator(":focus[id='f.prompt']").waitFor();
  await page.locator(".field__error", { hasText: "Write the question" }).waitFor();
});

Deno.test("a picture is uploaded, described and shown as the student sees it", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao);
  await newTest(page, it.url, "Pictures");
  await add(page, "Short answer", "What is this?");
  await page.getByRole("toolbar", { name: "Question: formatting" }).getByRole("button", {
    name: "Picture",
  }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add picture" }).click();
  await dialog.getByText("Choose a picture").waitFor();
  await lookAt(page, "editor-picture");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "dot.png",
    mimeType: "image/png",
    buffer: Buffer.from(PNG, "base64"),
  });
  await dialog.getByLabel("Description").fill("A single dot");
  await dialog.getByRole("button", { name: "Add picture" }).click();
  await page.locator(".preview img[alt='A single dot']").waitFor();
  assert.match(
    await field(page, "prompt").inputValue(),
    /!\[A single dot\]\(media:[\w-]+#\d+x\d+\)/,
  );
  await saved(page);
});

Deno.test("the bank is searched, a question is written there and taken into a test", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  const { url } = it;
  const page = await pageOf(it, it.world.rao);
  await page.goto(`${url}/questions`);
  await lookAt(page, "questions-empty");
  await page.getByRole("link", { name: "New question" }).first().click();
  await page.getByLabel("Kind").selectOption({ label: "True or false" });
  await page.getByRole("button", { name: "Write it" }).click();
  await ready(page);
  await page.getByRole("button", { name: "Save version 1" }).click();
  await page.locator(":focus[id='f.prompt']").waitFor();
  await page.keyboard.type("The sun is a star.");
  await field(page, "key.answer").getByLabel("True", { exact: true }).check();
  await saved(page);
  await lookAt(page, "question-editor");
  await page.getByRole("button", { name: "Save version 1" }).click();
  await page.getByRole("heading", { name: "The sun is a star." }).waitFor();
  await lookAt(page, "question");
  await page.getByRole("link", { name: "Edit" }).click();
  await ready(page);
  await field(page, "prompt").fill("The moon is a star.");
  await page.getByRole("button", { name: "Save version 2" }).click();
  await page.getByText("Version 1", { exact: true }).click();
  await page.locator("pre", { hasText: "The sun is a star." }).waitFor();
  await page.goto(`${url}/questions?q=moon`);
  await page.getByRole("link", { name: "The moon is a star." }).waitFor();
  await lookAt(page, "questions");

  await newTest(page, url, "From the bank");
  await page.getByRole("button", { name: "Add question" }).click();
  await page.getByRole("dialog").getByLabel("Words").fill("moon");
  await page.getByRole("dialog").getByText("The moon is a star.").click();
  await lookAt(page, "editor-add");
  await page.getByRole("button", { name: "Add 1 question" }).click();
  await page.locator("[id='f.prompt']").waitFor();
  assert.equal(await field(page, "prompt").inputValue(), "The moon is a star.");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Version 1 is published").waitFor();
  for (const part of ["preview", "preview?device=phone", "print?answers=true"]) {
    await page.goto(`${new URL(page.url()).href.replace(/(\/tests\/[^/?]+).*/, "$1")}/${part}`);
    await lookAt(page, part.replaceAll(/\W/g, "-"));
  }
  await page.goto(`${url}/tests`);
  await lookAt(page, "tests");
  assert.deepEqual(it.browser.complaints, []);
});

Deno.test(
  "the editor's first view takes at most 30 KB of script",
  { ...BROWSER_TEST },
  async () => {
    await using it = await stage();
    const page = await pageOf(it, it.world.rao);
    await newTest(page, it.url, "Weight");
    await add(page, "Choose one", "How heavy?");
    await saved(page);
    const scripts: Promise<number>[] = [];
    page.on("response", (response) => {
      if (/\.js$/.test(response.url())) scripts.push(response.body().then(gzipped));
    });
    await page.reload();
    await ready(page);
    const sizes = await Promise.all(scripts);
    assert.ok(sizes.length > 1);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total <= 30 * 1_024, `${total} bytes`);
  },
);

async function gzipped(bytes: Uint8Array): Promise<number> {
  const zip = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(zip).arrayBuffer()).byteLength;
}

Deno.test("the editor works on a phone, a part at a time", { ...BROWSER_TEST }, async () => {
  await using it = await stage();
  const page = await pageOf(it, it.world.rao, PHONE);
  await newTest(page, it.url, "On a phone");
  await page.getByRole("button", { name: "Questions" }).click();
  await add(page, "Short answer", "What is this?");
  await saved(page);
  await lookAt(page, "editor-phone");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator(".preview", { hasText: "What is this?" }).waitFor();
  await lookAt(page, "editor-phone-preview");
});

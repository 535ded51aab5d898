import type { Locator, Page } from "playwright-core";
import { lookAt } from "./browser.ts";
import { CLASS } from "./set_up_school.ts";

const TITLE = "Fractions and decimals";

function field(page: Page, path: string): Locator {
  return page.locator(`[id="f.${path}"]`);
}

async function addQuestion(page: Page, kind: string, prompt: string): Promise<void> {
  await page.getByRole("button", { name: "Add question" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
  await page.locator("[id='f.kind'] option:checked", { hasText: kind }).waitFor({
    state: "attached",
  });
  await field(page, "prompt").fill(prompt);
}

/** Three questions, published. @returns The test's path. */
export async function writeTest(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/tests`);
  await lookAt(page, "tests-empty");
  await page.goto(`${url}/tests/new`);
  await page.getByLabel("Title").fill(TITLE);
  await page.getByRole("button", { name: "Write the questions" }).click();
  await page.locator("x-island[data-ready] .editor").waitFor();
  await addQuestion(page, "Choose one", "Which is $\\frac{3}{8}$ as a decimal?");
  for (const [i, text] of ["0.38", "0.375", "0.3", "0.83"].entries()) {
    await page.getByLabel(`Option ${i + 1}`, { exact: true }).fill(text);
  }
  await page.getByLabel("Option 2 is right").check();
  await addQuestion(page, "Number", "How much is half of 33?");
  await page.getByLabel("Number", { exact: true }).fill("16.5");
  await addQuestion(page, "Essay", "Explain why 0.5 and 0.50 are the same number.");
  await page.locator(".save-state", { hasText: /^Saved/ }).waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Version 1 is published").waitFor();
  return new URL(page.url()).pathname;
}

/** To the class, from a minute ago, for 30 minutes. @returns The assignment's path. */
export async function assignTest(page: Page, url: string, testPath: string): Promise<string> {
  await page.goto(`${url}${testPath}/assign`);
  await lookAt(page, "assign");
  await page.getByLabel(CLASS).first().check();
  const opens = page.getByLabel("Opens");
  const past = new Date(Date.now() - 60_000 + 5.5 * 3_600_000).toISOString().slice(0, 16);
  await opens.fill(past);
  await page.getByLabel(/^Time limit/).fill("30");
  await page.getByRole("button", { name: "Assign" }).click();
  await page.waitForURL(/\/assignments\/[\w-]+\/room/);
  return new URL(page.url()).pathname.replace(/\/room$/, "");
}

export interface Sitting {
  assignmentPath: string;
  /** Has the room open. */
  teacher: Page;
}

/** Answers everything, one of them without network; hears of added time; hands in. */
export async function answerAndHandIn(
  page: Page,
  url: string,
  { assignmentPath, teacher }: Sitting,
): Promise<void> {
  await page.goto(url + assignmentPath);
  await lookAt(page, "start-phone");
  await page.getByRole("button", { name: "Start the test" }).click();
  await page.waitForSelector("html[data-taking=open]");
  await teacher.getByText("0/3").first().waitFor();
  await page.getByLabel("0.375").check();
  await page.getByText(/Saved \d/).locator("visible=true").first().waitFor();
  await lookAt(page, "taking-phone");
  await teacher.getByText("1/3").first().waitFor();
  await page.getByRole("button", { name: "Next" }).click();

  await page.context().setOffline(true);
  await page.getByRole("textbox").locator("visible=true").fill("16.5");
  await page.getByText("No network. Keep writing: your answers are kept on this device.").waitFor();
  await lookAt(page, "taking-offline-phone");
  await page.context().setOffline(false);
  await page.getByText("Back online. All answers are saved.").waitFor({ timeout: 30_000 });

  await addFiveMinutes(teacher);
  await page.getByText("5 minutes added for everyone.").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator("textarea:visible").fill(
    "A zero at the end of a decimal does not change its value.",
  );
  await page.getByText(/Saved \d/).locator("visible=true").first().waitFor();
  await page.getByRole("button", { name: "Hand in" }).first().click();
  await lookAt(page, "hand-in-phone");
  await page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
  await page.getByText(/Handed in at/).first().waitFor();
  await teacher.getByText("3/3").first().waitFor();
}

async function addFiveMinutes(teacher: Page): Promise<void> {
  await teacher.getByRole("button", { name: "Add time" }).click();
  await teacher.getByRole("dialog").getByRole("button", { name: "Add time" }).click();
  await teacher.getByText("5 minutes added").first().waitFor();
  await lookAt(teacher, "room");
}

/** Marks the only essay by the queue. */
export async function markEssay(page: Page, url: string, assignmentPath: string): Promise<void> {
  await page.goto(`${url}/marking`);
  await lookAt(page, "marking-list");
  await page.getByRole("link", { name: /Mark/ }).last().click();
  await page.locator("x-island[data-ready] .mark-panel").waitFor();
  await lookAt(page, "marking-desk");
  await page.locator("input[name=mark]").fill("0.5");
  await page.getByLabel("Comment to the student").fill("Good: it does not change the value.");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/All marked/).first().waitFor();
  await page.goto(`${url}${assignmentPath}/results`);
}

/** Releases from the results page. */
export async function releaseResults(
  page: Page,
  url: string,
  assignmentPath: string,
): Promise<void> {
  await page.goto(`${url}${assignmentPath}/results`);
  await lookAt(page, "results");
  await page.getByRole("link", { name: "Release results" }).or(
    page.getByRole("button", { name: "Release results" }),
  ).first().click();
  await lookAt(page, "release");
  await page.getByRole("button", { name: /^Release/ }).last().click();
  await page.getByText(/Released/).first().waitFor();
}

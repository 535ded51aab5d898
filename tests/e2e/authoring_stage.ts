import type { Locator, Page } from "playwright-core";
import { loadAssets } from "../../lib/islands/assets.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { type AuthoringWorld, authoringWorld } from "../worlds/authoring_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { LAPTOP, type TestBrowser, testBrowser } from "./browser.ts";

export interface Stage extends AsyncDisposable {
  test: TestApp;
  world: AuthoringWorld;
  browser: TestBrowser;
  url: string;
}

/** The application with its pages, a browser, and a school with authors. */
export async function stage(): Promise<Stage> {
  const test = await testApp({ assets: await loadAssets("build") });
  const world = await authoringWorld(test.deps);
  const server = Deno.serve({ port: 0, onListen() {} }, test.app.fetch);
  const browser = await testBrowser();
  return {
    test,
    world,
    browser,
    url: `http://localhost:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await server.shutdown();
      test[Symbol.dispose]();
    },
  };
}

/** A page of a person's own browser. */
export async function pageOf(
  { test, browser, url }: Stage,
  person: Person,
  device = LAPTOP,
): Promise<Page> {
  const page = await browser.page(device);
  const { cookie } = await test.as(person);
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url }]);
  return page;
}

/** Makes a test and opens its editor. */
export async function newTest(page: Page, url: string, title: string): Promise<void> {
  await page.goto(`${url}/tests/new`);
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Write the questions" }).click();
  await ready(page);
}

/** Waits until the editor is live. */
export async function ready(page: Page): Promise<void> {
  await page.locator("x-island[data-ready] .editor").waitFor();
}

/** Adds a question of a kind and writes its text. */
export async function add(page: Page, kind: string, prompt: string): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name: "Add question" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.locator("[id='f.kind'] option:checked", { hasText: kind }).waitFor({
    state: "attached",
  });
  await field(page, "prompt").fill(prompt);
}

/** The field of a path such as `body.options.0.text`. */
export function field(page: Page, path: string): Locator {
  return page.locator(`[id="f.${path}"]`);
}

/** Waits until all is saved. */
export async function saved(page: Page): Promise<void> {
  await page.locator(".save-state", { hasText: /^Saved/ }).waitFor();
}

import assert from "node:assert/strict";
import type { Page, Route } from "playwright-core";
import { loadAssets } from "../../lib/islands/assets.ts";
import { latestMark } from "../../lib/grading/latest_marks.ts";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  write,
} from "../worlds/marking_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, type TestBrowser, testBrowser } from "./browser.ts";

interface Stage extends AsyncDisposable {
  test: TestApp;
  world: MarkingWorld;
  open(who: string, path: string, device?: typeof LAPTOP | typeof PHONE): Promise<Page>;
}

async function stage(): Promise<Stage> {
  const test = await testApp({ assets: await loadAssets("build") });
  const world = await markingWorld(test);
  const server = Deno.serve({ port: 0, onListen() {} }, test.app.fetch);
  const browser: TestBrowser = await testBrowser();
  const url = `http://localhost:${server.addr.port}`;
  return {
    test,
    world,
    async open(who, path, device = LAPTOP) {
      const page = await browser.page(device);
      const { cookie } = await test.as(world.people.get(who)!);
      const [name = "", value = ""] = cookie.split("=");
      await page.context().addCookies([{ name, value, url }]);
      await page.goto(url + path);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await server.shutdown();
      test[Symbol.dispose]();
    },
  };
}

const DESK = "/assignments/as1/marking/se";

async function onDesk({ open }: Stage, who = "t1", device = LAPTOP): Promise<Page> {
  const page = await open(who, DESK, device);
  await page.locator("x-island[data-ready]").waitFor();
  return page;
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const note = (page: Page, text: string | RegExp) =>
  page.locator(".desk__note", { hasText: text }).waitFor();

async function marksOf({ world }: Stage): Promise<(number | null)[]> {
  const grades = await Promise.all(CLASS_OF.slice(0, 3).map((id) => world.grade(`at-${id}`)));
  return grades.map((grade) => latestMark(grade!, "se")?.mark ?? null).sort();
}

async function threeEssays(it: Stage): Promise<void> {
  for (const id of CLASS_OF.slice(0, 3)) await it.world.handIn(id, { se: write(`Essay ${id}`) });
}

Deno.test("a teacher marks with the keyboard alone, undoes, and comes back later", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  await threeEssays(it);
  const page = await onDesk(it);
  await note(page, "Answer 1 of 3");
  await lookAt(page, "marking");

  await press(page, "a", "2", "b", "1", "t");
  await page.keyboard.type("Good. 5 a");
  await press(page, "Escape", "Control+Enter");
  await note(page, "Saved. Answer 2 of 3");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "level.ra");

  await press(page, "1", "Control+Enter");
  await page.getByText("Choose a level in every row").first().waitFor();
  await press(page, "b", "0", "Control+Enter");
  await note(page, "Saved. Answer 3 of 3");
  assert.deepEqual(await marksOf(it), [1, 3, null].sort());

  await press(page, "u");
  await note(page, "Undone. Answer 2 of 3");
  assert.match(await page.locator(".mark-panel__total").innerText(), /1 of 3/);
  await press(page, "l");
  await note(page, "Answer 3 of 3");
  await press(page, "k");
  await note(page, "Answer 2 of 3");
  await press(page, "Control+Enter");
  await note(page, "Saved. Answer 3 of 3");
  await press(page, "0", "b", "0", "Control+Enter");
  await page.getByText("All marked.").first().waitFor();
  assert.deepEqual(await marksOf(it), [0, 1, 3]);
});

Deno.test("two teachers never mark over each other unseen", { ...BROWSER_TEST }, async () => {
  await using it = await stage();
  await threeEssays(it);
  const mine = await onDesk(it);
  await note(mine, "Answer 1 of 3");
  const theirs = await onDesk(it, "t2");
  await note(theirs, "Answer 2 of 3");

  await press(mine, "j");
  await note(mine, /Person t2 is marking this one\. Answer 3 of 3/);

  const attemptId = await theirs.locator("input[name=attemptId]").inputValue();
  const { deps } = it.world;
  await deps.tables.grades.update({ schoolId: "s1", id: attemptId }, (grade) => ({
    ...grade,
    claims: [],
    rev: grade.rev + 1,
    marks: [...grade.marks, {
      slotId: "se",
      rev: 1,
      at: deps.now(),
      source: "teacher",
      mark: 2,
      fraction: 0.6666667,
      rubric: { ra: "ra2", rb: "rb0" },
      comment: "By t1",
      byId: "t1",
      rulesHash: null,
    }],
  }));
  await press(theirs, "a", "0", "b", "1", "Control+Enter");
  await theirs.getByText("Person t1 marked this answer meanwhile").first().waitFor();
  await lookAt(theirs, "marking-stale");
  await theirs.getByRole("button", { name: "Use mine" }).click();
  await note(theirs, /^Saved\./);
  const grade = await it.world.grade(attemptId);
  assert.deepEqual(grade?.marks.filter(({ slotId }) => slotId === "se").map(({ mark }) => mark), [
    2,
    1,
  ]);
});

Deno.test("what is typed survives a failed save and a reload", { ...BROWSER_TEST }, async () => {
  await using it = await stage();
  await threeEssays(it);
  const page = await onDesk(it, "t1", PHONE);
  await page.getByRole("button", { name: "Mark", exact: true }).click();
  await page.locator("input[name='level.ra'][value=ra1]").check();
  await page.getByLabel(/Comment to the student/).fill("Half way");
  await lookAt(page, "marking-phone");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: /Save and next/ }).click();
  await page.getByText("Choose a level in every row").first().waitFor();
  await page.locator("input[name='level.rb'][value=rb0]").check();
  await page.getByRole("button", { name: /Save and next/ }).click();
  await note(page, "Not saved. Check the network and try again.");
  await page.context().setOffline(false);
  await page.reload();
  await page.locator("x-island[data-ready]").waitFor();
  await note(page, "Answer 1 of 3");
  await page.getByRole("button", { name: "Mark", exact: true }).click();
  assert.equal(await page.getByLabel(/Comment to the student/).inputValue(), "Half way");
  await page.getByRole("button", { name: /Save and next/ }).click();
  await note(page, "Saved. Answer 2 of 3");
});

Deno.test("results pages hold in both themes and on phones", { ...BROWSER_TEST }, async () => {
  await using it = await stage();
  for (const id of CLASS_OF) {
    await it.world.handIn(id, { sc: choose(id === "st1" ? "b" : "a"), se: null });
  }
  it.test.setNow(it.test.deps.now() + 3_700_000);
  const release = await it.open("t1", "/assignments/as1/release");
  await lookAt(release, "release");
  await release.getByRole("button", { name: "Release results" }).click();
  await release.getByText("Released to 12 students").waitFor();
  await lookAt(release, "results");
  for (
    const [who, path, name] of [
      ["t1", "/assignments/as1/results/sc", "results-question"],
      ["t1", "/assignments/as1/attempts/at-st1", "attempt"],
      ["st1", "/attempts/at-st1/review", "review"],
      ["st1", "/progress", "progress"],
      ["p1", "/children/st1", "child"],
      ["p1", "/results", "child-results"],
      ["p1", "/due", "child-due"],
    ] as const
  ) {
    const page = await it.open(who, path, who === "t1" ? LAPTOP : PHONE);
    await lookAt(page, name);
    await page.context().close();
  }
});

/** Holds what the desk asks for, until the test says when and how it is answered. */
async function slowNetwork(page: Page, pattern: string): Promise<Route[]> {
  const held: Route[] = [];
  await page.route(pattern, (route) => void held.push(route));
  return held;
}

const until = async (is: () => boolean) => {
  while (!is()) await new Promise((done) => setTimeout(done, 20));
};

Deno.test("on a slow network every word stays with its answer, and what is not saved is said", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  await threeEssays(it);
  const page = await onDesk(it);
  const comment = page.getByLabel(/Comment to the student/);
  const state = (text: string) => page.locator(".mark-panel__state", { hasText: text }).waitFor();
  const held = await slowNetwork(page, "**/api/grading/marks");
  await note(page, "Answer 1 of 3");

  await press(page, "a", "2", "b", "1", "t");
  await page.keyboard.type("Short");
  await press(page, "Control+Enter");
  await until(() => held.length === 1);
  await page.keyboard.type(", but right");
  await state("Saving. Not what you wrote since.");
  await held.shift()!.continue();
  await note(page, "What you wrote since is not saved yet");
  assert.equal(await comment.inputValue(), "Short, but right");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "comment");
  await state("Not saved yet");
  await lookAt(page, "marking-unsaved");

  // On to the second while the first is on its way; its failure is said, and touches nothing here.
  await press(page, "Control+Enter", "Escape", "j");
  await until(() => held.length === 1);
  await note(page, "Answer 2 of 3");
  await press(page, "t");
  await page.keyboard.type("Second");
  await held.shift()!.abort();
  await note(page, "Answer 1: Not saved. Check the network and try again.");
  assert.equal(await comment.inputValue(), "Second");
  await page.getByText("Not saved yet:").waitFor();
  await lookAt(page, "marking-unsaved-other");

  const warned = new Promise<string>((done) =>
    page.once("dialog", (dialog) => {
      done(dialog.type());
      void dialog.dismiss();
    })
  );
  await page.evaluate(() => setTimeout(() => location.assign("/marking"), 0));
  assert.equal(await warned, "beforeunload");
  assert.equal(await comment.inputValue(), "Second");

  await page.unroute("**/api/grading/marks");
  await page.getByRole("button", { name: "Answer 1", exact: true }).click();
  await note(page, "Answer 1 of 3");
  assert.equal(await comment.inputValue(), "Short, but right");
  await press(page, "Control+Enter");
  await note(page, "Saved. Answer 2 of 3");
  assert.equal(await comment.inputValue(), "Second");
  const grades = await Promise.all(CLASS_OF.slice(0, 3).map((id) => it.world.grade(`at-${id}`)));
  const comments = grades.map((grade) => latestMark(grade!, "se")?.comment ?? "");
  assert.deepEqual(comments.filter(Boolean), ["Short, but right"]);
});

Deno.test("a colleague's claim that becomes known late takes nothing away from who writes", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  await threeEssays(it);
  const theirs = await onDesk(it, "t2");
  await note(theirs, "Answer 1 of 3");
  const mine = await it.open("t1", DESK);
  const held = await slowNetwork(mine, "**/api/grading/claims");
  await mine.locator("x-island[data-ready]").waitFor();
  await press(mine, "k");
  await note(mine, "Answer 1 of 3");
  await press(mine, "t");
  await mine.keyboard.type("Begun here");
  for (const route of held.splice(0)) await route.continue();
  await mine.getByText("Person t2 is marking this one.").first().waitFor();
  assert.equal(await mine.getByLabel(/Comment to the student/).inputValue(), "Begun here");
  await lookAt(mine, "marking-claimed");
});

Deno.test("a comment that is too long stays whole, says so, and is not sent", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  await threeEssays(it);
  const page = await onDesk(it, "t1", PHONE);
  await page.getByRole("button", { name: "Mark", exact: true }).click();
  await page.locator("input[name='level.ra'][value=ra1]").check();
  await page.locator("input[name='level.rb'][value=rb0]").check();
  const comment = page.getByLabel(/Comment to the student/);
  await comment.fill("x".repeat(2_150));
  assert.equal((await comment.inputValue()).length, 2_150);
  await page.getByText("Too long. Take 150 characters away: 2,000 fit.").waitFor();
  await page.getByRole("button", { name: /Save and next/ }).click();
  await note(page, "The comment is too long. Take 150 characters away: 2,000 fit");
  await lookAt(page, "marking-long");
  await comment.fill("x".repeat(2_000));
  await page.getByRole("button", { name: /Save and next/ }).click();
  await note(page, "Saved. Answer 2 of 3");
});

Deno.test("the fields take nothing before the script that would draw over it has come", {
  ...BROWSER_TEST,
}, async () => {
  await using it = await stage();
  await threeEssays(it);
  const page = await it.open("t1", "/marking");
  let mayCome = false;
  const held: Route[] = [];
  await page.route(
    "**/assets/*MarkingDesk*",
    (route) => mayCome ? route.continue() : void held.push(route),
  );
  await page.goto(new URL(DESK, page.url()).href, { waitUntil: "commit" });
  await page.locator(".mark-panel[inert]").waitFor();
  await until(() => held.length > 0);
  mayCome = true;
  for (const route of held) await route.continue();
  await page.locator("x-island[data-ready]").waitFor();
  await page.locator(".mark-panel:not([inert])").waitFor();
  await page.getByLabel(/Comment to the student/).fill("Now it is kept");
  assert.equal(await page.getByLabel(/Comment to the student/).inputValue(), "Now it is kept");
});

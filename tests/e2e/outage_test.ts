import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { type OwnMongo, ownMongo } from "../faults/own_mongo.ts";
import { wait } from "../faults/random.ts";
import { signedInClass } from "../faults/signed_in_class.ts";
import { onMongo } from "../engines/mongo_server.ts";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { BROWSER_TEST, LAPTOP, lookAt, PHONE, type TestBrowser, testBrowser } from "./browser.ts";

interface Scene {
  mongo: OwnMongo;
  app: ServerProcess;
  browser: TestBrowser;
  /** A page of the teacher, or of the student with this number. */
  open(who: "teacher" | number, screen: BrowserContextOptions): Promise<Page>;
}

/** The product on a MongoDB of its own. */
async function withScene(test: (scene: Scene) => Promise<void>): Promise<void> {
  await using mongo = await ownMongo();
  const { secrets, teacherSecret } = await mongo.within("plp", (it) => signedInClass(it, 2));
  const env = { MONGODB_URL: `mongodb://127.0.0.1:${mongo.port}/` };
  await using app = await serverProcess({ env });
  await using browser = await testBrowser();
  await test({
    mongo,
    app,
    browser,
    async open(who, screen) {
      const page = await browser.page(screen);
      const value = who === "teacher" ? teacherSecret : secrets[who]!;
      await page.context().addCookies([{ name: "plp_session", value, url: app.url }]);
      return page;
    },
  });
}

async function becomes(app: ServerProcess, state: string): Promise<void> {
  const giveUp = performance.now() + 30_000;
  for (;;) {
    const said = await (await fetch(`${app.url}/readyz`)).json();
    if (said.state === state) return;
    assert.ok(performance.now() < giveUp, `${JSON.stringify(said)} instead of ${state}`);
    await wait(100);
  }
}

const OPTIONS = { ...onMongo, ...BROWSER_TEST };
const shown = (page: Page) => page.locator("[data-slot]:visible");
const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();
const written = "Written while the database was away.";

Deno.test(
  "a student writes and hands in while MongoDB is dead, and is marked after it",
  OPTIONS,
  () =>
    withScene(async ({ mongo, app, browser, open }) => {
      const student = await open(0, PHONE);
      await student.goto(`${app.url}/assignments/assign1`);
      await student.getByRole("button", { name: "Start the test" }).click();
      await student.waitForSelector("html[data-taking=open]");
      await shown(student).getByLabel("0.375").check();
      await shown(student).getByText("Saved").waitFor();
      await mongo.kill();

      for (let i = 0; i < 5; i++) await next(student);
      await shown(student).getByLabel("Your answer").fill(written);
      await student.getByText("The school's database is not reachable. Keep writing").waitFor();
      await shown(student).getByText("Saved").waitFor();
      await becomes(app, "degraded");
      await lookAt(student, "outage-taking-phone");

      await student.reload();
      await student.waitForSelector("html[data-taking=open]");
      await lookAt(student, "outage-taking-phone-reloaded");
      assert.ok(await student.getByLabel("0.375").isChecked());
      assert.equal(await shown(student).getByLabel("Your answer").inputValue(), written);
      await student.getByRole("button", { name: "All 6" }).click();
      await student.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
      await lookAt(student, "outage-hand-in-phone");
      await student.locator("#hand-in").getByRole("button", { name: /^Hand in/ }).click();
      await student.waitForURL("**/receipt");
      await student.getByText("All 2 answers arrived.").waitFor();
      await lookAt(student, "outage-receipt-phone");

      await mongo.start();
      await becomes(app, "ready");
      await student.reload();
      await student.getByText("All 2 answers arrived.").waitFor();
      await checkMarked(await open("teacher", LAPTOP), app);
      const known = /Failed to load resource|WebSocket/;
      assert.deepEqual(browser.complaints.filter((it) => !known.test(it)), []);
    }),
);

/** The sweeper grades within seconds. */
async function checkMarked(teacher: Page, { url }: ServerProcess): Promise<void> {
  const giveUp = performance.now() + 20_000;
  do {
    assert.ok(performance.now() < giveUp, "the results are there");
    await teacher.goto(`${url}/assignments/assign1/results`);
  } while (!await teacher.getByText("student0").first().isVisible());
  await lookAt(teacher, "outage-results-laptop");
  await teacher.getByRole("link", { name: "student0" }).first().click();
  await teacher.getByText(written).first().waitFor();
}

Deno.test(
  "a teacher's pages say how old they are while MongoDB is dead, and forms are kept",
  OPTIONS,
  () =>
    withScene(async ({ mongo, app, open }) => {
      const teacher = await open("teacher", LAPTOP);
      const phone = await open("teacher", PHONE);
      const form = teacher.locator("#bank-new");
      const paths = ["/", "/tests", "/assignments/assign1/room", "/questions/banks"];
      for (const path of paths) {
        assert.equal((await teacher.goto(app.url + path))?.status(), 200, path);
      }
      await teacher.goto(`${app.url}/questions/banks`);
      await form.getByLabel("Name").fill("Fractions of all kinds");
      await mongo.kill();
      await becomes(app, "degraded");

      await form.getByRole("button").click();
      await teacher.getByText("What you just sent was not kept yet.").waitFor();
      await lookAt(teacher, "outage-form-laptop");
      for (const path of paths) {
        for (const page of [teacher, phone]) {
          const other = await page.context().newPage();
          assert.equal((await other.goto(app.url + path))?.status(), 200, path);
          await other.getByText("You see it as it was at").waitFor();
          if (path === "/") {
            await lookAt(other, `outage-home-${page === phone ? "phone" : "laptop"}`);
          }
          await other.close();
        }
      }
      await phone.goto(`${app.url}/people/unknown`);
      await phone.getByRole("heading", { name: "The school's data cannot be reached" }).waitFor();

      await mongo.start();
      await becomes(app, "ready");
      await teacher.getByRole("button", { name: "Send it again" }).click();
      await teacher.getByText("Fractions of all kinds").first().waitFor();
    }),
);

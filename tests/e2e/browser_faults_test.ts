import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { BROWSER_TEST, LAPTOP, testBrowser } from "./browser.ts";
import { BROKEN_BROWSERS, type BrowserFault, MENDED } from "./browser_faults.ts";
import { type TakingServer, takingServer } from "./taking_server.ts";

/** Students who write at once: a few cores have that much to give. */
const AT_ONCE = 6;
/** So long nothing takes even on a busy machine, milliseconds. */
const GIVE_UP_MS = 120_000;
const ESSAY = "They are equal.";
const LOOSE = "This browser keeps no copy of what you write.";

const shown = (page: Page) => page.locator("[data-slot]:visible");
const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + GIVE_UP_MS;
  while (!await done()) {
    assert.ok(performance.now() < giveUp, what);
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

async function opened(page: Page): Promise<void> {
  await page.waitForSelector("html[data-taking=open]");
}

async function arrived({ deps }: TakingServer, id: string): Promise<Record<string, unknown>> {
  const answers = await deps.attempts.answers({ schoolId: "s1", id });
  return Object.fromEntries([...answers.values()].map((it) => [it.slotId, it.response]));
}

const WRITTEN = {
  slot0: { kind: "choice_one", optionId: "opt1" },
  slot5: { kind: "essay", text: ESSAY },
};

/** The last question; the way there is the way of the student. */
async function toEssay(page: Page): Promise<void> {
  for (let i = 0; i < 5; i++) await next(page);
}

/** The page tells where the answer is, and nothing better. */
async function writesAway(page: Page, away: "kept" | "unsaved"): Promise<void> {
  const words = away === "kept" ? "Kept on this device" : "Not saved. Copy your answer.";
  await shown(page).getByLabel("0.375").check();
  await shown(page).getByText(words).waitFor();
  await toEssay(page);
  await shown(page).getByLabel("Your answer").fill(ESSAY);
  await shown(page).getByText(words).waitFor();
  assert.equal(await page.getByText(/^\s*Saved/).count(), 0);
}

async function writes(page: Page): Promise<void> {
  await shown(page).getByLabel("0.375").check();
  await toEssay(page);
  await shown(page).getByLabel("Your answer").fill(ESSAY);
  await shown(page).getByText("Saved").waitFor();
}

async function lift(context: BrowserContext, url: string): Promise<void> {
  const [name = "", value = ""] = MENDED.split("=");
  await context.addCookies([{ name, value, url }]);
}

/** Start, answer, reload, hand in, with one thing wrong in the browser. */
async function sit(
  { server, page, person, fault }: {
    server: TakingServer;
    page: Page;
    person: Person;
    fault: BrowserFault;
  },
): Promise<void> {
  page.context().setDefaultTimeout(GIVE_UP_MS);
  await page.addInitScript(fault.script);
  const id = await server.open(page, person);
  if (fault.away) {
    await writesAway(page, fault.away);
    await lift(page.context(), server.url);
    if (fault.away === "unsaved") {
      assert.deepEqual(await arrived(server, id), {});
      return;
    }
  } else {
    await writes(page);
    // A database may also be slow on a busy machine, and then it is said of others too.
    if (fault.loose) await page.getByText(LOOSE).waitFor();
  }
  await page.reload();
  await opened(page);
  await until("the answers arrive", async () => "slot5" in await arrived(server, id));
  assert.equal(await page.getByText("on another device").count(), 0);
  await page.locator(".taking__progress", { hasText: "2 of 6 answered" }).waitFor({
    state: "attached",
  });
  await page.getByRole("banner").getByRole("button", { name: "Hand in" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hand in", exact: true }).click();
  await page.waitForURL("**/receipt");
  assert.deepEqual(await arrived(server, id), WRITTEN);
}

Deno.test(
  "whatever is wrong in a browser, what a student writes there arrives",
  BROWSER_TEST,
  async () => {
    await using server = await takingServer({ students: BROKEN_BROWSERS.length });
    await using browser = await testBrowser();
    const people = [server.world.student, ...server.world.others];
    const failed: string[] = [];
    const left = BROKEN_BROWSERS.map((fault, i) => ({ fault, person: people[i]! }));
    const only = Deno.env.get("FAULT");
    let sat = 0;
    async function worker(): Promise<void> {
      for (let it = left.shift(); it; it = left.shift()) {
        if (only && !it.fault.name.includes(only)) continue;
        const page = await browser.page(LAPTOP);
        await sit({ server, page, ...it }).catch(async (error) => {
          const notes = await page.locator(".taking__notes").innerText().catch(() => "no page");
          failed.push(`${it.fault.name}: ${error.stack}\n  notes: ${notes}`);
        });
        await page.context().close();
        sat++;
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    assert.deepEqual(failed, []);
    assert.ok(only || sat === BROKEN_BROWSERS.length && sat > 20, `${sat} sat`);
  },
);

import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { responseFromFields } from "../../lib/model/attempts/response_fields.ts";
import type { QuestionKind, QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { type Random, wait } from "../faults/random.ts";
import { sameResponse } from "../faults/sitting.ts";

/** What a question held at some time, and whether the page said "Saved" beside it. */
export interface Held {
  response: QuestionResponse;
  saved: boolean;
}

interface Shown {
  slotId: string;
  kind: QuestionKind;
  /** Of its fields. */
  name: string;
  fields: [name: string, value: string][];
  saved: boolean;
}

const GIVE_UP_MS = 60_000;

/** A student at a running test in a browser whose network, tabs and server come and go. */
export class PaperPage {
  readonly #context: BrowserContext;
  readonly #random: Random;
  readonly #history = new Map<string, Held[]>();
  #page: Page;
  #url = "";
  #texts = 0;

  constructor(page: Page, random: Random) {
    this.#context = page.context();
    this.#page = page;
    this.#random = random;
  }

  /** By question, in the order of time. */
  get history(): ReadonlyMap<string, readonly Held[]> {
    return this.#history;
  }

  /** @returns The attempt's id. */
  async start(assignmentUrl: string): Promise<string> {
    await this.#until("it started", async () => {
      await this.#page.goto(assignmentUrl);
      // A server that was killed just after it began the test left nothing to start.
      const begun = this.#page.getByRole("link", { name: "Go on" });
      await this.#page.getByRole("button", { name: "Start the test" }).or(begun).click();
      await this.#page.waitForURL(/\/attempts\/[\w-]+$/, { timeout: 10_000 });
    });
    this.#url = this.#page.url();
    await this.#opened();
    return this.#url.split("/").at(-1)!;
  }

  async step(): Promise<void> {
    const fate = this.#random.next();
    if (fate < 0.65) await this.#answer();
    else if (fate < 0.8) await this.#context.setOffline(this.#random.chance(0.6));
    else if (fate < 0.9) await this.#reload();
    else await this.#reopen();
    await this.#note();
  }

  /** @returns When the receipt is shown. */
  async handIn(): Promise<void> {
    await this.#context.setOffline(false);
    await this.#until("it was handed in", async () => {
      if (!this.#page.url().endsWith("/receipt")) await this.#pressHandIn();
      await this.#page.getByText(/Handed in at/).first().waitFor({ timeout: 10_000 });
    });
  }

  async #pressHandIn(): Promise<void> {
    if (await this.#page.locator("#paper").count() === 0) {
      await this.#page.goto(this.#url);
      return;
    }
    await this.#note();
    const dialog = this.#page.locator("#hand-in");
    if (!await dialog.isVisible()) await this.#askToHandIn();
    const button = dialog.getByRole("button", { name: /^Hand in/ });
    if (await button.isEnabled()) await button.click({ timeout: 10_000 });
    await this.#page.waitForURL(/\/receipt$/, { timeout: 10_000 });
  }

  /** A phone keeps the button among all questions. */
  async #askToHandIn(): Promise<void> {
    const button = this.#page.locator(".taking__acts").getByRole("button", { name: "Hand in" });
    if (await button.isVisible()) return await button.click({ timeout: 10_000 });
    await this.#page.locator(".taking__all").click({ timeout: 10_000 });
    await this.#page.locator("#all-questions").getByRole("button", { name: "Hand in" })
      .click({ timeout: 10_000 });
  }

  /** Turns the page at times, and fills in the question that is shown. */
  async #answer(): Promise<void> {
    const way = this.#page.getByRole("button", {
      name: this.#random.chance(0.7) ? "Next" : "Previous",
      exact: true,
    });
    if (this.#random.chance(0.7) && await way.isVisible() && await way.isEnabled()) {
      await way.click();
    }
    const question = this.#page.locator("[data-slot]").locator("visible=true");
    const boxes = question.locator("input[type=radio], input[type=checkbox]");
    const count = await boxes.count();
    if (count > 0) {
      const box = boxes.nth(this.#random.below(count));
      await box.setChecked(await box.getAttribute("type") === "radio" || !await box.isChecked());
    } else {
      const kind = await question.getAttribute("data-kind");
      const text = `${++this.#texts}${kind === "numerical" ? "" : " words of the student"}`;
      await question.locator("textarea, input[type=text]").first().fill(text);
    }
    await this.#note();
    await wait(this.#random.below(1_800));
  }

  /** Without network the browser shows a page of its own; then once more with it. */
  async #reload(): Promise<void> {
    await this.#page.reload({ waitUntil: "commit" }).catch(ignoreNetwork);
    await this.#opened();
  }

  /** Closes the tab, with or without warning it, and opens another. */
  async #reopen(): Promise<void> {
    const old = this.#page;
    this.#page = await this.#context.newPage();
    await old.close({ runBeforeUnload: false });
    await this.#opened();
  }

  async #opened(): Promise<void> {
    await this.#until("the test was open", async () => {
      if (await this.#page.locator("html[data-taking=open]").count() === 0) {
        await this.#context.setOffline(false);
        await this.#page.goto(this.#url);
        await this.#page.waitForSelector("html[data-taking=open]", { timeout: 10_000 });
      }
    });
  }

  /** Writes down what every question holds, and what the page says of it, in one moment. */
  async #note(): Promise<void> {
    const shown = await this.#page.evaluate(readPaper);
    for (const { slotId, kind, name, fields, saved } of shown) {
      const response = responseFromFields(
        kind,
        name,
        (wanted) => fields.filter(([it]) => it === wanted).map(([, value]) => value),
      );
      const held = this.#history.get(slotId) ?? [];
      this.#history.set(slotId, held);
      const last = held.at(-1);
      if (last && sameResponse(last.response, response)) last.saved ||= saved;
      else if (last || response !== null) held.push({ response, saved });
    }
  }

  async #until(what: string, attempt: () => Promise<void>): Promise<void> {
    const giveUp = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (performance.now() > giveUp) {
          throw new Error(`Waited in vain until ${what}: ${this.#page.url()}`, { cause: error });
        }
        await wait(300);
      }
    }
  }
}

/** Runs in the page. */
function readPaper(): Shown[] {
  return [...document.querySelectorAll<HTMLElement>("#paper [data-slot]")].map((section) => {
    const controls = section.querySelectorAll<
      HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
    >("input, textarea, select");
    return {
      slotId: section.dataset["slot"]!,
      kind: section.dataset["kind"] as QuestionKind,
      name: section.id.replace(/-question$/, ""),
      fields: [...controls]
        .filter((it) => !["radio", "checkbox"].includes(it.type) || it.matches(":checked"))
        .map((it): [string, string] => [it.name, it.value]),
      saved: /^\s*Saved/.test(section.querySelector("[data-save]")?.textContent ?? ""),
    };
  });
}

function ignoreNetwork(error: unknown): void {
  assert.match(String(error), /net::ERR|interrupted|aborted/);
}

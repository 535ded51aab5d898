import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** A name that browsers here find on this machine, and that they do not call secure without https. */
const PLAIN_NAME = "school.test";

/** Where a Chromium listens that tests share, each in contexts of its own; `deno task test:browser` starts one. */
const SHARED = Deno.env.get("BROWSER_WS");

/** What the machine's Chromium needs where there is no network and no sandbox. */
export const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
  `--host-resolver-rules=MAP ${PLAIN_NAME} 127.0.0.1`,
];

/** This machine as others on its network know it: its address there, or a name where it has no network. */
export function lanHost(): string {
  const found = Deno.networkInterfaces().find(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.") && !address.startsWith("169.254.")
  );
  return found?.address ?? PLAIN_NAME;
}

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1,
  hasTouch: true,
  isMobile: true,
};
export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** Also pages that are not to be stored, as long as no cookie of scripts' changes. */
const KEEPS_ALL =
  "--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache:level/" +
  "restore-unless-http-only-cookie-change";

/** Of this machine. */
export const EXECUTABLE = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

export interface TestBrowser extends AsyncDisposable {
  /** A page in a browser of its own, as another person's device. What its console complains of ends up in `complaints`. */
  page(options?: BrowserContextOptions): Promise<Page>;
  complaints: string[];
}

/** Playwright keeps handles of its own, so a test around it has the sanitizers off. */
export const BROWSER_TEST = { sanitizeOps: false, sanitizeResources: false };

/**
 * A Chromium of the test's own, or the shared one where it needs nothing special; what is opened in it ends with it.
 *
 * @param keepsPages As people have it: "Back" shows the page that was left, and does not load it again.
 * @param textPercent The size of text that a person chose in the browser.
 */
export async function testBrowser(
  { keepsPages = false, textPercent = 100 } = {},
): Promise<TestBrowser> {
  const isUsual = !keepsPages && textPercent === 100;
  const browser = SHARED && isUsual
    ? await chromium.connect(SHARED)
    : await ownBrowser(keepsPages, textPercent);
  return overlooked(browser);
}

async function ownBrowser(keepsPages: boolean, textPercent: number): Promise<Browser> {
  const sized = `--blink-settings=defaultFontSize=${16 * textPercent / 100}`;
  const args = textPercent === 100 ? ARGS : [...ARGS, sized];
  return await chromium.launch({
    executablePath: EXECUTABLE,
    args: keepsPages ? [...args, KEEPS_ALL] : args,
    ...(keepsPages && { ignoreDefaultArgs: ["--disable-back-forward-cache"] }),
  });
}

function overlooked(browser: Browser): TestBrowser {
  const complaints: string[] = [];
  return {
    complaints,
    async page(options = LAPTOP) {
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      context.setDefaultTimeout(15_000);
      context.on(
        "weberror",
        (it) => complaints.push(`${it.page()?.url()}: ${it.error().message}`),
      );
      context.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`${message.page()?.url()}: ${message.text()}`);
        }
      });
      return await context.newPage();
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

const SHOTS = Deno.env.get("SHOTS");

/**
 * Looks at the page as it is now, in light and dark: axe finds nothing, nothing is wider than the screen, nothing moves.
 * With SHOTS set to a folder, pictures are kept there.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const what = `${name}-${colorScheme}`;
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${what}.png`, fullPage: true });
    const overflow = Number(
      await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
    );
    assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`
    );
    assert.deepEqual(found, [], what);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Signs in by the form. */
export async function signIn(
  page: Page,
  url: string,
  name: string,
  password: string,
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail or username").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((it) => !it.pathname.startsWith("/sign-in"));
}

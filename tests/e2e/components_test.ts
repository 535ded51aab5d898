import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { type Browser, chromium } from "playwright-core";
import { GALLERY, galleryPage, styles } from "./gallery.tsx";

const WIDTHS = { phone: 320, tablet: 800, laptop: 1280 };

/** Serves the gallery under the product's policy, which allows no inline style. */
async function serveGallery(): Promise<{ url: string } & AsyncDisposable> {
  const css = await styles();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/app.css") {
      return new Response(css, { headers: { "content-type": "text/css" } });
    }
    const name = pathname.slice(1);
    if (!(name in GALLERY)) return new Response("", { status: 404 });
    const theme = searchParams.get("theme") === "dark" ? "dark" : "light";
    return new Response(galleryPage(name, theme), {
      headers: {
        "content-type": "text/html",
        "content-security-policy": "default-src 'self'; style-src 'self'",
      },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

async function checkPage(
  browser: Browser,
  url: string,
  width: number,
  what: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  const shots = Deno.env.get("SHOTS");
  if (what.startsWith("failure")) {
    await page.evaluate("document.getElementById('hand-in').showModal()");
  }
  if (what.startsWith("teacher-home")) await page.click("[popovertarget=more]");
  if (shots) await page.screenshot({ path: `${shots}/${what}.png`, fullPage: true });
  const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  assert.ok(Number(overflow) <= 0, `${what} is ${overflow} px too wide`);
  assert.deepEqual(complaints, [], what);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" | ")}`);
  assert.deepEqual(found, [], what);
  await context.close();
}

Deno.test("components pass axe, fit the screen and need no inline style", {
  // Playwright keeps handles of its own between pages.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  await using gallery = await serveGallery();
  const browser = await launch();
  const names = Object.keys(GALLERY);
  assert.equal(names.length, 7);
  for (const name of names) {
    for (const theme of ["light", "dark"]) {
      for (const [device, width] of Object.entries(WIDTHS)) {
        const what = `${name}-${device}-${theme}`;
        await t.step(
          what,
          () => checkPage(browser, `${gallery.url}/${name}?theme=${theme}`, width, what),
        );
      }
    }
  }
  await browser.close();
});

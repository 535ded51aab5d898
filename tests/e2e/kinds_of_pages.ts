import type { Page } from "playwright-core";

/** Goes to one page of each kind that links lead to from home, at most `most`, and gives the path of each once it is there. */
export async function* kindsOfPages(
  page: Page,
  url: string,
  most: number,
): AsyncGenerator<string> {
  const kinds = new Set(["/"]);
  const waiting = ["/"];
  for (let seen = 0; seen < most && waiting.length > 0; seen++) {
    const path = waiting.shift()!;
    await page.goto(url + path, { waitUntil: "load" });
    yield path;
    const paths = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>("a[href^='/']")].map((it) => it.pathname)
    );
    for (const found of paths) {
      const kind = found.replaceAll(/\/[^/]*\d[^/]*/g, "/:id");
      if (kinds.has(kind) || /^\/(api|assets)|\.csv$/.test(found)) continue;
      kinds.add(kind);
      waiting.push(found);
    }
  }
}

import type { Page } from "playwright-core";

/** In CSS pixels: a small phone to a laptop. */
const WIDTHS = Array.from({ length: 25 }, (_, i) => 320 + 40 * i);
export const HEIGHT = 700;

/** Where the page is wider than the window, and what stands out furthest. */
export async function tooWide(page: Page, path: string, widths = WIDTHS): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    const what = await page.evaluate(standsOut);
    if (what !== null) found.push(`${path} at ${width}: ${what}`);
  }
  return found;
}

function standsOut(): string | null {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const ends = [...document.querySelectorAll("body *")].map((it) => ({
    it,
    end: it.getBoundingClientRect().right,
  }));
  const furthest = ends.reduce((a, b) => b.end > a.end ? b : a);
  const { outerHTML } = furthest.it;
  return `${root.scrollWidth} px, ${outerHTML.replace(/\s+/g, " ").slice(0, 140)}`;
}

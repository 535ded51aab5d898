import assert from "node:assert/strict";
import { demoAccounts } from "../../demo/seed/accounts.ts";
import { BROWSER_TEST, signIn, testBrowser } from "./browser.ts";
import { demoServer } from "./demo_server.ts";
import { kindsOfPages } from "./kinds_of_pages.ts";
import { HEIGHT } from "./too_wide.ts";

/** As long as a name may be: of many words, and of one. */
const LONG = ["Lakshmi ".repeat(15).trim(), "W".repeat(120)];
const PAGES = 20;

Deno.test("names in the room are whole at every width, however long", BROWSER_TEST, async () => {
  await using server = await demoServer();
  for (const textPercent of [100, 200]) {
    await using browser = await testBrowser({ textPercent });
    const page = await browser.page({ viewport: { width: 1280, height: HEIGHT } });
    const teacher = demoAccounts().find(({ label }) => label.startsWith("Teacher, mathematics"))!;
    await signIn(page, server.url, teacher.username, teacher.password);
    let room: string | null = null;
    for await (const path of kindsOfPages(page, server.url, PAGES)) {
      if (path.endsWith("/room")) room = path;
      if (room !== null) break;
    }
    assert.ok(room, "no room is linked");
    await page.waitForSelector(".room-row__name");
    for (const width of [320, 390, 600, 640, 1_024, 1_280]) {
      await page.setViewportSize({ width, height: HEIGHT });
      const { names, cut } = await page.evaluate(cutNames, LONG);
      assert.ok(names > 10, `${names} names`);
      assert.deepEqual(cut, [], `${width} px, ${textPercent}%`);
    }
  }
});

/** Which names of the room reach beyond the room they are given, with the first two made long. */
function cutNames(long: string[]): { names: number; cut: string[] } {
  const names = [...document.querySelectorAll<HTMLElement>(".room-row__name")];
  long.forEach((text, i) => names[i]!.firstChild!.nodeValue = text);
  const isCut = (name: HTMLElement) => {
    const text = document.createRange();
    text.selectNodeContents(name);
    const [inner, box] = [text.getBoundingClientRect(), name.getBoundingClientRect()];
    const room = name.parentElement!.getBoundingClientRect();
    return inner.width > box.width + 1 || inner.bottom > room.bottom + 1 ||
      getComputedStyle(name).textOverflow === "ellipsis" || name.scrollWidth > name.clientWidth + 1;
  };
  return { names: names.length, cut: names.filter(isCut).map((it) => it.textContent!) };
}

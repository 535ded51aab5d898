/**
 * Draws the demo's pictures into `pictures/*.png`, which are committed: run it after changing one.
 *
 *     deno run -A demo/content/draw_pictures.ts
 * @module
 */
import { chromium } from "playwright-core";
import type { PictureName } from "./pictures/list.ts";
import {
  coordinateLine,
  fractionBar,
  numberLine,
  rainfall,
  rightTriangle,
} from "./pictures/mathematics.ts";
import { phScale, plantCell } from "./pictures/nature.ts";
import { concaveMirror, distanceTime, parallelCircuit, pendulum } from "./pictures/physics.ts";

const DRAWINGS: Record<PictureName, () => string> = {
  "fraction-bar": fractionBar,
  "number-line": numberLine,
  "coordinate-line": coordinateLine,
  "right-triangle": rightTriangle,
  rainfall,
  "distance-time": distanceTime,
  "concave-mirror": concaveMirror,
  "parallel-circuit": parallelCircuit,
  pendulum,
  "ph-scale": phScale,
  "plant-cell": plantCell,
};

const executablePath = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  for (const [name, draw] of Object.entries(DRAWINGS)) {
    await page.setContent(`<body style="margin:0">${draw()}</body>`);
    const path = new URL(`pictures/${name}.png`, import.meta.url).pathname;
    await page.locator("body > svg").screenshot({ path });
  }
} finally {
  await browser.close();
}

import assert from "node:assert/strict";
import { ICON_NAMES, iconFiles } from "./icons.ts";

Deno.test("the icon files are what tools/icons.ts writes", async () => {
  assert.equal(new Set(ICON_NAMES).size, ICON_NAMES.length);
  const files = Object.entries(await iconFiles());
  assert.equal(files.length, 2);
  for (const [path, source] of files) {
    const kept = await Deno.readTextFile(new URL(`../${path}`, import.meta.url));
    assert.ok(kept === source, `Run "deno run -A tools/icons.ts": ${path} differs`);
  }
});

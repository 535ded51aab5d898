import assert from "node:assert/strict";
import { PICTURES } from "./list.ts";

Deno.test("each demo picture is a small PNG with a description", async () => {
  const names = Object.keys(PICTURES);
  assert.ok(names.length >= 8);
  for (const name of names) {
    const bytes = await Deno.readFile(new URL(`${name}.png`, import.meta.url));
    assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47], name);
    assert.ok(bytes.length < 60_000, `${name}: ${bytes.length}`);
  }
  assert.ok(Object.values(PICTURES).every((text) => text.length > 20 && !/[[\]]/.test(text)));
});

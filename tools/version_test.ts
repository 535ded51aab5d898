import assert from "node:assert/strict";

Deno.test("the newest version of the changelog is the product's", async () => {
  const { version } = JSON.parse(await Deno.readTextFile("deno.json"));
  const newest = /^## (\S+?),? /m.exec(await Deno.readTextFile("CHANGELOG.md"))?.[1];
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.equal(newest, version);
});

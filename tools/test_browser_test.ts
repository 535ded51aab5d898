import assert from "node:assert/strict";
import { STORIES } from "./browser_stories.ts";
import { missing } from "./test_browser.ts";

Deno.test("a story that no test tells, or that was left out, is missed", () => {
  const stories = { "a_test.ts": ["one", "two", "three"] };
  const ran = (name: string, state: "passed" | "ignored") => ({
    ...{ file: "./a_test.ts", name, seconds: 1, state },
  });
  assert.deepEqual(missing(stories, [ran("one", "passed"), ran("two", "ignored")]), [
    ...["two", "three"],
  ]);
});

Deno.test("the stories of CI are tests that are there, by file and name", async () => {
  for (const [file, names] of Object.entries(STORIES)) {
    const text = await Deno.readTextFile(new URL(`../${file}`, import.meta.url));
    // A name that is made for several places stands there in part.
    for (const name of names) {
      assert.ok(
        text.includes(name) || text.includes(name.replace(/^.*?: /, "")),
        `${file}: ${name}`,
      );
    }
  }
});

import assert from "node:assert/strict";
import { OWN_FOLDERS } from "./environments.ts";

Deno.test("deno task test leaves out the folders that need more than Deno, and CONTRIBUTING names them", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  const { tasks } = JSON.parse(await read("deno.json"));
  assert.deepEqual(/--ignore=(\S+)/.exec(tasks.test)?.[1]?.split(","), OWN_FOLDERS);
  const page = await read("CONTRIBUTING.md");
  assert.deepEqual(OWN_FOLDERS.filter((path) => !page.includes(`\`${path}\``)), []);
});
